"""Settings: minber.toml in the working folder, then MINBER_* variables over it; everything has a default.

home = "minber-data"     MINBER_HOME     where store, archive and index lie
store = "sqlite:///…"    MINBER_STORE    address of the database (default: store.sqlite in the home)
host = "127.0.0.1"       MINBER_HOST     where `minber serve` listens
port = 8000              MINBER_PORT
processes = 0            MINBER_PROCESSES  processes that read and understand (0: one a core)
address = ""             MINBER_ADDRESS  where readers find the app (https://…), for feeds, citations and the sitemap
contact = ""             MINBER_CONTACT  where to tell of a weakness (mailto:… or https://…), for security.txt
rate = 300               MINBER_RATE     requests a minute that one address may make (0: any number)
proxies = 0              MINBER_PROXIES  proxies in front whose word on the reader's address is taken
query_log = ""           MINBER_QUERY_LOG  file that questions are written to, without who asked (none: not written)
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from corpus.errors import SettingsError

FILE = "minber.toml"
PREFIX = "MINBER_"  # of variables
HIGHEST = {"port": 65535, "processes": 256, "rate": 1_000_000, "proxies": 9}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, resolved."""

    home: Path = Path("minber-data")
    store: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 0
    address: str = ""
    contact: str = ""
    rate: int = 300
    proxies: int = 0
    query_log: str = ""

    @property
    def store_url(self) -> str:
        """The address of the database."""
        return self.store or f"sqlite:///{self.home / 'store.sqlite'}"

    @property
    def archive(self) -> Path:
        """The folder of WARC files."""
        return self.home / "archive"

    @property
    def index(self) -> Path:
        """The folder of index generations."""
        return self.home / "index"

    @property
    def workers(self) -> int:
        """How many processes understand pages."""
        return self.processes or os.cpu_count() or 1


def read_settings(folder: Path, environment: Mapping[str, str]) -> Settings:
    """The settings that hold in a folder and an environment."""
    values: dict[str, object] = {}
    file = folder / FILE
    if file.is_file():
        values.update(_read_file(file))
    for name in _names():
        if given := environment.get(_variable(name)):
            values[name] = given
    return Settings(**{name: _converted(name, value) for name, value in values.items()})  # type: ignore[arg-type]


def misspelt(environment: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence about each variable that is no setting but nearly called like one; others may be anybody's."""
    known = {_variable(name) for name in _names()}
    told = []
    for variable in sorted(name for name in environment if name.startswith(PREFIX) and name not in known):
        near = difflib.get_close_matches(variable.removeprefix(PREFIX).lower(), _names(), n=1)
        if near:
            told.append(f"variable {variable}: is no setting and not heeded; did you mean {_variable(near[0])}?")
    return tuple(told)


def _variable(name: str) -> str:
    return f"{PREFIX}{name.upper()}"


def _read_file(file: Path) -> dict[str, object]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{file}: cannot be read as TOML ({error}); correct or remove the file") from error
    for key in values:
        if key not in _names():
            near = difflib.get_close_matches(key, _names(), n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(_names())}"
            raise SettingsError(f"{file}: unknown setting {key!r}; {hint}")
    return values


def _names() -> list[str]:
    return [field.name for field in fields(Settings)]


def _converted(name: str, value: object) -> object:
    if name in HIGHEST:
        return _whole(name, value)
    if not isinstance(value, str):
        raise SettingsError(f"setting {name}: {value!r} is not a text; write it in quotation marks")
    return Path(value).expanduser() if name == "home" else value


def _whole(name: str, value: object) -> int:
    top = HIGHEST[name]
    try:
        number = int(str(value))
    except ValueError:
        number = -1
    if not 0 <= number <= top:
        raise SettingsError(f"setting {name}: {value!r} is not a whole number from 0 to {top}; correct it")
    return number

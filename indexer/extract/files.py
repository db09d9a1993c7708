"""Pages from local files: .txt, .html, .htm, .jsonl, .warc, .warc.gz, and folders of them.

Nothing stops a batch: what cannot be read is told in its place, what is of another kind is only counted. The
address of a file is its name, that of its folder, and a mark of where they lie: enough to tell files apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, urlsplit

from corpus.archive import read_warc
from corpus.errors import InputError
from corpus.records import Page
from indexer.extract.jsonl import read_line

TYPES = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html"}
LINES = (".jsonl", ".ndjson")
WARCS = (".warc", ".warc.gz")
READABLE = ("text/html", "application/xhtml+xml", "text/plain", "application/json", "")
LIMIT = 20_000_000  # bytes of one page; a release has some thousands
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a part of one, that gives no page, and why; `other_kind` when nothing is wrong with it."""

    path: str
    reason: str
    other_kind: bool = False


def read(path: Path, source: str = "files") -> Iterator[Page | Skipped]:
    """The pages of a file or folder, and a reason in place of each that there is not."""
    try:
        if path.is_dir():
            for entry in sorted(path.iterdir()):
                if not entry.name.startswith(".") and not (entry.is_dir() and entry.is_symlink()):
                    yield from read(entry, source)
        elif not path.exists():
            yield Skipped(str(path), f"{path}: there is no such file; check the name")
        elif path.is_file():
            yield from _file(path, source)
        else:
            yield Skipped(str(path), f"{path}: is no regular file", other_kind=True)
    except InputError as error:
        yield Skipped(str(path), str(error))
    except OSError as error:
        yield Skipped(str(path), f"{path}: cannot be read ({error.strerror}); check its rights")


def address(path: Path) -> str:
    """The address of a file, the same however the path to it is written."""
    whole = path.resolve()
    mark = hashlib.sha256(str(whole).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"file:{quote(f'{whole.parent.name}/{whole.name}', errors='replace')}?at={mark}"


def _file(path: Path, source: str) -> Iterator[Page | Skipped]:
    suffix = path.suffix.lower()
    if suffix in TYPES:
        yield _page(path, source, TYPES[suffix])
    elif suffix in LINES:
        yield from _lines(path, source)
    elif path.name.lower().endswith(WARCS):
        yield from _warc(path, source)
    else:
        kinds = ", ".join((*TYPES, *LINES, *WARCS))
        yield Skipped(str(path), f"{path}: is of another kind; taken in are {kinds}", other_kind=True)


def _page(path: Path, source: str, content_type: str) -> Page:
    size = path.stat().st_size
    if size > LIMIT:
        raise InputError(f"{path}: has {size} bytes, a page at most {LIMIT}; split it into its releases")
    body = path.read_bytes()
    if not body.strip():
        raise InputError(f"{path}: is empty; give a file with a release in it")
    return Page.of(address(path), source, body, fetched=datetime.now(UTC), content_type=content_type)


def _lines(path: Path, source: str) -> Iterator[Page | Skipped]:
    """A page for each line, at the address that the line gives or at that of the file with the line's id."""
    place, now, found = address(path), datetime.now(UTC), 0
    with path.open("rb") as file:
        for number, line in enumerate(_bounded_lines(file), start=1):
            name = f"{path}, line {number}"
            if not line.strip():
                continue
            found += 1
            try:
                if len(line) > LIMIT:
                    raise InputError(f"{name}: has more than {LIMIT} bytes; split it into its releases")
                record = read_line(line, name)
            except InputError as error:
                yield Skipped(name, str(error))
                continue
            url = web_address(record.get("url")) or f"{place}#{quote(str(record.get('id') or number))}"
            yield Page.of(url, source, line.strip(), fetched=now, content_type=JSON)
    if not found:
        raise InputError(f"{path}: is empty; give a file with a release in it")


def web_address(given: object) -> str | None:
    """An address on the web as a record gives it; None for anything else."""
    try:
        is_web = isinstance(given, str) and urlsplit(given).scheme in ("http", "https")
    except ValueError:
        return None
    return str(given) if is_web else None


def _bounded_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long, only so much that this can be seen."""
    while line := file.readline(LIMIT + 1):
        yield line
        while len(line) > LIMIT and not line.endswith(b"\n"):
            line = file.readline(LIMIT + 1)


def _warc(path: Path, source: str) -> Iterator[Page | Skipped]:
    found = False
    for page in read_warc(path, source, LIMIT):
        found = True
        kind = page.content_type.partition(";")[0].strip().lower()
        if kind not in READABLE:
            yield Skipped(page.url, f"{page.url}: is {kind}, not a text", other_kind=True)
        elif len(page.body) > LIMIT:
            reason = f"{page.url}: has more than {LIMIT} bytes; leave it out"
            yield Skipped(page.url, reason)
        else:
            yield page
    if not found:
        raise InputError(f"{path}: holds no page; give a WARC file with responses in it")

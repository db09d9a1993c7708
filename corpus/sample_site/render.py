"""What the three sites share: a page as the server answers it, the templates, and the fixed words."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from corpus.sample_site.releases import SampleRelease, SampleText

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Resource:
    """What the server answers to a path: bytes, their type and the time of the last change."""

    body: bytes
    content_type: str
    modified: datetime

    @property
    def etag(self) -> str:
        """An entity tag made from the bytes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @property
    def last_modified(self) -> str:
        """The time of the last change as HTTP writes it."""
        return format_datetime(self.modified, usegmt=True)


def resource(text: str, when: date, content_type: str = HTML, *, encoding: str = "utf-8") -> Resource:
    """A text as a resource; letters outside the encoding become character references."""
    body = text.encode(encoding, errors="xmlcharrefreplace")
    return Resource(body, content_type, datetime.combine(when, time(6), tzinfo=UTC))


def render(template: str, **values: Any) -> str:
    """A template of `templates/` with its values; a name without value is an error."""
    return _environment().get_template(template).render(values)


@cache
def strings() -> Mapping[str, Mapping[str, Any]]:
    """The fixed words: site → language tag → name → text."""
    return tomllib.loads((resources.files("corpus.sample_site") / "strings.toml").read_text(encoding="utf-8"))


def paragraphs(text: SampleText, state: int) -> tuple[str, ...]:
    """The paragraphs of a text as they stand in a state of the site (1, or 2 after the change)."""
    return text.later if state > 1 and text.later else text.paragraphs


def changed(release: SampleRelease, state: int) -> date:
    """The day of the last change of a release's pages: a later one where the site has changed the text."""
    later = state > 1 and any(text.later for text in release.texts.values())
    return date.fromordinal(release.published.toordinal() + 4) if later else release.published


@cache
def _environment() -> Environment:
    loader = PackageLoader("corpus.sample_site")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)

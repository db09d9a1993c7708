"""What things are called in the language of the interface: regions, topics, people, languages, days."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, get_month_names
from babel.numbers import format_percent, get_group_symbol

from corpus.authority import regions, topics
from corpus.authority_people import people
from corpus.authority_posts import post_kinds
from corpus.records import Rendition
from corpus.sources import sources
from indexer.engines.base import UNSTATED
from search_app.catalogues import gettext, lazy_gettext, texts
from search_app.request import LANGUAGES, STATEMENTS, TEXTS

OWN_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
BADGES = {"kk": "ҚАЗ", "ru": "РУС", "en": "ENG"}
HEADINGS = {
    "region": lazy_gettext("Region"),
    "speaker": lazy_gettext("Who speaks"),
    "topic": lazy_gettext("Topic"),
    "language": lazy_gettext("Language of the text"),
    "source": lazy_gettext("Source"),
    "role": lazy_gettext("Post of who speaks"),
    "kind": lazy_gettext("Kind of speech"),
    "edit": lazy_gettext("Changed since first seen"),
    "year": lazy_gettext("Year"),
    "month": lazy_gettext("Month"),
}
EDITS = {
    "touched": lazy_gettext("touched up"),
    "edited": lazy_gettext("edited"),
    "rewritten": lazy_gettext("rewritten"),
    UNSTATED: lazy_gettext("no change seen"),
}
KINDS = {"direct": lazy_gettext("direct speech"), "indirect": lazy_gettext("indirect speech")}
HOW_DATED = {
    "meta": lazy_gettext("from the data of the page"),
    "date_line": lazy_gettext("from the date line"),
    "in_text": lazy_gettext("from the text"),
    "inferred": lazy_gettext("inferred, not stated"),
}
SOURCE_KINDS = {
    "official": lazy_gettext("official site"),
    "media": lazy_gettext("news media"),
    "copy": lazy_gettext("copy of other sites"),
    "unknown": lazy_gettext("of unknown kind"),
}
KINSHIPS = {
    "page": lazy_gettext("A language version of the release: both stand on one page."),
    "link": lazy_gettext("A language version of the release: the pages link to each other."),
    "facts": lazy_gettext("A language version of the release: both share figures and names."),
    "copy": lazy_gettext("A copy of another text of the release."),
    "altered copy": lazy_gettext("A copy of another text of the release, with words changed."),
}
ALMATY = timezone(timedelta(hours=5))
EDTF_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[?~%]?")


@dataclass(frozen=True, slots=True)
class Labels:
    """Names in one language of the interface; `people` and `posts` are of people who are in no authority, by id."""

    ui: str
    people: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, str] = field(default_factory=dict)

    def value(self, facet: str, value: str) -> str:
        """What a value of a facet is called."""
        return self.naming(facet)(value)

    def naming(self, facet: str) -> Callable[[str], str]:
        """What names the values of a facet."""
        if facet == "edit":
            return lambda value: str(EDITS.get(value, value))
        named: dict[str, Callable[[str], str]] = {
            "region": self.region,
            "topic": self.topic,
            "speaker": self.person,
            "source": self.source,
            "language": self.language,
            "month": self.month,
            "kind": self.kind,
            "role": self.role,
        }
        name = named.get(facet, str)
        return lambda value: gettext("not stated") if value == UNSTATED else name(value)

    def note(self, facet: str, value: str) -> str:
        """A word about a value that helps to choose: since when a region is one, a post, a class of source."""
        if facet == "region" and (region := regions().get(value)) and region.since:
            return gettext("since %(year)s", year=region.since.year)
        if facet == "source" and (source := sources().get(value)):
            return str(SOURCE_KINDS[source.kind])
        return self.post(value) if facet == "speaker" else ""

    def post(self, identifier: str) -> str:
        """The last known post of a person: from the authority, else as the documents write it."""
        person = people().get(identifier)
        if person and person.posts:
            return max(person.posts, key=lambda post: post.since).name(self.ui)
        return self.posts.get(identifier, "")

    def kind(self, kind: str) -> str:
        """Direct or indirect speech."""
        return str(KINDS.get(kind, kind))

    def role(self, kind: str) -> str:
        """The name of a kind of posts."""
        found = post_kinds().get(kind)
        return found.titles[self.ui] if found else gettext("another post")

    def region(self, identifier: str) -> str:
        """The full name of a region."""
        region = regions().get(identifier)
        return region.titles[self.ui] if region else identifier

    def topic(self, identifier: str) -> str:
        """The name of a topic."""
        topic = topics().get(identifier)
        return topic.titles[self.ui] if topic else identifier

    def person(self, identifier: str) -> str:
        """The name of a person: from the authority, else as the documents write it, else from the id."""
        person = people().get(identifier)
        if person:
            return person.name(self.ui)
        return self.people.get(identifier) or identifier.replace("-", " ").title()

    def source(self, name: str) -> str:
        """The title of a source."""
        source = sources().get(name)
        return source.titles.get(self.ui, name) if source else name

    def language(self, code: str) -> str:
        """The name of a language, to stand alone."""
        return _language(code, self.ui)

    def no_version(self, code: str) -> str:
        """That there is no version in a language."""
        return _no_version(code, self.ui)

    def month(self, value: str) -> str:
        """A month with its year: "2022-03" → "March 2022"."""
        day = _day(f"{value}-01")
        return format_skeleton("yMMMM", day, locale=self.ui) if day else value

    def month_alone(self, value: str) -> str:
        """A month without its year."""
        day = _day(f"{value}-01")
        return get_month_names("wide", "stand-alone", locale=self.ui)[day.month] if day else value

    def badge(self, code: str) -> str:
        """A language in three letters, as its own speakers write them."""
        return BADGES.get(code, code.upper())

    def month_short(self, number: str) -> str:
        """A month in few letters: "03" → "Mar"."""
        return str(get_month_names("abbreviated", "stand-alone", locale=self.ui)[int(number)]).rstrip(".")

    def day_alone(self, value: str) -> str:
        """A day with its month: "2022-03-04" → "4 March"."""
        day = _day(value)
        return format_skeleton("MMMMd", day, locale=self.ui) if day else value

    def number(self, number: int) -> str:
        """A whole number with its groups of digits."""
        return _number(number, self.ui)

    def share(self, part: float) -> str:
        """A part of a whole in percent, however small."""
        written = str(format_percent(max(part, 0.01), locale=self.ui))
        return f"< {written}" if 0 < part < 0.01 else written

    def counted(self, over: str, number: int) -> str:
        """So many releases, or statements."""
        return _counted(over, number, self.ui)

    def day(self, day: date | None) -> str:
        """A day in full; nothing for none."""
        return _in_full(day, self.ui) if day else ""

    def published(self, text: Rendition) -> str:
        """When a text was published, as far as that is known."""
        return self.day(text.published) or (self.event(text.published_within) if text.published_within else "")

    def moment(self, moment: datetime) -> str:
        """A day and time of day, as clocks in most of Kazakhstan show it (UTC+5)."""
        return str(format_datetime(moment.astimezone(ALMATY), "d MMMM y HH:mm", locale=self.ui)) + " (UTC+5)"

    def event(self, edtf: str) -> str:
        """When something took place, from EDTF: a day, a month, a year, or two of them."""
        return " – ".join(self._edtf(half) for half in edtf.split("/"))

    def _edtf(self, half: str) -> str:
        found = EDTF_DAY.fullmatch(half)
        if not found:
            return "…" if half in ("", "..") else half
        year, month, day = found.groups()
        if day:
            return self.day(_day(f"{year}-{month}-{day}")) or half
        return self.month(f"{year}-{month}") if month else year


def preferred(cookie: str | None, accepted: str | None) -> str:
    """The language of the interface for someone who has not named one in the address."""
    return cookie if cookie in LANGUAGES else accepted or LANGUAGES[0]


def tag(language: str, script: str) -> str:
    """The BCP 47 tag of a text for its `lang` attribute."""
    return "kk-Latn" if (language, script) == ("kk", "Latn") else "kk-Arab" if script == "Arab" else language


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@cache
def _locale(ui: str) -> Locale:
    return Locale(ui)


@cache
def _between_groups(ui: str) -> str:
    return get_group_symbol(_locale(ui))


@lru_cache(maxsize=1 << 12)
def _number(number: int, ui: str) -> str:
    return f"{number:,}".replace(",", _between_groups(ui))


@lru_cache(maxsize=1 << 12)
def _counted(over: str, number: int, ui: str) -> str:
    written, said = _number(number, ui), texts(ui)
    if over == TEXTS:
        return said.ngettext("%(written)s text", "%(written)s texts", number) % {"written": written}
    if over == STATEMENTS:
        return said.ngettext("%(written)s statement", "%(written)s statements", number) % {"written": written}
    return said.ngettext("%(written)s release", "%(written)s releases", number) % {"written": written}


@lru_cache(maxsize=1 << 12)
def _in_full(day: date, ui: str) -> str:
    return str(format_date(day, "long", locale=_locale(ui)))


@lru_cache(maxsize=1 << 8)
def _language(code: str, ui: str) -> str:
    name = str(_locale(ui).languages.get(code, code))
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=1 << 8)
def _no_version(code: str, ui: str) -> str:
    return str(texts(ui).gettext("%(language)s: no such version")) % {"language": _language(code, ui)}

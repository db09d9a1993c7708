"""What is known of a person, region, topic or source apart from counts: a heading, and lines of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.authority import Region, definition, regions, topics
from corpus.authority_people import people
from corpus.sources import sources
from corpus.store import SourceStatus
from corpus.store_overview import Spoken
from search_app.catalogues import gettext
from search_app.i18n import SOURCE_KINDS, Labels
from search_app.people import Names
from search_app.request import LANGUAGES
from search_app.results import Desk

BESIDE = 8
POSTS = 6  # as texts write them: the most frequent


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a fact, in its language, with what is said of it in grey and where it leads, if anywhere."""

    text: str
    lang: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known: its heading and its lines."""

    heading: str
    lines: tuple[Line, ...]


def person_facts(desk: Desk, identifier: str, labels: Labels) -> tuple[Fact, ...]:
    """Posts over time, all spellings, and who speaks in the same releases; nothing for somebody never met."""
    overview = desk.library.store.overview
    spoken = overview.spoken([identifier])
    if not spoken and identifier not in people():
        return ()
    beside = overview.beside(identifier, BESIDE)
    found = (
        Fact(gettext("Posts"), (*_posts(identifier, labels), *_written_posts(spoken, labels))),
        Fact(gettext("Spellings"), tuple(_spellings(identifier, spoken))),
        Fact(gettext("Speaks beside"), tuple(_people(beside, desk.names, labels.ui))),
    )
    return tuple(fact for fact in found if fact.lines)


def region_facts(identifier: str, labels: Labels) -> tuple[Fact, ...]:
    """Names, codes and history of a region; nothing for an id that is none."""
    region = regions().get(identifier)
    if region is None:
        return ()
    names = [Line(region.titles[code], code) for code in LANGUAGES if code != labels.ui]
    codes = [Line(region.id, note="ISO 3166-2:KZ")]
    codes += [Line(region.letters, note=gettext("until 2022"))] if region.letters else []
    codes += [Line(region.kato, note=gettext("state classifier of places"))]
    found = (
        Fact(gettext("Other names"), (*names, Line(", ".join(_further(region))))),
        Fact(gettext("History"), tuple(_history(region, labels))),
        Fact(gettext("Codes"), tuple(codes)),
    )
    return tuple(fact for fact in found if fact.lines)


def topic_facts(identifier: str, labels: Labels) -> tuple[Fact, ...]:
    """What a topic is about; nothing for an id that is none."""
    topic = topics().get(identifier)
    if topic is None:
        return ()
    names = tuple(Line(topic.titles[code], code) for code in LANGUAGES if code != labels.ui)
    about = Line(definition(topic, labels.ui))
    found = [Fact(gettext("Other names"), names), Fact(gettext("What belongs to it"), (about,))]
    if topic.iptc:
        found.append(Fact(gettext("Codes"), (Line(topic.iptc, note="IPTC Media Topics"),)))
    return tuple(found)


def source_facts(desk: Desk, name: str, labels: Labels) -> tuple[Fact, ...]:
    """What kind of source it is and what is held of it; nothing for one that is neither known nor held."""
    card = sources().get(name)
    held = next((one for one in desk.library.status().sources if one.source == name), None)
    if card is None and held is None:
        return ()
    about = [Line(str(SOURCE_KINDS[card.kind]))] if card else []
    about += [Line(card.address, url=card.address)] if card and card.address else []
    about += (
        [Line(gettext("An invented example: no such body, person or event exists."))] if card and card.sample else []
    )
    found = (Fact(gettext("About the source"), tuple(about)), Fact(gettext("What is held"), tuple(_held(held, labels))))
    return tuple(fact for fact in found if fact.lines)


def _posts(identifier: str, labels: Labels) -> Iterable[Line]:
    entry = people().get(identifier)
    for post in sorted(entry.posts, key=lambda post: post.since, reverse=True) if entry else ():
        begun, ended = (labels.event(day) if day else "" for day in (post.since, post.until))
        note = f"{begun or '…'} – {ended or ('' if begun else '…')}"
        yield Line(post.name(labels.ui), labels.ui, note.strip())


def _written_posts(spoken: Iterable[Spoken], labels: Labels) -> Iterable[Line]:
    """Posts as texts in the language of the page write them, each with the days on which they do."""
    days: dict[str, list[Spoken]] = {}
    for row in spoken:
        if row.post and row.language == labels.ui:
            days.setdefault(row.post.casefold(), []).append(row)
    for rows in list(days.values())[:POSTS]:
        post = rows[0].post or ""
        dated = sorted(day for row in rows for day in (row.first, row.last) if day)
        ends = dict.fromkeys(labels.day(day) for day in (dated[:1] + dated[-1:]))
        yield Line(post, labels.ui, gettext("written %(when)s", when=" – ".join(ends)) if ends else "")


def _spellings(identifier: str, spoken: Iterable[Spoken]) -> Iterable[Line]:
    entry = people().get(identifier)
    seen = dict.fromkeys((row.language, row.name) for row in spoken if row.name)
    listed = dict.fromkeys(entry.spellings) if entry else {}
    for language in LANGUAGES:
        names = dict.fromkeys(name for code, name in (*listed, *seen) if code == language)
        if names:
            yield Line(", ".join(names), language)


def _people(identifiers: Iterable[str], names: Names, ui: str) -> Iterable[Line]:
    found = list(identifiers)
    labels = names.labels(found, ui)
    for one in found:
        yield Line(labels.person(one), note=labels.post(one), url=f"/{ui}/person/{one}")


def _further(region: Region) -> Iterable[str]:
    known = {*region.titles.values()}
    return dict.fromkeys(name.text for name in region.names if not name.adjective and name.text not in known)


def _history(region: Region, labels: Labels) -> Iterable[Line]:
    if region.since:
        yield Line(gettext("a unit of its own since %(day)s", day=labels.day(region.since)))
    if region.before:
        yield Line(
            labels.region(region.before), note=gettext("of which it was a part"), url=_page(labels, region.before)
        )
    for other in regions().values():
        if other.before == region.id and other.since:
            note = gettext("parted from it on %(day)s", day=labels.day(other.since))
            yield Line(labels.region(other.id), note=note, url=_page(labels, other.id))


def _page(labels: Labels, region: str) -> str:
    return f"/{labels.ui}/region/{region}"


def _held(held: SourceStatus | None, labels: Labels) -> Iterable[Line]:
    if held is None:
        return
    if held.first_published and held.last_published:
        yield Line(f"{labels.day(held.first_published)} – {labels.day(held.last_published)}", note=gettext("published"))
    if held.last_fetched:
        yield Line(labels.moment(held.last_fetched), note=gettext("last seen"))
    yield Line(gettext("What is held, month by month"), url=f"/{labels.ui}/coverage#{held.source}")

"""Facets as the page shows them: values with counts and the addresses behind them; and chips, a sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from markupsafe import Markup, escape

from analyzers.folding import fold, skeleton
from indexer.engines.base import UNSTATED
from indexer.query.expand import Expansion
from search_app import request as ask
from search_app.catalogues import gettext, lazy_gettext
from search_app.i18n import HEADINGS, Labels
from search_app.request import SearchRequest

WIDENED = {
    "forms": lazy_gettext("other forms of “%(word)s”"),
    "spelling": lazy_gettext("“%(word)s” with and without Kazakh letters"),
    "name": lazy_gettext("“%(word)s” as a name, in any spelling"),
    "script": lazy_gettext("in Cyrillic: %(word)s"),
    "translation": lazy_gettext("in translation: “%(word)s”"),
    "place": lazy_gettext("“%(word)s”, the same place"),
    "asking": lazy_gettext("without the words of asking “%(word)s”"),
    "days": lazy_gettext("“%(word)s” taken as days"),
}
SPANS = {
    "": lazy_gettext("Published: %(days)s"),
    "event": lazy_gettext("Took place: %(days)s"),
    "seen": lazy_gettext("First seen: %(days)s"),
    "changed": lazy_gettext("Last changed: %(days)s"),
}
ALSO = lazy_gettext("also “%(word)s”")
SHOWN = 7
MOST_CHIPS = 20  # of one kind; what is behind them comes off together
LISTED_AT_MOST = 100
LISTED_IF_SEARCHED = 50  # whoever is not among them is found by name
ROOM = 30_000  # letters of the addresses of a list: each carries the question, and of a long one fewer are listed
NONE = Markup()
Facets = Mapping[str, Mapping[str, int]]
LISTED = ("region", "speaker", "role", "topic", "language", "source")
TOLD = ("role", "edit")  # shown where they tell anything
SEARCHED = ("speaker",)
FEWEST_BONES = 3  # letters of a skeleton by which a name is told from others


class Value(NamedTuple):
    """A value of a facet as a row: what it is called, a word about it, how many have it, in figures and in words; where
    a click leads: to the answer with it, or without it; and what the latter is called. Texts and addresses are escaped:
    rows are many, and templates write them as they are (addresses are plain strings: to mark each would take long)."""

    key: str
    id: Markup
    label: Markup
    hits: int
    chosen: bool
    url: str
    number: Markup
    note: Markup = NONE
    barred: bool = False
    off: str = ""
    counted: Markup = NONE
    without: Markup = NONE


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: the values shown at once, and those behind "show all"; `find` is what its names were searched for,
    None where there are too few to search."""

    name: str
    heading: str
    shown: tuple[Value, ...]
    more: tuple[Value, ...]
    size: int
    find: str | None = None

    @property
    def invitation(self) -> str:
        """What to press for the values that are not shown at once; beyond what is listed a list helps no one."""
        listed = len(self.shown) + len(self.more)
        if listed < self.size:
            return gettext("Show %(number)s of %(all)s", number=listed, all=self.size)
        return gettext("Show all (%(number)s)", number=self.size)

    @property
    def chosen(self) -> int:
        """How many values are chosen."""
        return sum(value.chosen for value in (*self.shown, *self.more))


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that shapes the answer, in words, and the address without it (or with it, for an offer)."""

    label: str
    url: str
    kind: str  # "chosen", "also" (an expansion), "offer" or "clear"
    gain: int | None = None


def facets(counts: Facets, request: SearchRequest, labels: Labels, *, find: str = "") -> tuple[Facet, ...]:
    """The facets that are lists; of people those whose names hold what was searched for."""
    names = (*LISTED, *(["kind"] if request.over == ask.STATEMENTS else []), "edit")
    return tuple(
        _facet(name, counts.get(name, {}), request, labels, find=find)
        for name in names
        if name not in TOLD or {*counts.get(name, {}), *request.values(name), *request.barred(name)} - {UNSTATED}
    )


def chips(request: SearchRequest, expansions: tuple[Expansion, ...], labels: Labels) -> tuple[Chip, ...]:
    """All that narrows or widens the answer, each a sentence with a way to take it off."""
    made = [
        Chip(
            f"{HEADINGS[facet]}: {labels.value(facet, value)}",
            ask.toggled(request, facet, value).url,
            "chosen",
        )
        for facet, value in request.chosen
    ]
    made += [
        Chip(
            without(facet, value, labels),
            ask.barred(request, facet, value).url,
            "barred",
        )
        for facet, value in request.excluded
    ]
    if request.since or request.until:
        made.append(Chip(span(request), ask.undated(request).url, "chosen"))
    also = _also(request, expansions)
    made += also[:MOST_CHIPS]
    if len(also) > MOST_CHIPS:
        made.append(Chip(and_more(len(also) - MOST_CHIPS), ask.exactly(request, True).url, "also"))
    if request.exact:
        made.append(Chip(gettext("Only the words as typed"), ask.exactly(request, False).url, "chosen"))
    elif request.text and expansions:
        made.append(Chip(gettext("only the words as typed"), ask.exactly(request, True).url, "offer"))
    if request.without:
        made.append(Chip(gettext("put back what was taken off"), ask.exactly(request, False).url, "offer"))
    if request.narrowed:
        made.append(Chip(gettext("Clear all"), ask.cleared(request).url, "clear"))
    return tuple(made)


def without(facet: str, value: str, labels: Labels) -> str:
    """That a value is left out, in words."""
    if (facet, value) == ask.UNCHANGED:
        return str(HEADINGS["edit"])
    return gettext("%(facet)s: not %(value)s", facet=HEADINGS[facet], value=labels.value(facet, value))


def and_more(count: int) -> str:
    """That so many more are not shown."""
    return gettext("and %(count)s more", count=count)


def span(request: SearchRequest) -> str:
    """The first and last day asked for, and of what, in words."""
    alone = request.since == request.until
    days = request.since if alone else f"{request.since or '…'} – {request.until or '…'}"
    return str(SPANS[request.by]) % {"days": days}


def most(counts: Mapping[str, int], chosen: tuple[str, ...]) -> tuple[str, ...]:
    """The values worth listing: those chosen, and those that most hits have, which an engine counts first."""
    return tuple(dict.fromkeys((*chosen, *islice(counts, LISTED_AT_MOST))))


def _also(request: SearchRequest, expansions: tuple[Expansion, ...]) -> list[Chip]:
    """One for each text that was searched besides: what languages share (жол) comes off for all of them."""
    gains: dict[tuple[str, str], int] = {}
    for one in expansions:
        gains[one.kind, one.text] = gains.get((one.kind, one.text), 0) + one.hits
    return [
        Chip(
            str(WIDENED.get(kind, ALSO)) % {"word": text.removeprefix("≈ ")},
            ask.dropped(request, text).url,
            "also",
            gain or None,
        )
        for (kind, text), gain in gains.items()
    ]


def _facet(name: str, counts: Mapping[str, int], request: SearchRequest, labels: Labels, *, find: str) -> Facet:
    searched = name in SEARCHED and len(counts) > SHOWN
    called = labels.naming(name)
    kept = {key: count for key, count in counts.items() if _called(called(key), find)} if searched and find else counts
    on_top = {*request.values(name), *request.barred(name)}
    room = max(SHOWN, len(on_top), min(ROOM // len(request.url), LISTED_IF_SEARCHED if searched else LISTED_AT_MOST))
    listed = [(key, called(key), kept.get(key, 0)) for key in most(kept, tuple(on_top))[:room]]
    listed.sort(key=lambda row: (row[0] not in on_top, row[0] == UNSTATED, -row[2], row[1]))
    made = _rows(name, listed, request, labels)
    shown = max(SHOWN, len(on_top))
    return Facet(
        name,
        str(HEADINGS[name]),
        tuple(made[:shown]),
        tuple(made[shown:]),
        len(kept) + sum(key not in kept for key in on_top),
        find if searched else None,
    )


def values(facet: str, counts: Mapping[str, int], request: SearchRequest, labels: Labels) -> list[Value]:
    """The values of a facet worth listing."""
    called = labels.naming(facet)
    listed = most(counts, (*request.values(facet), *request.barred(facet)))
    return _rows(facet, [(key, called(key), counts.get(key, 0)) for key in listed], request, labels)


def _rows(facet: str, listed: Iterable[tuple[str, str, int]], request: SearchRequest, labels: Labels) -> list[Value]:
    """Values, each with its name and count, as rows."""
    chosen, barred = request.values(facet), request.barred(facet)
    on, off = (ask.links(turn, request, facet, written=escape) for turn in (ask.toggled, ask.barred))
    without = gettext("Without: %(value)s")
    rows = []
    for key, name, count in listed:
        own, label, note, excluded = _told(facet, key, name, labels.note(facet, key), without)
        number, counted = _figures(request.over, count, labels.ui)
        rows.append(
            Value(
                key, own, label, count, key in chosen, on(key), number, note, key in barred, off(key), counted, excluded
            )
        )
    return rows


@lru_cache(maxsize=1 << 14)
def _told(facet: str, key: str, name: str, note: str, without: str) -> tuple[Markup, ...]:
    """What a row tells of a value beside any answer: its id, its name, a word about it, and what leaving it out is."""
    return tuple(map(escape, (f"f-{facet}-{key}", name, note, without % {"value": name})))


@lru_cache(maxsize=1 << 14)
def _figures(over: str, count: int, ui: str) -> tuple[Markup, Markup]:
    """A count in figures and in words, as it is written into a page."""
    labels = Labels(ui)
    return escape(labels.number(count)), escape(labels.counted(over, count))


@lru_cache(maxsize=1 << 12)
def written(text: str) -> Markup:
    """A text as it is written into a page."""
    return escape(text)


def _called(label: str, wanted: str) -> bool:
    """Whether each word typed begins a word of the name, in the spelling of any of the three languages."""
    words = label.split()
    return all(any(_begins(word, part) for word in words) for part in wanted.split())


def _begins(word: str, part: str) -> bool:
    bones = skeleton(part)
    return fold(word).startswith(fold(part)) or (len(bones) >= FEWEST_BONES and skeleton(word).startswith(bones))

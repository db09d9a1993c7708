"""SearchRequest ⇄ address: the only place that reads or writes one.

The address is the state. `read` takes the parameters of an address and forgives everything: what is unknown
or makes no sense is left out. The other functions give the request behind a link, such as a value toggled.
Parameters stand in a fixed order, so that one state has one address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple
from urllib.parse import quote, quote_plus

from indexer.engines.base import UNSTATED

LANGUAGES = ("kk", "ru", "en")
RELEASES, TEXTS, STATEMENTS = "releases", "texts", "statements"
OVERS = (RELEASES, TEXTS, STATEMENTS)
FACETS = ("region", "speaker", "role", "topic", "language", "source", "kind", "edit", "year", "month")
SORTS = ("new", "old", "fresh", "changed")
DAYS = ("event", "seen", "changed")  # what the first and last day may be days of, besides publication
PAGE_SIZE = 10
LONGEST_TEXT = 500
LAST_PAGE = 100_000
OFF = "-"  # before the name of a facet: not this value
ANY = "\0"  # in place of a value; no address carries it
MOST_CHOSEN = 50  # values: more than anybody ticks; each is a chip, and a link from every other

Pair = tuple[str, str]  # a facet and one of its values

UNCHANGED: Pair = ("edit", UNSTATED)


class SearchRequest(NamedTuple):
    """A question as an address carries it; `chosen` and `excluded` are (facet, value) pairs, days stand as typed, and
    `by` says of what, where not of publication."""

    ui: str
    text: str = ""
    over: str = RELEASES
    chosen: tuple[Pair, ...] = ()
    excluded: tuple[Pair, ...] = ()
    since: str = ""
    until: str = ""
    by: str = ""
    sort: str = ""
    exact: bool = False
    without: tuple[str, ...] = ()
    page: int = 1

    def values(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return tuple(value for name, value in self.chosen if name == facet)

    def barred(self, facet: str) -> tuple[str, ...]:
        """The excluded values of a facet."""
        return tuple(value for name, value in self.excluded if name == facet)

    @property
    def narrowed(self) -> bool:
        """Whether anything but words narrows the answer."""
        return bool(self.chosen or self.excluded or self.since or self.until)

    @property
    def bare(self) -> SearchRequest:
        """Nothing asked, in the same language of the interface."""
        return SearchRequest(self.ui)

    @property
    def over_releases(self) -> SearchRequest:
        """The same question over releases."""
        return asked_over(self, RELEASES)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked: everything is shown."""
        return not (self.text or self.narrowed)

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The parameters of the address, in their fixed order."""
        over = "" if self.over == RELEASES else self.over
        pairs = (
            ("q", self.text),
            ("in", over),
            *self.chosen,
            *((OFF + name, value) for name, value in self.excluded),
            ("from", self.since),
            ("to", self.until),
            ("by", self.by),
            ("sort", self.sort),
            ("exact", "1" if self.exact else ""),
            *(("without", name) for name in self.without),
            ("page", str(self.page) if self.page > 1 else ""),
        )
        return tuple(pair for pair in pairs if pair[1])

    @property
    def url(self) -> str:
        """The address of the results."""
        return self._address("search")

    def file_url(self, suffix: str) -> str:
        """The address of the whole answer as a file: csv, jsonl, atom, bib, ris (json is this page of it)."""
        first = self if suffix == "json" or self.page == 1 else self._replace(page=1)
        return first._address(f"search.{suffix}")

    @property
    def feed_url(self) -> str:
        """The address of this page of the feed."""
        return self._address("search.atom")

    def release_file_url(self, release: str, suffix: str) -> str:
        """The address of a release as a file: json, bib, ris, txt."""
        return f"/{self.ui}/release/{_as_path(release)}.{suffix}"

    def release_url(self, release: str, version: str = "", *, at: int = 0) -> str:
        """The address of a release that remembers this question; `version` is the language to open it in, `at` its
        place among the results."""
        extra = (("version", version), ("at", str(at) if at else ""))
        return self._address(f"release/{_as_path(release)}", tuple(pair for pair in extra if pair[1]))

    def _address(self, path: str, extra: tuple[tuple[str, str], ...] = ()) -> str:
        query = "&".join((*_said(self), *_written(extra)))
        return f"/{self.ui}/{path}?{query}" if query else f"/{self.ui}/{path}"


@lru_cache(maxsize=1 << 8)
def _said(request: SearchRequest) -> list[str]:
    """What an address says of a request; each hit leads on with the same one."""
    return _written(request.parameters)


def _written(parameters: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{name}={_quoted(value)}" for name, value in parameters]


_quoted = lru_cache(maxsize=1 << 12)(quote_plus)  # a page writes the same values over and over
_as_path = lru_cache(maxsize=1 << 12)(partial(quote, safe=""))


def read(ui: str, parameters: Iterable[tuple[str, str]]) -> SearchRequest:
    """The request behind the parameters of an address."""
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        if clean := _clean(value):
            given.setdefault(name, []).append(clean)
    one = {name: values[0] for name, values in given.items()}
    over = one["in"] if one.get("in") in OVERS else RELEASES
    chosen = _pairs(given, over, "")
    return SearchRequest(
        ui=ui,
        text=one.get("q", ""),
        over=over,
        chosen=chosen,
        excluded=tuple(pair for pair in _pairs(given, over, OFF) if pair not in chosen),
        since=one.get("from", ""),
        until=one.get("to", ""),
        by=one["by"] if one.get("by") in DAYS else "",
        sort=one["sort"] if one.get("sort") in SORTS else "",
        exact=one.get("exact") == "1",
        without=tuple(dict.fromkeys(given.get("without", []))),
        page=_page(one.get("page", "1")),
    )


def toggled(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The request with a value chosen, or no longer chosen; another year forgets the months, either a single day."""
    pair = (facet, value)
    kept = [other for other in request.chosen if other != pair and not (facet == "year" and other[0] == "month")]
    if pair not in request.chosen:
        kept.append(pair)
    made = request._replace(chosen=_sorted(kept), excluded=_without(request.excluded, pair), page=1)
    one_day = request.since == request.until and not request.by
    return undated(made) if facet in ("year", "month") and one_day else made


def barred(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The request with a value excluded, or no longer excluded."""
    pair = (facet, value)
    kept = _without(request.excluded, pair)
    if pair not in request.excluded:
        kept = _sorted((*kept, pair))
    return request._replace(chosen=_without(request.chosen, pair), excluded=kept, page=1)


def links(
    turn: Callable[[SearchRequest, str, str], SearchRequest],
    request: SearchRequest,
    facet: str,
    *,
    written: Callable[[str], str] = str,
) -> Callable[[str], str]:
    """What gives the address of the request `toggled` or `barred` for a value; what all share is written once, so too
    if it is to be escaped (a value is quoted: in it there is nothing to escape)."""
    own = {"", *request.values(facet), *request.barred(facet)}
    before, after = (str(written(part)) for part in turn(request, facet, ANY).url.split(_quoted(ANY)))
    return lambda value: (
        str(written(turn(request, facet, value).url)) if value in own else f"{before}{_quoted(value)}{after}"
    )


def dated(request: SearchRequest, *parts: str) -> SearchRequest:
    """The request within a year, a month of it, a day of it ("2022", "2022-03", "2022-03-04"); at any time for none."""
    kept = [pair for pair in request.chosen if pair[0] not in ("year", "month")]
    day = parts[2] if len(parts) > 2 else ""
    chosen = _sorted((*kept, *zip(("year", "month"), parts, strict=False)))
    return request._replace(chosen=chosen, since=day, until=day, by="", page=1)


def cleared(request: SearchRequest) -> SearchRequest:
    """The request without anything that narrows it; the words stay."""
    return request._replace(chosen=(), excluded=(), since="", until="", by="", page=1)


def reworded(request: SearchRequest, text: str) -> SearchRequest:
    """The request with other words; what narrows it stays."""
    return request._replace(text=text, exact=False, without=(), page=1)


def undated(request: SearchRequest) -> SearchRequest:
    """The request without its first and last day."""
    return request._replace(since="", until="", by="", page=1)


def changed_lately(request: SearchRequest) -> SearchRequest:
    """The same of what was changed since it was first seen, the latest change first."""
    kept = _without(request.excluded, UNCHANGED)
    chosen = tuple(pair for pair in request.chosen if pair[0] != UNCHANGED[0])
    return request._replace(chosen=chosen, excluded=_sorted((*kept, UNCHANGED)), sort="changed", page=1)


def turned(request: SearchRequest, page: int) -> SearchRequest:
    """Another page of the same answer."""
    return request._replace(page=page)


def ordered(request: SearchRequest, sort: str) -> SearchRequest:
    """The same answer in another order."""
    return request._replace(sort=sort, page=1)


def asked_over(request: SearchRequest, over: str) -> SearchRequest:
    """The same question over releases, texts or statements."""
    chosen, excluded = (
        tuple(pair for pair in pairs if over == STATEMENTS or pair[0] != "kind")
        for pairs in (request.chosen, request.excluded)
    )
    return request._replace(over=over, chosen=chosen, excluded=excluded, page=1)


def dropped(request: SearchRequest, expansion: str) -> SearchRequest:
    """The request without one expansion of its words."""
    return request._replace(without=tuple(dict.fromkeys((*request.without, expansion))), page=1)


def exactly(request: SearchRequest, exact: bool) -> SearchRequest:
    """The request with the words as typed, or with all that they may stand for."""
    return request._replace(exact=exact, without=(), page=1)


def retold(address: str, ui: str) -> str:
    """The same address in another language of the interface; the home page for an address without one."""
    return f"/{ui}{address[3:]}" if language(address) else f"/{ui}/"


def printable(value: str) -> str:
    """A value as it is read, whatever its length: what cannot be seen is one space."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in value).split())


def language(address: str) -> str | None:
    """The language of the interface that an address names."""
    first = address[1:].partition("/")[0]
    return first if first in LANGUAGES else None


def _pairs(given: Mapping[str, list[str]], over: str, sign: str) -> tuple[Pair, ...]:
    facets = [facet for facet in FACETS if over == STATEMENTS or facet != "kind"]
    return tuple((facet, value) for facet in facets for value in dict.fromkeys(given.get(sign + facet, [])))[
        :MOST_CHOSEN
    ]


def _sorted(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: FACETS.index(pair[0])))


def _without(pairs: Iterable[Pair], gone: Pair) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs if pair != gone)


def _clean(value: str) -> str:
    return printable(value)[:LONGEST_TEXT].strip()


def _page(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
    return min(max(number, 1), LAST_PAGE)

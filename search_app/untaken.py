"""What of an address was not taken: parameters that are unknown, make no sense or stand there too often.

A request that is read forgives everything and carries what it took; so what was left out is what it does not carry.
Pages tell it beside the answer. Files refuse (400), since nobody reads a note in a table.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from search_app.question import asked
from search_app.request import (
    DAYS,
    FACETS,
    LAST_PAGE,
    LONGEST_TEXT,
    MOST_CHOSEN,
    OFF,
    OVERS,
    SORTS,
    Pair,
    SearchRequest,
    printable,
    read,
)

KNOWN = ("q", "in", *FACETS, *(OFF + name for name in FACETS), "from", "to", "by", "sort", "exact", "without", "page")
PUBLISHED = "published"  # what days are of if nothing is said
REMEDIES = {
    "q": f"is longer than {LONGEST_TEXT} letters; shorten it",
    "in": f"is none of {', '.join(OVERS)}",
    "by": f"is none of {', '.join((PUBLISHED, *DAYS))}",
    "sort": f"is none of {', '.join(SORTS)}",
    "exact": "is none of 0, 1",
    "page": f"is no whole number from 1 to {LAST_PAGE}",
    "kind": f"is of statements alone; add in={OVERS[-1]}",
}
NO_DAY = "is no day: write 2022, 2022-03 or 2022-03-04"
ENDS_FIRST = "is before the first day; turn them round"
TOO_MUCH = f"is not taken: it is asked for and left out at once, or one of more than {MOST_CHOSEN}"


def left_out(request: SearchRequest, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """The parameters of an address that the request read from it does not carry; empty ones say nothing."""
    implied = {"in": request.over, "exact": str(int(request.exact)), "page": str(request.page)}
    taken = {*request.parameters, *implied.items(), ("by", request.by or PUBLISHED)}
    given = ((name, printable(value)) for name, value in pairs)
    return tuple(pair for pair in given if pair[1] and pair not in taken)


def wrong(ui: str, pairs: Sequence[Pair], *, also: Sequence[str] = ()) -> str | None:
    """A sentence about the first parameter that was not taken, None where all were; `also` are known besides."""
    request = read(ui, pairs)
    for name, value in left_out(request, pairs):
        if name not in (*KNOWN, *also):
            return unknown(name, (*KNOWN, *also))
        if name not in also:
            return sentence(name, value, _reason(name, [one for other, one in pairs if other == name]))
    for name in asked(request).problems:
        typed = request.since if name == "from" else request.until
        alone = request._replace(since="") if name == "to" else request
        return sentence(name, typed, NO_DAY if asked(alone).problems else ENDS_FIRST)
    return None


def unknown(name: str, known: Sequence[str]) -> str:
    """A sentence about a parameter that there is not."""
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known) or 'none'}"
    return f"parameter {name[:50]!r} is not known; {hint}"


def sentence(name: str, value: str, reason: str) -> str:
    """A sentence about a value."""
    return f"parameter {name!r}: {value[:50]!r} {reason}"


def _reason(name: str, values: Sequence[str]) -> str:
    facet = name.removeprefix(OFF)
    if len(values) > 1 and facet not in (*FACETS, "without"):
        return f"is one of {len(values)}; at most 1 is taken"
    return REMEDIES.get(facet, TOO_MUCH)

"""What a request asks the library, and what in it could not be understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from indexer.query.ask import Question, today
from indexer.query.when import when
from search_app.catalogues import gettext
from search_app.request import PAGE_SIZE, RELEASES, SearchRequest

SORTS = {"new": "newest", "old": "oldest", "fresh": "fresh", "changed": "changed"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the request without what makes no sense, and for each such field a sentence about it."""

    question: Question
    understood: SearchRequest
    problems: dict[str, str]


def asked(request: SearchRequest, *, size: int = PAGE_SIZE) -> Asked:
    """The question behind a request; days that are none are left out of it, and told."""
    problems: dict[str, str] = {}
    since = _day(request.since, "from", problems)
    until = _day(request.until, "to", problems)
    if since and until and since > until:
        problems["to"] = gettext("The last day is before the first: both are left out.")
        since = until = None
    question = Question(
        text=request.text,
        filters={facet: request.values(facet) for facet in dict(request.chosen)},
        excluded={facet: request.barred(facet) for facet in dict(request.excluded)},
        since=None if request.by else since,
        until=None if request.by else until,
        days={request.by: (since, until)} if request.by else {},
        sort=SORTS.get(request.sort, "relevance" if request.text else "newest"),
        start=(request.page - 1) * PAGE_SIZE,
        size=size,
        group=request.over == RELEASES,
        exact=request.exact,
        without=request.without,
    )
    understood = request._replace(since=request.since if since else "", until=request.until if until else "")
    return Asked(question, understood, problems)


def _day(text: str, field: str, problems: dict[str, str]) -> date | None:
    """The first or last day of what is typed, in figures or words; what has none at that end bounds nothing there."""
    span = when(text, today()) if text else None
    found = span and (span.since if field == "from" else span.until)
    if text and not found:
        problems[field] = gettext(
            "“%(text)s” is no day: write 2022, 2022-03, 04.03.2022 or, in words, March 2022. It is left out.", text=text
        )
    return found or None

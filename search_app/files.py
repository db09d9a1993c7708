"""The addresses of pages with a suffix: the same thing as a file (`/ru/search.csv?…`, `/kk/release/<id>.bib`).

Answers are written while they are read; the first portion is fetched before anything is sent, so that what goes wrong
there is told with its status. What a page would leave out of its address and say so, a file refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain
from typing import TypeVar

from flask import Blueprint, Response, abort, g, jsonify, request
from werkzeug.exceptions import BadRequest

from corpus.records import Rendition
from indexer import report
from indexer.library import Release
from indexer.query.ask import Question
from search_app import citations, export, feeds, rows
from search_app.api_answers import person_answer
from search_app.api_records import plain
from search_app.catalogues import gettext
from search_app.citations import Cited
from search_app.facets import chips
from search_app.i18n import Labels
from search_app.question import asked
from search_app.request import STATEMENTS, TEXTS, Pair, SearchRequest, read, turned
from search_app.rows import Shelf
from search_app.untaken import KNOWN, sentence, unknown, wrong
from search_app.views import UI, desk

files = Blueprint("files", __name__)
FEED_SIZE = 50
FLAGS = ("all", "bom", "digest")
OF_A_RELEASE = ("version", "with", "at")  # besides the question that its address carries
Portion = TypeVar("Portion")


@files.get("/<any(search, statements):over>.<any(json, jsonl, csv, atom, bib, ris):suffix>")
@files.get(f"{UI}/<any(search, statements):over>.<any(json, jsonl, csv, atom, bib, ris):suffix>")
def answer(over: str, suffix: str, ui: str = "") -> Response:
    """An answer over releases or statements: all rows, but for `.json` (a page, all with `all=1`) and `.atom`."""
    asked_here = _taken(ui, ("in", STATEMENTS)) if over == STATEMENTS else _taken(ui)
    return _answer(asked_here, suffix, name=asked_here.over)


@files.get("/person/<identifier>.<any(json, jsonl, csv, atom, bib, ris):suffix>")
@files.get(f"{UI}/person/<identifier>.<any(json, jsonl, csv, atom, bib, ris):suffix>")
def person(identifier: str, suffix: str, ui: str = "") -> Response:
    """Who a person is (`.json`), and the statements of that person as any other file."""
    known = person_answer(desk().library, identifier)
    if known is None:
        abort(404)
    if suffix == "json":
        _known(())
        return jsonify(plain(known))
    return _answer(_taken(ui, ("in", STATEMENTS), ("speaker", identifier)), suffix, name=identifier)


@files.get("/release/<identifier>.<any(json, bib, ris, txt):suffix>")
@files.get(f"{UI}/release/<identifier>.<any(json, bib, ris, txt):suffix>")
def release(identifier: str, suffix: str, ui: str = "") -> Response:
    """A release: all its versions as JSON; the version of the reader's language, or `version`, as the rest."""
    found = desk().library.release(identifier)
    if found is None:
        abort(404)
    _known((*KNOWN, *OF_A_RELEASE))
    if suffix == "json":
        renditions = [report.rendition(each, found.pasts.get(each.id)) for each in found.versions]
        return jsonify({"id": found.id, "renditions": renditions})
    labels = Labels(ui or g.ui)
    shown = _version(found, request.args.get("version", ""), labels.ui)
    cited = Cited(shown, labels.source(shown.source), labels.ui, today())
    written = {"bib": citations.bibtex, "ris": citations.ris, "txt": citations.text}[suffix](cited)
    return _file(iter([written]), suffix, name=f"release-{found.id}")


def _version(found: Release, wanted: str, ui: str) -> Rendition:
    held = {version.language: version for version in reversed(found.versions)}
    if wanted and wanted not in held:
        abort(404, f"release {found.id} has no version {wanted[:20]!r}; it has {', '.join(held)}")
    return held.get(wanted) or held.get(ui) or found.versions[0]


def _taken(ui: str, *said: Pair) -> SearchRequest:
    """What the address asks, with what its path has said; a problem (400) where any of it would be left out."""
    for name, value in said:
        if other := next((one for one in request.args.getlist(name) if one != value), ""):
            raise BadRequest(sentence(name, other, f"is against the address, which says {value}"))
    for name in FLAGS:
        if (typed := request.args.get(name, "0")) not in ("", "0", "1"):
            raise BadRequest(sentence(name, typed, "is none of 0, 1"))
    given = [*said, *request.args.items(multi=True)]
    if fault := wrong(ui or g.ui, given, also=(*FLAGS, "find")):
        raise BadRequest(fault)
    return read(ui or g.ui, given)


def _known(names: Sequence[str]) -> None:
    """A problem (400) where the address has other parameters."""
    for name in request.args:
        if name not in names:
            raise BadRequest(unknown(name, names))


def today() -> date:
    """The day of access that citations name, in UTC."""
    return datetime.now(UTC).date()


def root() -> str:
    """The app's own address without a slash at its end: the one set, else the one asked."""
    return desk().library.settings.address.rstrip("/") or request.url_root.rstrip("/")


def shelf(ui: str) -> Shelf:
    """Where rows come from, in a language of the interface."""
    return Shelf(desk().library, Labels(ui), root())


def _answer(asked_here: SearchRequest, suffix: str, *, name: str) -> Response:
    if suffix == "json" and request.args.get("all") != "1":
        return _page(asked_here)
    if suffix == "atom":
        return _feed(asked_here)
    here, over = shelf(asked_here.ui), asked_here.over
    portions = begun(rows.pages(here.library, rows.question(asked_here), over))
    pieces = {
        "csv": lambda: export.csv_rows(portions, here, over=over, bom=request.args.get("bom") == "1"),
        "jsonl": lambda: export.json_lines(portions, here, over=over),
        "json": lambda: export.json_whole(portions, here, over=over),
        "bib": lambda: export.bibliography(portions, here, suffix="bib", accessed=today()),
        "ris": lambda: export.bibliography(portions, here, suffix="ris", accessed=today()),
    }[suffix]()
    return _file(pieces, suffix, name=name)


def _page(asked_here: SearchRequest) -> Response:
    library, question = desk().library, asked(asked_here).question
    if asked_here.over == STATEMENTS:
        said = library.statements(question)
        return jsonify(report.statements(said, library.pasts(said)))
    found = library.search(question)
    return jsonify(report.releases(found, library.pasts(found)))


def _feed(asked_here: SearchRequest) -> Response:
    """The newest hits, unless an order is asked for; older ones behind `next`."""
    here = shelf(asked_here.ui)
    wanted: Question = asked(asked_here).question
    sort = wanted.sort if asked_here.sort else "newest"
    wanted = replace(wanted, sort=sort, start=(asked_here.page - 1) * FEED_SIZE, size=FEED_SIZE)
    search = here.library.statements if asked_here.over == STATEMENTS else here.library.search
    found = search(wanted)
    more = asked_here.page * FEED_SIZE < found.total
    following = here.address(_feed_url(asked_here, asked_here.page + 1)) if more else None
    feed = feeds.Feed(
        title=" — ".join(("Minber", *_in_words(asked_here))),
        ui=asked_here.ui,
        id=feeds.urn("search", _feed_url(asked_here, 1)),
        address=here.address(_feed_url(asked_here, asked_here.page)),
        page=here.address(turned(asked_here, 1).url),
        following=following,
        texts=asked_here.over == TEXTS,
        digest=_digest(asked_here),
    )
    return Response(feeds.atom(feed, found.cards, here), content_type=export.TYPES["atom"])


def _digest(asked_here: SearchRequest) -> bool:
    return asked_here.over == STATEMENTS and request.args.get("digest") == "1"


def _feed_url(asked_here: SearchRequest, page: int) -> str:
    address = turned(asked_here, page).feed_url
    return f"{address}&digest=1" if _digest(asked_here) else address  # statements always have a parameter: in


def _in_words(asked_here: SearchRequest) -> Iterator[str]:
    """What a feed is of: the words of the question, and each filter as its chip says it."""
    yield asked_here.text or (gettext("Statements") if asked_here.over == STATEMENTS else gettext("Newest releases"))
    speakers = (*asked_here.values("speaker"), *asked_here.barred("speaker"))
    shaping = chips(asked_here, (), desk().names.labels(speakers, asked_here.ui))
    yield from (chip.label for chip in shaping if chip.kind in ("chosen", "barred"))


def begun(portions: Iterator[Portion]) -> Iterator[Portion]:
    """The same portions, the first of them there already."""
    return chain([next(portions)], portions)


def _file(pieces: Iterator[str], suffix: str, *, name: str) -> Response:
    response = Response((piece.encode("utf-8") for piece in pieces), content_type=export.TYPES[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="minber-{_plain(name)}-{today()}.{suffix}"'
    return response


def _plain(name: str) -> str:
    return "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "-_"))[:60]

"""What helps those who ask a library: how a question may go on, and why one finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from threading import Lock

from corpus.authority import localities, regions, topics
from corpus.authority_people import people
from corpus.authority_terms import terms
from corpus.sources import sources
from indexer.engines.base import Best, Every, Query
from indexer.library import Library
from indexer.query.alternatives import forms, one_of_each, typed
from indexer.query.ask import Question
from indexer.query.nothing import Coverage, Empty, Unfound, by_language, explained
from indexer.query.phrases import frequent
from indexer.query.suggestions import Entry, Suggestion, Suggestions
from indexer.query.tried import Trial
from indexer.schema import lead

SPEAKERS = 5000  # of those who are not listed, the ones who say most
NEWEST = 600  # texts whose phrases are suggested
TITLES = 300  # of them, whose titles are
WORDS = 4  # of the index, that are suggested
FORMS = 16  # of them, that those are chosen from

_made: dict[str, tuple[object, Suggestions]] = {}  # by index folder: the commit and its suggestions
_lock = Lock()


def suggestions(library: Library, begun: str, ui: str) -> tuple[Suggestion, ...]:
    """How a question that begins so may go on, the likeliest first."""

    engine = library.releases
    languages = library.languages_of(engine)
    trial = Trial(engine, frozenset(), languages)

    def count(name: str) -> int:
        ways = (typed(name), *forms(name, languages))
        return engine.search(Query(Best(tuple(map(trial.node, ways))), size=0, group=True)).total

    def words(beginning: str) -> list[tuple[str, int]]:
        held = [term for term, _ in engine.terms("body_exact", beginning, FORMS)]
        return [(word, count(word)) for word in one_of_each(held, languages)[:WORDS]]

    return _suggestions(library).beginning(begun, ui, count, words)


def nothing(library: Library, question: Question, found: Empty, *, said: bool = False) -> Unfound:
    """Why a question finds nothing, as its page tells, in numbers, with what is held at all."""
    held = library.status()
    first = min((one.first_published for one in held.sources if one.first_published), default=None)
    last = max((one.last_published for one in held.sources if one.last_published), default=None)
    coverage = Coverage(held.releases, first, last, tuple(one.source for one in held.sources if one.renditions))
    told = explained(question, found, total=partial(library.total, said=said), held=coverage)
    return replace(told, languages=by_language(question, partial(library.answer, said=said)))


def _suggestions(library: Library) -> Suggestions:
    """Those of the last commit, made when first asked for."""
    commit = library.releases.manifest
    where = str(library.settings.index)
    with _lock:
        held = _made.get(where)
        if held is None or held[0] != commit:
            held = _made[where] = commit, Suggestions(_entries(library))
        return held[1]


def _entries(library: Library) -> Iterator[Entry]:
    facets = ("speaker", "region", "topic", "source")
    held = library.releases.search(Query(Every(), size=0, group=True, facets=facets)).facets
    yield from _persons(library, dict(held["speaker"]))
    for region in regions().values():
        also = tuple(name.text for name in region.names if name.alone and not name.adjective)
        yield Entry("region", region.titles, held["region"].get(region.id, 0), also)
    for topic in topics().values():
        yield Entry("topic", topic.titles, held["topic"].get(topic.id, 0))
    for source in sources().values():
        yield Entry("source", source.titles, held["source"].get(source.name, 0))
    for place in localities().values():
        known = [name for name in place.names if name.language and name.alone and not name.adjective]
        if known:
            yield Entry("place", {name.language: name.text for name in known})
    for concept in terms():
        for language, some in dict(concept.names).items():
            yield from (Entry("term", {language: name}) for name in some)
    yield from _newest(library)


def _persons(library: Library, counts: dict[str, int]) -> Iterator[Entry]:
    listed = people()
    for one in listed.values():
        yield Entry("person", dict(one.names), counts.get(one.id, 0), tuple(name for _, name in one.variants))
    others = [identifier for identifier in counts if identifier not in listed][:SPEAKERS]
    for identifier, names in library.speaker_names(others).items():
        if names:
            yield Entry("person", names, counts[identifier])


def _newest(library: Library) -> Iterator[Entry]:
    """The titles of the newest texts, and what often stands in their titles and leads."""
    hits = library.releases.search(Query(Every(), sort="newest", size=NEWEST)).hits
    found = {one.id: one for one in library.store.renditions(hit.id for hit in hits)}
    newest = [found[hit.id] for hit in hits if hit.id in found]
    yield from (Entry("title", {one.language: one.title}, 1) for one in newest[:TITLES] if one.title)
    texts = ((one.language, "\n".join((one.title or "", *lead(one.paragraphs)))) for one in newest)
    for language, phrase in frequent(texts, library.languages_of(library.releases)):
        yield Entry("term", {language: phrase})

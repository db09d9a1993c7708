"""What people call regions, topics, languages, sources and speakers in a question → the ids that the index knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import analyzers
from analyzers.language import languages_of
from corpus.authority import regions, topics
from corpus.authority_people import people
from corpus.sources import sources
from indexer.engines.base import Engine, Every, Query
from indexer.query.memory import remembered
from indexer.query.names import Names
from indexer.query.narrow import Resolve

LANGUAGES = {
    "kk": ("қазақша", "қазақ", "казахский", "kazakh", "каз"),
    "ru": ("орысша", "русский", "russian", "рус"),
    "en": ("ағылшынша", "английский", "english", "анг"),
}
EDITS = {
    "touched": ("touch-up", "small", "мелкая", "шағын"),
    "edited": ("edit", "средняя", "орташа"),
    "rewritten": ("large", "rewrite", "крупная", "переписано", "үлкен", "ірі"),
}
KINDS = {
    "direct": ("прямая", "цитата", "тікелей", "дәйексөз", "quote"),
    "indirect": ("косвенная", "пересказ", "жанама", "мазмұндама", "paraphrase"),
}


def resolver(engine: Engine) -> Resolve:
    """Resolves names for an engine's facets; a speaker is anybody who is listed or speaks in the index."""

    def resolve(facet: str, name: str) -> tuple[str, ...]:
        if facet != "speaker":
            return _listed()(facet, name)
        return remembered(engine, "speakers", None, lambda: _speakers(engine))("speaker", name)

    return resolve


def _speakers(engine: Engine) -> Names:
    ids = engine.search(Query(Every(), size=0, facets=("speaker",))).facets["speaker"].keys()
    listed = {person.id: [name for _, name in person.spellings] for person in people().values()}
    return Names({"speaker": {identifier: listed.get(identifier, ()) for identifier in ids | set(listed)}})


@cache
def _listed() -> Names:
    return Names(
        {
            "region": dict(_regions()),
            "topic": {topic.id: tuple(topic.titles.values()) for topic in topics().values()},
            "source": {source.name: tuple(source.titles.values()) for source in sources().values()},
            "language": {code: LANGUAGES.get(code, ()) for code in {*LANGUAGES, *analyzers.LANGUAGES}},
            "kind": KINDS,
            "edit": EDITS,
        },
        bases={"topic": _bases},
    )


def _bases(name: str) -> Iterator[str]:
    """The base forms of a name in each language that it may be in."""
    for code in languages_of(name, analyzers.LANGUAGES):
        yield f"{code} {' '.join(analyzers.LANGUAGES[code].lemma.terms(name))}"


def _regions() -> Iterator[tuple[str, Iterable[str]]]:
    for region in regions().values():
        names = [name.text for name in region.names if not name.adjective]
        yield region.id, (*region.titles.values(), *names, *([region.letters] if region.letters else []))

"""What of a rendition goes into the index: fields of terms, and facets.

Per part of a text (title, body): `exact`, `folded`, `names` for every language, and the `lemma` of its own language.
Latin Kazakh keeps its letters in `exact` alone; the other fields hold it in Cyrillic, by the scheme that the whole
rendition is written in, so that both spellings meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import analyzers
from analyzers.analysis import Analyzer
from analyzers.language import Languages
from analyzers.scripts import choose, through
from corpus.records import Rendition, Statement
from indexer.engines.base import Collection, Document

PARTS = ("title", "body")
KINDS = ("exact", "folded", "names")
FACETS = ("language", "region", "speaker", "topic", "source", "year", "month")
PARAGRAPH_GAP = 8  # positions between paragraphs, so that no phrase or nearness reaches across
STATEMENTS_A_RENDITION = 10_000  # numbers set aside for the statements of one rendition
SPEAKER_CONFIDENCE = 0.7

FIELDS = tuple(
    f"{part}_{kind}" for part in PARTS for kind in (*KINDS, *(f"lemma_{code}" for code in sorted(analyzers.LANGUAGES)))
)
RENDITIONS = Collection("renditions", FIELDS, FACETS)
STATEMENTS = Collection("statements", FIELDS, (*FACETS, "kind"))


def rendition_document(rendition: Rendition, number: int, languages: Languages = analyzers.LANGUAGES) -> Document:
    """A rendition as the engine takes it, by the languages of its index."""
    title = (rendition.title,) if rendition.title else ()
    return Document(
        number=number,
        id=rendition.id,
        group=rendition.release,
        fields=_fields(title, rendition.paragraphs, _chains(rendition, languages)),
        facets=_facets(rendition, speakers=_speakers(rendition.statements)),
        published=rendition.published,
    )


def statement_documents(
    rendition: Rendition, number: int, languages: Languages = analyzers.LANGUAGES
) -> Iterator[Document]:
    """The statements of a rendition, each a document of its own: the speaker and post as title, the words as body.
    A copy that only repeats another text of its release has none, so that a search counts each once."""
    if rendition.only_repeats:
        return
    chains = _chains(rendition, languages)
    for place, statement in enumerate(rendition.statements):
        heading = " ".join(part for part in (statement.name, statement.post) if part)
        yield Document(
            number=number * STATEMENTS_A_RENDITION + place,
            id=f"{rendition.id}.{place}",
            group=rendition.release,
            fields=_fields((heading,), (statement.text,), chains),
            facets=_facets(rendition, speakers=_speakers((statement,))) | {"kind": (statement.kind,)},
            published=rendition.published,
        )


def statement_of(identifier: str) -> tuple[str, int]:
    """The rendition id and the place of a statement in it, from a statement's id."""
    rendition, _, place = identifier.rpartition(".")
    return rendition, int(place)


def _fields(
    title: Iterable[str], body: Iterable[str], chains: Mapping[str, Analyzer]
) -> dict[str, tuple[tuple[str, int], ...]]:
    return {
        f"{part}_{kind}": _positions(texts, analyzer)
        for part, texts in (("title", tuple(title)), ("body", tuple(body)))
        for kind, analyzer in chains.items()
    }


def _chains(rendition: Rendition, languages: Languages) -> dict[str, Analyzer]:
    own = languages.get(rendition.language)
    chains = {"folded": analyzers.folded, "names": analyzers.names}
    if own is not None:
        chains[f"lemma_{own.code}"] = own.lemma
    if (rendition.language, rendition.script) == ("kk", "Latn"):
        scheme = choose("\n".join((rendition.title or "", *rendition.paragraphs)))
        chains = {kind: through(analyzer, scheme) for kind, analyzer in chains.items()}
    return {"exact": analyzers.exact, **chains}


def _positions(texts: Iterable[str], analyzer: Analyzer) -> tuple[tuple[str, int], ...]:
    terms: list[tuple[str, int]] = []
    offset = 0
    for text in texts:
        placed = analyzer.placed(text)
        terms += [(term, offset + position) for term, position in placed] if offset else placed
        offset += (placed[-1][1] if placed else 0) + PARAGRAPH_GAP
    return tuple(terms)


def _facets(rendition: Rendition, *, speakers: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    day = rendition.published
    return {
        "language": (rendition.language,),
        "region": rendition.regions_about,
        "speaker": speakers,
        "topic": tuple(topic.id for topic in rendition.topics),
        "source": (rendition.source,),
        "year": (f"{day:%Y}",) if day else (),
        "month": (f"{day:%Y-%m}",) if day else (),
    }


def _speakers(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.speaker for s in statements if s.speaker and s.confidence >= SPEAKER_CONFIDENCE))

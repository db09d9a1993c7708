"""What of a rendition goes into the index: fields of terms, and facets.

Per part of a text (title, body): `exact`, `folded`, `names` for every language, and the `lemma` of its own language.
What a rendition begins with, its lead, is a part as well, in lemmas alone: it makes words weigh more and finds nothing
that the body does not.
What stood in a rendition once and no longer does (former) is a part in all kinds, asked only by its name. Days besides
that of publication are those of the event, of the first capture and of the last change.
Latin Kazakh keeps its letters in `exact` alone; the other fields hold it in Cyrillic, by the scheme that the whole
rendition is written in, so that both spellings meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import analyzers
from analyzers.analysis import Analyzer, Columns, placed
from analyzers.language import Languages
from analyzers.scripts import chains_through, choose
from analyzers.segment import sentences
from corpus.authority_posts import post_kind
from corpus.past import Past
from corpus.records import Rendition, Statement
from indexer.edtf import first_and_last, kazakh_day
from indexer.engines.base import PARAGRAPH_GAP, Collection, Document
from indexer.engines.packed import Packed

PARTS = ("title", "body")
FORMER = "former"
KINDS = ("exact", "folded", "names")
LEMMAS = tuple(f"lemma_{code}" for code in sorted(analyzers.LANGUAGES))
FACETS = ("language", "region", "speaker", "role", "topic", "source", "year", "month", "edit")
DAYS = ("event", "seen", "changed")
STATEMENTS_A_RENDITION = 10_000  # numbers set aside for the statements of one rendition
SPEAKER_CONFIDENCE = 0.7
MONTH = len("2022-03")
LEAD_WORDS = 60  # of a lead, with the rest of their sentence; it ends with a paragraph before
HEADING_WORDS = 12  # a first paragraph shorter than that leads together with the next

FIELDS = tuple(f"{part}_{kind}" for part in PARTS for kind in (*KINDS, *LEMMAS))
LEADS = tuple(f"lead_{kind}" for kind in LEMMAS)
FORMERS = tuple(f"{FORMER}_{kind}" for kind in (*KINDS, *LEMMAS))
RENDITIONS = Collection("renditions", (*FIELDS, *LEADS, *FORMERS), FACETS, DAYS)
STATEMENTS = Collection("statements", FIELDS, (*FACETS, "kind"), DAYS)


def rendition_document(
    rendition: Rendition, number: int, languages: Languages = analyzers.LANGUAGES, *, past: Past | None = None
) -> Document:
    """A rendition as the engine takes it, by the languages of its index; with what captures tell of its past."""
    title = (rendition.title,) if rendition.title else ()
    former = tuple(passage.text for passage in past.former) if past else ()
    chains = _chains(rendition, languages)
    lemmas = {kind: analyzer for kind, analyzer in chains.items() if kind in LEMMAS}
    return Document(
        number=number,
        id=rendition.id,
        group=rendition.release,
        fields=Packed.of_columns(
            _fields("title", title, chains)
            | _fields("body", rendition.paragraphs, chains)
            | _fields("lead", lead(rendition.paragraphs), lemmas)
            | (_fields(FORMER, former, chains) if former else {})
        ),
        facets=_facets(rendition, rendition.statements, past),
        published=rendition.published,
        days=dict(_days(rendition, past)),
    )


def lead(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs that a text begins with: the first, of a long one the first sentences."""
    beginning: list[str] = []
    count = 0
    for paragraph in paragraphs:
        if count >= HEADING_WORDS:
            break
        beginning.append(_first_sentences(paragraph, LEAD_WORDS - count))
        count += len(beginning[-1].split())
    return tuple(beginning)


def _first_sentences(paragraph: str, enough: int) -> str:
    """A paragraph up to the end of the sentence in which it has words enough."""
    if len(paragraph.split()) <= enough:
        return paragraph
    ends = (end for _, end in sentences(paragraph) if len(paragraph[:end].split()) >= enough)
    return paragraph[: next(ends, None)]


def statement_documents(
    rendition: Rendition, number: int, languages: Languages = analyzers.LANGUAGES, *, past: Past | None = None
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
            fields=Packed.of_columns(_fields("title", (heading,), chains) | _fields("body", (statement.text,), chains)),
            facets=_facets(rendition, (statement,), past) | {"kind": (statement.kind,)},
            published=rendition.published,
            days=dict(_days(rendition, past)),
        )


def statement_of(identifier: str) -> tuple[str, int]:
    """The rendition id and the place of a statement in it, from a statement's id."""
    rendition, _, place = identifier.rpartition(".")
    return rendition, int(place)


def _fields(part: str, texts: Iterable[str], chains: Mapping[str, Analyzer]) -> dict[str, Columns]:
    """The terms of a part by field, with their positions; a paragraph begins at the same position in every kind of
    field, so that a word has one."""
    fields: dict[str, tuple[list[str], list[int]]] = {kind: ([], []) for kind in chains}
    offset = 0
    for text in texts:
        read = placed(chains, text)
        for kind, (terms, positions) in read.items():
            fields[kind][0].extend(terms)
            fields[kind][1].extend([offset + position for position in positions] if offset else positions)
        offset += max((positions[-1] for _, positions in read.values() if positions), default=0) + PARAGRAPH_GAP
    return {f"{part}_{kind}": columns for kind, columns in fields.items()}


def _days(rendition: Rendition, past: Past | None) -> Iterator[tuple[str, tuple[date, date]]]:
    if rendition.event and (days := first_and_last(rendition.event)):
        yield "event", days
    if past is not None:
        yield "seen", (kazakh_day(past.first_seen),) * 2
        if past.changed is not None:
            yield "changed", (kazakh_day(past.changed),) * 2


def _chains(rendition: Rendition, languages: Languages) -> dict[str, Analyzer]:
    chains = analyzers.chains(rendition.language, languages)
    if (rendition.language, rendition.script) != ("kk", "Latn"):
        return chains
    return chains_through(chains, choose("\n".join((rendition.title or "", *rendition.paragraphs))))


def _facets(rendition: Rendition, said: Sequence[Statement], past: Past | None) -> dict[str, tuple[str, ...]]:
    known = f"{rendition.published:%Y-%m}" if rendition.published else rendition.published_within or ""
    return {
        "language": (rendition.language,),
        "region": rendition.regions_about,
        "speaker": tuple(dict.fromkeys(s.speaker for s in said if s.speaker and s.confidence >= SPEAKER_CONFIDENCE)),
        "role": tuple(dict.fromkeys(filter(None, (post_kind(s.post) for s in said if s.post)))),
        "topic": tuple(topic.id for topic in rendition.topics),
        "source": (rendition.source,),
        "year": (known[:4],) if known else (),
        "month": (known[:7],) if len(known) >= MONTH else (),
        "edit": tuple(dict.fromkeys(edit.weight for edit in past.edits)) if past else (),
    }

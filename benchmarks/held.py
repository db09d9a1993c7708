"""A library of generated renditions: a store that holds them and the indexes of it, as the commands would make them.

Rows go into the store's tables in bulk, and the terms of a word are looked up once, for all texts in which it stands:
so a hundred thousand renditions take minutes. What comes out is compared with what the commands make, on a few.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generated import VOCABULARIES, Text, texts
from sqlalchemy import create_engine, insert, update
from tqdm import tqdm

import analyzers
from analyzers.analysis import Analyzer
from corpus.authority import regions, topics
from corpus.codec import dump
from corpus.records import Evidence, Place, Rendition, Statement, Topic
from corpus.store import Store
from corpus.store_projection import project
from corpus.store_schema import addresses, meta, pages, releases, renditions, revisions
from indexer.engines.base import PARAGRAPH_GAP, Document
from indexer.fingerprint import index_fingerprint
from indexer.library import Library
from indexer.schema import PARTS, lead, rendition_document, statement_documents
from indexer.settings import Settings

BATCH = 1000
COMPARED = 30  # renditions
PARAGRAPH = 60  # words
LEAD = "lead"  # the part of a text that is held in lemmas alone
NAMES = "names"  # the kind of field that holds words with a capital letter
NAMED = 8  # one word of so many is a name: of press texts, 3 to 19 in a hundred are, whatever their rank
SAID = 25  # words of a statement
CAPTURED = datetime(2026, 11, 20, tzinfo=UTC)
SCRIPTS = {"kk": "Cyrl", "ru": "Cyrl", "en": "Latn"}
EVIDENCE = Evidence("generated")
REGIONS, TOPICS = tuple(regions()), tuple(topics())
STOP_WORDS = frozenset(word for language in analyzers.LANGUAGES.values() for word in language.stop_words)


def fill(home: Path, count: int) -> None:
    """Makes the home of a library that holds so many renditions, and indexes them."""
    home.mkdir(parents=True, exist_ok=True)
    settings = Settings(home=home)
    with Library.open(settings) as library:
        _keep(settings.store_url, count)
        terms = Terms()
        _compare(terms, library.store)
        held = library.store.iterate
        with tqdm(total=2 * count, unit=" documents", desc="index", disable=None) as bar:

            def documents() -> Iterator[Document]:
                for number, one in held():
                    bar.update()
                    yield terms.of(rendition_document(_bare(one), number), one.language, _parts(one))

            def said() -> Iterator[Document]:
                for number, one in held():
                    bar.update()
                    for made, statement in zip(statement_documents(_bare(one), number), one.statements, strict=True):
                        parts = ((statement.name,), (statement.text,))
                        yield terms.of(made, one.language, dict(zip(PARTS, parts, strict=True)))

            library.releases.rebuild(documents())
            library.said.rebuild(said())


class Spelling:
    """How texts of a language write its words: names with a capital letter, and one of them first, as a sentence has
    it. That one is the next more frequent name, for a capital at the beginning alone would make a name of any word."""

    def __init__(self, words: Sequence[str]) -> None:
        self._written: dict[str, str] = {}
        self._first: dict[str, str] = {}
        name = next(word for word in words[::NAMED] if word not in STOP_WORDS).capitalize()
        for rank, word in enumerate(words):
            is_name = rank % NAMED == 0 and word not in STOP_WORDS
            self._written[word] = word.capitalize() if is_name else word
            name = self._first[word] = word.capitalize() if is_name else name

    def text(self, words: Sequence[str]) -> str:
        """Words as a paragraph or a title."""
        return " ".join((self._first[words[0]], *(self._written[word] for word in words[1:])))


SPELLINGS = {language: Spelling(words) for language, words in VOCABULARIES.items()}


class Terms:
    """The terms of words, each analyzed once by every chain."""

    def __init__(self) -> None:
        self._chains = {code: analyzers.chains(code) for code in analyzers.LANGUAGES}
        self._known: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}

    def of(self, document: Document, language: str, parts: Mapping[str, Iterable[str]]) -> Document:
        """The document with the terms of its parts."""
        fields = {}
        for kind, chain in self._chains[language].items():
            known = self._known.setdefault((language, kind), {})
            for part, paragraphs in parts.items():
                if part == LEAD and not kind.startswith("lemma_"):
                    continue
                fields[f"{part}_{kind}"] = tuple(_placed(paragraphs, chain, known, large=kind == NAMES))
        return replace(document, fields=fields)


def _placed(
    paragraphs: Iterable[str], chain: Analyzer, known: dict[str, tuple[str, ...]], *, large: bool
) -> Iterator[tuple[str, int]]:
    """The terms of words with their positions; of `large` ones alone where it is said."""
    offset = 0
    for paragraph in paragraphs:
        words = paragraph.split()
        for word in words:
            if word not in known:
                read = chain.tokens(word) if word[0].isupper() or not large else ()
                known[word] = tuple(token.term for token in read)
        yield from ((term, place) for place, word in enumerate(words, offset) for term in known[word])
        offset += len(words) - 1 + PARAGRAPH_GAP


def _parts(one: Rendition) -> dict[str, tuple[str, ...]]:
    return {**dict(zip(PARTS, ((one.title or "",), one.paragraphs), strict=True)), LEAD: lead(one.paragraphs)}


def _bare(one: Rendition) -> Rendition:
    """Without the words that would be analyzed."""
    statements = tuple(replace(statement, text="", name="", post="") for statement in one.statements)
    return replace(one, title=None, paragraphs=(), statements=statements)


def _compare(terms: Terms, store: Store) -> None:
    for number, one in itertools.islice(store.iterate(), COMPARED):
        made = terms.of(rendition_document(_bare(one), number), one.language, _parts(one))
        assert made == rendition_document(one, number), f"rendition {number} is indexed otherwise by the commands"


def rendition(text: Text) -> Rendition:
    """A generated text as the record of a rendition."""
    spelt = SPELLINGS[text.language].text
    paragraphs = tuple(spelt(text.body[at : at + PARAGRAPH]) for at in range(0, len(text.body), PARAGRAPH))
    return Rendition(
        id=f"d{text.number}",
        release=text.release,
        url=f"https://example.kz/{text.number}",
        source="files",
        language=text.language,
        script=SCRIPTS[text.language],
        title=spelt(text.title),
        paragraphs=paragraphs,
        captured=CAPTURED,
        published=text.published,
        published_how="meta",
        regions=tuple(Place(one, "about", (), EVIDENCE) for one in _among(REGIONS, text.facets["region"])),
        topics=tuple(Topic(one, 1.0, ()) for one in _among(TOPICS, text.facets["topic"])),
        statements=tuple(
            _said(text.language, speaker, paragraphs, place) for place, speaker in enumerate(text.facets["speaker"])
        ),
    )


def _among(known: Sequence[str], labels: Iterable[str]) -> list[str]:
    """Ids that we know, by the numbers that labels end with."""
    return [known[int(re.sub(r"\D", "", label)) - 1] for label in labels]


def _said(language: str, speaker: str, paragraphs: Sequence[str], place: int) -> Statement:
    at = place % len(paragraphs)
    text = " ".join(paragraphs[at].split()[:SAID])
    name = " ".join(VOCABULARIES[language][int(speaker[1:]) + step].capitalize() for step in (0, 5000))
    values = {"paragraph": at, "start": 0, "end": len(text), "language": language, "rule": "generated"}
    how = {"post": None, "verb": "", "kind": "direct", "ref": "name", "confidence": 1.0}
    return Statement(speaker=speaker, name=name, text=text, **how, **values)  # type: ignore[arg-type]


def _keep(url: str, count: int) -> None:
    """The rows of so many renditions, as saving them one by one would leave them."""
    engine = create_engine(url)
    source = iter(tqdm(texts(count), total=count, unit=" documents", desc="store", disable=None))
    while batch := [rendition(text) for text in itertools.islice(source, BATCH)]:
        numbers = [int(one.id[1:]) for one in batch]
        with engine.begin() as connection:
            for table, row in ((pages, _page), (renditions, _row), (revisions, _revision), (addresses, _address)):
                if table is renditions:
                    ids = dict.fromkeys(one.release for one in batch)
                    connection.execute(insert(releases).prefix_with("OR IGNORE"), [{"id": one} for one in ids])
                connection.execute(insert(table), [row(*one) for one in zip(numbers, batch, strict=True)])
            project(connection, dict(zip(numbers, batch, strict=True)))
            connection.execute(update(meta).where(meta.c.name == "sequence").values(value=numbers[-1]))
    engine.dispose()


def _page(number: int, one: Rendition) -> dict[str, Any]:
    place = {"file": "generated", "offset": 0, "length": 0, "size": 0, "sha256": f"{number:064}", "status": 200}
    times = {"fetched": CAPTURED, "last_seen": CAPTURED, "understood": index_fingerprint()}
    return {"number": number, "url": one.url, "source": one.source, "content_type": "text/plain", **place, **times}


def _row(number: int, one: Rendition) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("id", "release", "source", "language", "url", "published")}
    return {"number": number, "origin": one.release, "changed": number, **told}


def _revision(number: int, one: Rendition) -> dict[str, Any]:
    return {"number": number, "rendition": number, "page": number, "key": one.id, "current": True, "record": dump(one)}


def _address(number: int, one: Rendition) -> dict[str, Any]:
    seat = {"url": one.url, "language": one.language, "part": 0}
    return {"number": number, "rendition": number, "revision": number, "page": number, **seat}

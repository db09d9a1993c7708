"""Scores and matches beside Whoosh as it comes: its own codec, matchers and BM25F over the same terms.

Whoosh keeps the length of a field as one byte, exact for lengths up to a dozen or so: the texts are as short.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slow_way import COLLECTION, document
from whoosh import analysis, fields, query, scoring
from whoosh.filedb.filestore import RamStorage
from whoosh.index import open_dir
from whoosh.qparser import QueryParser
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length, length_to_byte

from indexer.engines.base import And, Node, Not, Or, Phrase, Query, Term, Wildcard
from indexer.engines.whoosh import WhooshEngine
from indexer.engines.whoosh.executor import K1, B

WORDS = "аба аб ба бар вот рек сор вор бор кот".split()
TEXTS = [
    [" ".join(chance.choices(WORDS, range(len(WORDS), 0, -1), k=chance.choice(exact))) for _ in range(2)]
    for chance in (random.Random(seed) for seed in range(300))
    for exact in [[n for n in range(1, 12) if byte_to_length(length_to_byte(n)) == n]]
]

TREES = {
    "term": (Term("body", "аба"), query.Term("body", "аба")),
    "rare term": (Term("body", "кот"), query.Term("body", "кот")),
    "and": (And((Term("body", "аб"), Term("body", "бар"))), "body:аб AND body:бар"),
    "and over fields": (And((Term("title", "аб"), Term("body", "бар"))), "title:аб AND body:бар"),
    "or": (Or((Term("body", "кот"), Term("body", "бор"), Term("title", "вор"))), "body:кот OR body:бор OR title:вор"),
    "not": (
        And((Term("body", "аб"), Not(Term("body", "бар")))),
        query.AndNot(query.Term("body", "аб"), query.Term("body", "бар")),
    ),
    "weights": (
        Or((Term("body", "аб"), Term("title", "аб", 3.0))),
        query.Or([query.Term("body", "аб"), query.Term("title", "аб", boost=3.0)]),
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ours")


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(folder, COLLECTION)
    engine.rebuild(document(number, body, title=title) for number, (title, body) in enumerate(TEXTS, 1))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def stock() -> Iterator[Any]:
    words = analysis.SpaceSeparatedTokenizer()
    schema = fields.Schema(
        id=fields.STORED, title=fields.TEXT(analyzer=words, phrase=True), body=fields.TEXT(analyzer=words, phrase=True)
    )
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for number, (title, body) in enumerate(TEXTS, 1):
        writer.add_document(id=f"d{number}", title=title, body=body)
    writer.commit()
    with index.searcher(weighting=scoring.BM25F(B=B, K1=K1)) as searcher:
        yield searcher


def parsed(asked: Any) -> Any:
    return QueryParser("body", None).parse(asked) if isinstance(asked, str) else asked


@pytest.mark.parametrize(("tree", "asked"), TREES.values(), ids=TREES)
def test_scores_are_those_of_stock_whoosh(engine: WhooshEngine, stock: Any, tree: Node, asked: Any) -> None:
    theirs = {hit["id"]: hit.score for hit in stock.search(parsed(asked), limit=None)}
    ours = {hit.id: hit.score for hit in engine.search(Query(tree, size=1000)).hits}
    assert len(ours) > 3
    assert ours == pytest.approx(theirs)


@pytest.mark.parametrize(
    ("tree", "asked"),
    [
        (Phrase("body", ("аба", "аб")), query.Phrase("body", ["аба", "аб"])),
        (Phrase("body", ("аба", "аб", "ба")), query.Phrase("body", ["аба", "аб", "ба"])),
        (Wildcard("body", "?ор"), query.Wildcard("body", "?ор")),
        (Wildcard("title", "б*"), query.Prefix("title", "б")),
    ],
    ids=["phrase", "phrase of three", "wildcard", "prefix"],
)
def test_documents_are_those_of_stock_whoosh(engine: WhooshEngine, stock: Any, tree: Node, asked: Any) -> None:
    theirs = {hit["id"] for hit in stock.search(asked, limit=None)}
    ours = {hit.id for hit in engine.search(Query(tree, size=1000)).hits}
    assert len(ours) > 3
    assert ours == theirs


@pytest.fixture
def readers(engine: WhooshEngine, stock: Any, folder: Path) -> Iterator[tuple[Any, Any]]:
    """Whoosh's reader of what we wrote, and of what it wrote."""
    assert engine.manifest is not None
    with open_dir(str(folder / "letters" / "g000001")).reader() as ours:
        yield ours, stock.reader()


def test_terms_are_those_of_stock_whoosh(readers: tuple[Any, Any]) -> None:
    ours, theirs = readers
    assert sorted(ours.indexed_field_names()) == sorted(theirs.indexed_field_names())
    assert sorted(ours.all_terms()) == sorted(theirs.all_terms())
    for field in ("title", "body"):
        assert list(ours.lexicon(field)) == list(theirs.lexicon(field))
        assert list(ours.expand_prefix(field, "бо")) == list(theirs.expand_prefix(field, "бо"))
        for term in ours.lexicon(field):
            assert ours.doc_frequency(field, term) == theirs.doc_frequency(field, term)
            assert ours.frequency(field, term) == theirs.frequency(field, term)
            mine, other = ours.term_info(field, term), theirs.term_info(field, term)
            for known in ("weight", "doc_frequency", "max_weight", "min_id", "max_id"):
                assert getattr(mine, known)() == getattr(other, known)()
        assert [term for term, _ in ours.iter_field(field)] == list(ours.lexicon(field))
        assert [info.doc_frequency() for _, info in ours.iter_field(field, "вот")] == [
            info.doc_frequency() for _, info in theirs.iter_field(field, "вот")
        ]
    assert dict(ours).keys() == dict(theirs).keys()
    assert ours.doc_frequency("body", "nothing") == theirs.doc_frequency("body", "nothing") == 0
    assert ("body", "кот") in ours
    assert ("body", "nothing") not in ours
    for reader in readers:
        with pytest.raises(TermNotFound):
            reader.term_info("body", "nothing")
        with pytest.raises(TermNotFound):
            reader.postings("body", "nothing")


def test_documents_of_a_reader_are_those_of_stock_whoosh(readers: tuple[Any, Any]) -> None:
    ours, theirs = readers
    for reader in readers:
        assert (reader.doc_count(), reader.doc_count_all()) == (len(TEXTS), len(TEXTS))
        assert not reader.has_deletions()
        assert list(reader.all_doc_ids()) == list(range(len(TEXTS)))
        assert not reader.is_deleted(3)
    for field in ("title", "body"):
        assert ours.field_length(field) == theirs.field_length(field)
        assert ours.min_field_length(field) == theirs.min_field_length(field)
        assert ours.max_field_length(field) == theirs.max_field_length(field)
        lengths = [[reader.doc_field_length(number, field) for number in range(len(TEXTS))] for reader in readers]
        assert lengths[0] == lengths[1]
    assert ours.stored_fields(0) == {}
    assert ours.has_column("number")
    assert not ours.has_column("title")
    column = ours.column_reader("number")
    assert list(column.load()) == [column[place] for place in range(len(column))] == list(range(1, len(TEXTS) + 1))


@pytest.mark.parametrize("term", ["аба", "кот"])
def test_postings_are_walked_as_those_of_stock_whoosh(readers: tuple[Any, Any], term: str) -> None:
    walks: list[list[Any]] = [[], []]
    for reader, walk in zip(readers, walks, strict=True):
        matcher = reader.postings("body", term, scorer=None)
        documents = list(reader.postings("body", term).all_ids())
        assert matcher.id() == documents[0]
        while matcher.is_active():
            walk.append((matcher.id(), matcher.weight(), list(matcher.value_as("positions"))))
            matcher.next()
        assert [document for document, _, _ in walk] == documents
        matcher.reset()
        for wanted in (documents[3], documents[3] + 1, documents[-1]):
            matcher.skip_to(wanted)
            walk.append(matcher.id())
        matcher.next()
        assert not matcher.is_active()
    assert walks[0] == walks[1]
    ours = readers[0].postings("body", term)
    ours.next()
    assert ours.copy().id() == ours.id() == walks[0][1][0]


def test_a_cursor_goes_as_that_of_stock_whoosh(readers: tuple[Any, Any]) -> None:
    for reader in readers:
        cursor = reader.cursor("body")
        assert cursor.first() == cursor.text() == "аб"
        assert cursor.next() == "аба"
        assert cursor.find("бз") == "бор"
        assert cursor.is_valid()
        assert cursor.term_info().doc_frequency() == reader.doc_frequency("body", "бор")
        assert cursor.find("я") is None
        assert not cursor.is_valid()
        assert cursor.text() is None
    assert readers[0].cursor("body").find("я") is None


@pytest.mark.parametrize("limit", [1, 10, None])
@pytest.mark.parametrize(("tree", "asked"), TREES.values(), ids=TREES)
def test_whooshs_searcher_scores_ours_as_its_own(
    engine: WhooshEngine, stock: Any, folder: Path, tree: Node, asked: Any, limit: int | None
) -> None:
    """With its own ranking, and the best few without looking at all."""
    assert engine.search(Query(tree)).total
    with open_dir(str(folder / "letters" / "g000001")).searcher(weighting=scoring.BM25F(B=B, K1=K1)) as ours:
        mine, theirs = (one.search(parsed(asked), limit=limit) for one in (ours, stock))
        assert [hit.score for hit in mine] == pytest.approx([hit.score for hit in theirs])
        assert len(mine) == len(theirs)


def test_postings_that_cannot_be_good_enough_are_passed_by(engine: WhooshEngine, folder: Path) -> None:
    assert engine.ids()
    with open_dir(str(folder / "letters" / "g000001")).searcher(weighting=scoring.BM25F(B=B, K1=K1)) as searcher:
        matcher = query.Term("body", "кот").matcher(searcher)
        best = 0.0
        while matcher.is_active():
            best = max(best, matcher.score())
            matcher.next()
        matcher.reset()
        assert matcher.skip_to_quality(best * 0.99) == 0
        assert matcher.is_active()
        assert matcher.skip_to_quality(matcher.block_quality()) == 1
        assert not matcher.is_active()

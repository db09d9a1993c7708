"""Scores and matches beside Whoosh as it comes: its own codec, matchers and BM25F over the same terms.

Whoosh keeps the length of a field as one byte, exact for lengths up to a dozen or so: the texts are as short.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from slow_way import COLLECTION, document
from whoosh import analysis, fields, query, scoring
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser
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
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path_factory.mktemp("ours"), COLLECTION)
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

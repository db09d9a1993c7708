"""The engines that are compared, each behind the same two calls: build a folder from texts, and ask it.

A peer that is not installed says so; what it answers are the ten best, the exact total and the counts of all facets.
"""

from __future__ import annotations

import contextlib
import importlib.util
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from generated import COLLECTION, FACETS, START, Asked, Text, document

from indexer.engines.base import UNSTATED, And, Document, Node, Or, Phrase, Query, Term
from indexer.engines.packed import packed
from indexer.engines.whoosh import WhooshEngine


class Joined(NamedTuple):
    """A rendition for engines that take words apart themselves."""

    number: int
    title: str
    body: str
    facets: dict[str, tuple[str, ...]]
    published: date


def joined(text: Text) -> Joined:
    """Its words in one string."""
    return Joined(text.number, " ".join(text.title), " ".join(text.body), text.facets, text.published)


class Figures(NamedTuple):
    """What all must agree on: the number of documents and the facets."""

    total: int
    facets: dict[str, dict[str, int]]


Ask = Callable[[Asked], Figures]


class Peer(NamedTuple):
    """An engine: the package it needs, how an index is built of what is ready for it, and how it is opened."""

    name: str
    package: str
    ready: Callable[[Text], Any]
    build: Callable[[Path, Iterable[Any]], None]
    open: Callable[[Path], Ask]
    most: int = 10_000_000  # documents it is asked to take

    @property
    def installed(self) -> bool:
        """Whether its package is there."""
        return importlib.util.find_spec(self.package) is not None


def tree(asked: Asked, field: str = "body") -> Node:
    """The question as a query tree."""
    if asked.kind == "phrase":
        return Phrase(field, asked.words)
    parts = tuple(Term(field, word) for word in asked.words)
    return Or(parts) if asked.kind == "any of three" else And(parts)


def minber_ready(text: Text) -> Document:
    """The text as processes that analyze hand it on."""
    return packed(document(text))


def minber_build(folder: Path, documents: Iterable[Document]) -> None:
    """Our index."""
    engine = WhooshEngine(folder, COLLECTION)
    engine.rebuild(documents)
    engine.close()


def minber_open(folder: Path, *, group: bool = False) -> Ask:
    """Asks our index."""
    engine = WhooshEngine(folder, COLLECTION)
    engine.search(Query(And(()), size=0))

    def ask(asked: Asked) -> Figures:
        results = engine.search(Query(tree(asked), since=asked.since, group=group, facets=FACETS))
        return Figures(results.total, {name: dict(counts) for name, counts in results.facets.items()})

    return ask


def stated(figures: Figures) -> Figures:
    """Without the documents that have no value: the other engines do not count them."""
    facets = {
        name: {value: count for value, count in counts.items() if value != UNSTATED}
        for name, counts in figures.facets.items()
    }
    return Figures(figures.total, facets)


def tantivy_build(folder: Path, texts: Iterable[Joined]) -> None:
    """Tantivy, one thread."""
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("number", stored=True, fast=True)
    schema.add_integer_field("day", indexed=True, fast=True)
    for field in COLLECTION.fields:
        schema.add_text_field(field, tokenizer_name="whitespace", index_option="position")
    for facet in FACETS:
        schema.add_text_field(facet, tokenizer_name="raw", index_option="basic", fast=True)
    writer = tantivy.Index(schema.build(), path=str(folder)).writer(heap_size=400_000_000, num_threads=1)
    for text in texts:
        written = tantivy.Document(number=text.number, day=(text.published - START).days)
        written.add_text("title", text.title)
        written.add_text("body", text.body)
        for facet, values in text.facets.items():
            for value in values:
                written.add_text(facet, value)
        writer.add_document(written)
    writer.commit()
    writer.wait_merging_threads()


def tantivy_open(folder: Path) -> Ask:
    """Asks tantivy: the ten best and the total by one call, the facets by its aggregations."""
    import tantivy

    index = tantivy.Index.open(str(folder))
    index.reload()
    searcher, schema = index.searcher(), index.schema
    wanted = {facet: {"terms": {"field": facet, "size": 4000, "segment_size": 4000}} for facet in FACETS}

    def query(asked: Asked) -> Any:
        if asked.kind == "phrase":
            return tantivy.Query.phrase_query(schema, "body", list(asked.words))
        terms = [tantivy.Query.term_query(schema, "body", word, "freq") for word in asked.words]
        occurs = tantivy.Occur.Should if asked.kind == "any of three" else tantivy.Occur.Must
        parts = [(occurs, term) for term in terms]
        if asked.since is not None:
            day, number = (asked.since - START).days, tantivy.FieldType.Integer
            since = tantivy.Query.range_query(schema, "day", number, day, 100_000, True, True)
            parts.append((occurs, tantivy.Query.const_score_query(since, 0.0)))
        return parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)

    def ask(asked: Asked) -> Figures:
        asking = query(asked)
        found = searcher.search(asking, limit=10, count=True)
        for _, address in found.hits:
            searcher.doc(address)["number"]
        counted = searcher.aggregate(asking, wanted)
        facets = {facet: {one["key"]: one["doc_count"] for one in counted[facet]["buckets"]} for facet in FACETS}
        return Figures(found.count, facets)

    return ask


def sqlite_build(folder: Path, texts: Iterable[Joined]) -> None:
    """SQLite: a contentless FTS5 table, and a table a facet."""
    with contextlib.closing(sqlite3.connect(folder / "bench.sqlite")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE VIRTUAL TABLE words USING fts5(title, body, content='')")
        database.execute("CREATE TABLE documents (number INTEGER PRIMARY KEY, published TEXT)")
        for name in FACETS:
            database.execute(f"CREATE TABLE {name} (number INTEGER, value TEXT)")
        for text in texts:
            line = (text.number, text.title, text.body)
            database.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", line)
            database.execute("INSERT INTO documents VALUES (?, ?)", (text.number, text.published.isoformat()))
            for name, values in text.facets.items():
                rows = [(text.number, value) for value in values]
                database.executemany(f"INSERT INTO {name} VALUES (?, ?)", rows)
        for name in FACETS:
            database.execute(f"CREATE INDEX {name}_by_number ON {name} (number, value)")
        database.execute("INSERT INTO words (words) VALUES ('optimize')")
        database.execute("ANALYZE")
        database.commit()


def sqlite_open(folder: Path) -> Ask:
    """Asks SQLite: the best by bm25(), the rest over a temporary table of what was found."""
    database = sqlite3.connect(folder / "bench.sqlite", isolation_level=None)
    database.execute("PRAGMA cache_size = -200000")
    database.execute("CREATE TEMP TABLE hits (number INTEGER PRIMARY KEY)")
    source = "FROM words JOIN documents ON number = words.rowid WHERE words MATCH ? AND published >= ?"

    def ask(asked: Asked) -> Figures:
        joined = {"phrase": " + ", "any of three": " OR "}.get(asked.kind, " AND ").join(asked.words)
        values = (f"body : ({joined})", asked.since.isoformat() if asked.since else "")
        database.execute(f"SELECT number {source} ORDER BY bm25(words) LIMIT 10", values).fetchall()
        database.execute("DELETE FROM hits")
        database.execute(f"INSERT INTO hits SELECT number {source}", values)
        (total,) = database.execute("SELECT count(*) FROM hits").fetchone()
        counted = "SELECT value, count(*) FROM hits JOIN {} USING (number) GROUP BY value"
        return Figures(total, {name: dict(database.execute(counted.format(name))) for name in FACETS})

    return ask


def stock_build(folder: Path, texts: Iterable[Joined]) -> None:
    """Whoosh as it comes."""
    from whoosh import analysis, fields, index

    words = analysis.SpaceSeparatedTokenizer()
    kinds: dict[str, Any] = {name: fields.TEXT(analyzer=words, phrase=True) for name in COLLECTION.fields}
    kinds |= {name: fields.KEYWORD(sortable=True) for name in FACETS}
    kinds["published"] = fields.ID(sortable=True)
    writer = index.create_in(str(folder), fields.Schema(**kinds)).writer(limitmb=256)
    for text in texts:
        facets = {name: " ".join(values) for name, values in text.facets.items()}
        writer.add_document(title=text.title, body=text.body, published=text.published.isoformat(), **facets)
    writer.commit()


def stock_open(folder: Path) -> Ask:
    """Asks Whoosh as it comes: facets by `groupedby`."""
    from whoosh import index, query, sorting

    searcher = index.open_dir(str(folder)).searcher()
    grouped = {name: sorting.FieldFacet(name, allow_overlap=True, maptype=sorting.Count) for name in FACETS}

    def ask(asked: Asked) -> Figures:
        parts = [query.Term("body", word) for word in asked.words]
        asking: Any = query.Or(parts) if asked.kind == "any of three" else query.And(parts)
        if asked.kind == "phrase":
            asking = query.Phrase("body", list(asked.words))
        since = query.TermRange("published", asked.since.isoformat(), None) if asked.since else None
        found = searcher.search(asking, limit=10, groupedby=grouped, filter=since)
        facets = {name: {value: count for value, count in found.groups(name).items() if value} for name in FACETS}
        return Figures(len(found), facets)

    return ask


PEERS = {
    peer.name: peer
    for peer in (
        Peer("minber", "indexer", minber_ready, minber_build, minber_open),
        Peer("tantivy", "tantivy", joined, tantivy_build, tantivy_open),
        Peer("SQLite FTS5", "sqlite3", joined, sqlite_build, sqlite_open, 300_000),
        Peer("stock Whoosh", "whoosh", joined, stock_build, stock_open, 10_000),
    )
}

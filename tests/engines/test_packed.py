"""Documents packed: nothing of them is lost, and an index made of them is the same."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from slow_way import COLLECTION

from indexer.engines.base import Document
from indexer.engines.packed import Packed, packed
from indexer.engines.whoosh import WhooshEngine

words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=5)
pairs = st.lists(st.tuples(words, st.integers(0, 1 << 20))).map(
    lambda held: tuple(sorted(held, key=lambda one: one[1]))
)
fields = st.dictionaries(st.sampled_from(COLLECTION.fields), pairs)


def document(number: int, held: dict[str, tuple[tuple[str, int], ...]]) -> Document:
    return Document(number, f"d{number}", f"d{number}", held, {}, date(2022, 3, 4))


@given(held=fields)
def test_what_is_packed_is_the_same(held: dict[str, tuple[tuple[str, int], ...]]) -> None:
    made = packed(document(1, held))
    assert isinstance(made.fields, Packed)
    assert len(set(made.fields.terms)) == len(made.fields.terms)
    assert made == document(1, held)
    assert pickle.loads(pickle.dumps(made)) == made
    assert replace(made, fields=dict(made.fields)) == document(1, held)


def test_an_index_of_packed_documents_is_the_same(tmp_path: Path) -> None:
    held = [
        document(1, {"title": (("one", 0), ("two", 1), ("1", 1)), "body": (("two", 0), ("two", 3))}),
        document(2, {"body": ()}),
        document(3, {"body": (("three", 7), ("one", 9))}),
    ]
    written = []
    for name, documents in (("plain", held), ("packed", list(map(packed, held)))):
        engine = WhooshEngine(tmp_path / name, COLLECTION)
        engine.rebuild(documents)
        assert engine.manifest is not None
        written.append(engine.manifest.files)
        engine.close()
    assert written[0] == written[1]

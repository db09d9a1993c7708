"""What lies on disk: packs, segments merged from parts, damage told and turned back from, Whoosh's own view."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_way import COLLECTION, document
from small_corpus import CORPUS, body, found
from whoosh.index import FileIndex, open_dir
from whoosh.query import And, Phrase, Prefix, Term
from whoosh.writing import SegmentWriter

from corpus.errors import SearchIndexError
from indexer.engines.base import Document, Every, Query
from indexer.engines.whoosh import WhooshEngine, batch, segments
from indexer.engines.whoosh.arrayfile import ArrayFile
from indexer.engines.whoosh.codec import ArrayCodec, write_toc
from indexer.engines.whoosh.commits import checksum, damaged_files
from indexer.engines.whoosh.generations import read_manifest
from indexer.engines.whoosh.packing import Packed, pack
from indexer.engines.whoosh.segments import Segment

numbers = st.integers(0, 3) | st.integers(0, 300) | st.integers(0, (1 << 31) - 1)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path, COLLECTION)
    engine.rebuild(CORPUS)
    yield engine
    engine.close()


@settings(deadline=None)
@given(st.lists(numbers, max_size=40), st.integers(1, 60), st.data())
def test_a_pack_gives_back_its_numbers(some: list[int], times: int, data: st.DataObject) -> None:
    values = np.array(some * times, np.int64)
    buffer = b"before" + pack(values) + b"after"
    packed = Packed(memoryview(buffer), len("before"), len(values))
    assert buffer[packed.end :] == b"after"
    assert packed.all().tolist() == values.tolist()
    start = data.draw(st.integers(0, len(values)))
    stop = data.draw(st.integers(start, len(values)))
    assert packed.slice(start, stop).tolist() == values[start:stop].tolist()
    places = np.arange(start, stop, 7)
    assert packed.take(places).tolist() == values[places].tolist()


@pytest.mark.parametrize("bits", [1, 7, 12, 20])
def test_some_of_many_numbers(bits: int) -> None:
    values = np.random.default_rng(bits).geometric(1 / (1 << bits), 20_000) - 1
    packed = Packed(memoryview(pack(values)), 0, len(values))
    places = np.arange(3, len(values), 999)
    assert packed.take(places).tolist() == values[places].tolist()
    assert packed.all().tolist() == values.tolist()


def test_merged_runs_hold_what_one_batch_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)
    documents = [
        document(number, " ".join(f"w{int(chance.paretovariate(0.6)) % 3000}" for _ in range(60)))
        for number in range(1, 400)
    ]
    whole, parts = WhooshEngine(tmp_path / "whole", COLLECTION), WhooshEngine(tmp_path / "parts", COLLECTION)
    whole.rebuild(documents)
    monkeypatch.setattr(batch, "MOST_DOCUMENTS", 37)
    monkeypatch.setattr("indexer.engines.whoosh.merging.STRETCH_BYTES", 500)
    parts.rebuild([*documents[:200], document(900, "w1 gone"), *documents[:5], *documents[200:]])
    parts.delete(["d900"])
    parts.commit()
    for one in (whole, parts):
        assert len(one.ids()) == len(documents)
    assert whole.terms("body", "", 5000) == parts.terms("body", "", 5000)
    for word in ("w1", "w2", "w17", "w300"):
        assert found(whole, body(word)) == found(parts, body(word))


@pytest.mark.parametrize("ending", [".col", ".doc", ".lst"])
@pytest.mark.parametrize("harm", ["cut", "flipped", "gone"])
def test_damage_is_told_and_the_last_good_generation_answers(
    engine: WhooshEngine, tmp_path: Path, caplog: pytest.LogCaptureFixture, ending: str, harm: str
) -> None:
    engine.rebuild([*CORPUS, document(50, "flood anew")])
    current = tmp_path / "letters" / "g000002"
    victim = next(current.glob(f"*{ending}"))
    content = bytearray(victim.read_bytes())
    content[20] ^= 4
    victim.unlink()
    if harm != "gone":
        victim.write_bytes(content if harm == "flipped" else content[:50])
    assert damaged_files(current) == [victim.name]
    other = WhooshEngine(tmp_path, COLLECTION)
    with caplog.at_level(logging.WARNING):
        assert found(other, body("flood")) == {"d1", "d3", "d6"}
    assert victim.name in caplog.text
    assert "answers come from g000001" in caplog.text
    assert current.exists()
    other.rebuild(CORPUS)
    assert sorted(path.name for path in (tmp_path / "letters").glob("g*")) == ["g000001", "g000003"]
    other.close()


@pytest.mark.parametrize("at", [20, -200], ids=["first list", "last list"])
def test_checking_finds_damage_before_anybody_asks(
    engine: WhooshEngine, tmp_path: Path, caplog: pytest.LogCaptureFixture, at: int
) -> None:
    engine.rebuild([document(number, " ".join(f"w{number}x{one}" for one in range(400))) for number in range(100)])
    victim = next((tmp_path / "letters" / "g000002").glob("*.lst"))
    content = bytearray(victim.read_bytes())
    table = int.from_bytes(content[-24:-16], "little")  # where the arrays end (arrayfile.py)
    content[at if at > 0 else table + at] ^= 4
    victim.write_bytes(content)
    other = WhooshEngine(tmp_path, COLLECTION)
    with caplog.at_level(logging.WARNING):
        other.check()
    assert victim.name in caplog.text
    assert "answers come from g000001" in caplog.text
    caplog.clear()
    assert found(other, body("flood")) == {"d1", "d3", "d6"}
    assert not caplog.text
    other.close()


@pytest.mark.usefixtures("engine")
def test_damage_without_another_generation_is_an_error(tmp_path: Path) -> None:
    victim = next((tmp_path / "letters" / "g000001").glob("*.lst"))
    content = bytearray(victim.read_bytes())
    content[20] ^= 4
    victim.write_bytes(content)
    for ask in (WhooshEngine.check, lambda engine: engine.search(Query(body("flood")))):
        with pytest.raises(SearchIndexError, match=r"MAIN_1\.lst: its bytes from 0 on are damaged"):
            ask(WhooshEngine(tmp_path, COLLECTION))


@pytest.mark.usefixtures("engine")
def test_a_lost_pointer_is_no_lost_index(tmp_path: Path) -> None:
    (tmp_path / "letters" / "current").unlink()
    again = WhooshEngine(tmp_path, COLLECTION)
    assert len(again.ids()) == len(CORPUS)
    again.index([document(60, "more")])
    again.commit()
    assert found(again, body("more")) == {"d60"}
    again.close()


def test_columns_are_right_after_thousands_of_operations(tmp_path: Path) -> None:
    chance = random.Random(11)
    engine = WhooshEngine(tmp_path, COLLECTION)
    held: dict[str, Document] = {}
    for operation in range(3000):
        number = chance.randrange(1, 300)
        if chance.random() < 0.4:
            engine.delete([f"d{number}"])
            held.pop(f"d{number}", None)
        else:
            one = document(number, f"w{chance.randrange(9)}", region=chance.choice(["", "KZ-10", "KZ-10 KZ-11"]))
            engine.index([one])
            held[one.id] = one
        if operation % 50 == 49:
            engine.commit()
            counts = engine.search(Query(Every(), facets=("region",))).facets["region"]
            assert engine.ids() == set(held)
            for region in ("KZ-10", "KZ-11"):
                assert counts.get(region, 0) == sum(region in one.facets["region"] for one in held.values())
            assert found(engine, body("w3")) == {key for key, one in held.items() if one.fields["body"][0][0] == "w3"}
    engine.close()


def test_whooshs_own_searcher_reads_what_we_wrote(engine: WhooshEngine, tmp_path: Path) -> None:
    engine.delete(["d3"])
    engine.commit()
    index = open_dir(str(tmp_path / "letters" / "g000001"))
    with index.searcher() as searcher:
        reader = searcher.reader()
        for query, ids in (
            (Term("body", "flood"), {1, 6}),
            (And([Term("body", "flood"), Term("body", "steppe")]), {1}),
            (Phrase("body", ["spring", "flood"]), {1}),
            (Prefix("body", "sp"), {1, 4, 6}),
        ):
            column = reader.column_reader("number")
            assert {column[hit.docnum] for hit in searcher.search(query, limit=None)} == ids
        assert reader.doc_frequency("body", "flood") == 3  # the deleted one is still among them
        assert reader.frequency("body", "nothing") == 0
        assert list(reader.expand_prefix("body", "st")) == [b"steppe"]
        assert reader.doc_field_length(0, "body") == 5
        assert reader.min_field_length("body") <= reader.max_field_length("body")
        cursor = reader.cursor("body")
        assert cursor.find("ste") == "steppe"
        assert cursor.term_info().doc_frequency() == 1
        assert cursor.first() is not None


def test_whooshs_own_writer_writes_what_we_read(tmp_path: Path) -> None:
    write_toc(tmp_path, COLLECTION, 0, [])
    writer = SegmentWriter(open_dir(str(tmp_path)), codec=ArrayCodec(), compound=False)
    for one in CORPUS:
        writer.add_document(number=one.number, **one.fields)
    writer.commit()
    index: FileIndex = open_dir(str(tmp_path))
    with index.searcher() as searcher:
        assert len(searcher.search(Term("body", "flood"), limit=None)) == 3
        assert len(searcher.search(Phrase("body", ["spring", "flood"]), limit=None)) == 1


def test_a_segment_keeps_few_terms_and_finds_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "KEPT_TERMS", 200)
    engine = WhooshEngine(tmp_path, COLLECTION)
    engine.rebuild(document(number, f"common w{number:03}") for number in range(1, 600))
    segment = Segment(tmp_path / "letters" / "g000001", "MAIN_1")
    for number in (*range(1, 600, 7), *range(599, 0, -7)):
        postings = segment.postings("body", f"w{number:03}")
        assert postings is not None
        assert postings.documents.tolist() == [number - 1]
        assert segment.positions("body", f"w{number:03}").tolist() == [1]
    assert segment.postings("body", "a") is segment.postings("other", "w001") is None
    assert segment.positions("body", "w").tolist() == []
    assert sum(len(lists.terms) for lists in segment.lists("body", b"", b"d")) < 600
    engine.close()


def test_a_checksum_knows_a_changed_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"abc")
    before = checksum(file)
    file.write_bytes(b"abd")
    assert checksum(file) != before


@pytest.mark.parametrize("bit", [0, 2, 5])
def test_no_bit_of_a_manifest_may_be_another(engine: WhooshEngine, tmp_path: Path, bit: int) -> None:
    path = tmp_path / "letters" / "g000001" / "manifest.json"
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes((whole[place] ^ 1 << bit,)) + whole[place + 1 :])
        with pytest.raises(SearchIndexError, match="run `minber index --rebuild`"):
            read_manifest(path.parent)
    path.write_bytes(whole)
    assert read_manifest(path.parent) == engine.manifest


def test_what_was_read_of_a_file_is_given_back_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "LENT", 1)
    engine = WhooshEngine(tmp_path, COLLECTION)
    engine.rebuild(CORPUS)
    snapshot = engine._newest()
    (segment,) = (part.segment for part in snapshot.parts)
    first = segment.postings("body", "flood")
    again = segment.postings("body", "flood")
    assert first is not None
    assert again is not None
    assert again.documents.tolist() == first.documents.tolist() == [0, 2, 5]
    assert segment.positions("body", "flood").tolist() == [1, 0, 1, 2, 1]
    engine.close()


def test_however_often_remembered_terms_are_asked_for_memory_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "LENT", 1)
    engine = WhooshEngine(tmp_path, COLLECTION)
    engine.rebuild(document(number, "common rare" if number == 9 else "common") for number in range(1, 3000))
    segment = Segment(tmp_path / "letters" / "g000001", "MAIN_1")
    given: list[ArrayFile] = []
    monkeypatch.setattr(ArrayFile, "forget", lambda file: given.append(file))
    for _ in range(5):
        given.clear()
        assert [len(segment.documents("body", term)) for term in ("common", "rare")] == [2999, 1]
        assert len(given) >= 2
    engine.close()

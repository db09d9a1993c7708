"""What every engine does with documents that come and go, with other writers and other readers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from slow_way import COLLECTION, document
from small_corpus import Open, body, found

from corpus.errors import SearchIndexError
from indexer.engines.base import And, Document, Engine, Every, Or, Phrase, Prefix, Query


class WritingContract:
    """What is written, and when it is seen."""

    def test_nothing_is_seen_before_the_commit(self, filled: Engine) -> None:
        filled.index([document(7, "new")])
        filled.delete(["d1"])
        assert found(filled, Every()) == {"d1", "d2", "d3", "d4", "d5", "d6"}
        filled.commit()
        assert found(filled, Every()) == {"d2", "d3", "d4", "d5", "d6", "d7"}

    def test_delete_says_how_many_were_there(self, filled: Engine) -> None:
        assert filled.delete(["d1", "d1", "nobody"]) == 1
        filled.commit()
        assert filled.ids() == {"d2", "d3", "d4", "d5", "d6"}
        assert found(filled, body("flood")) == {"d3", "d6"}

    def test_update_replaces(self, filled: Engine) -> None:
        assert filled.index([document(3, "quite another text", day=date(2020, 1, 1), language="kk")]) == 1
        filled.commit()
        assert found(filled, body("flood")) == {"d1", "d6"}
        results = filled.search(Query(body("another"), facets=("language",)))
        assert (results.total, results.facets) == (1, {"language": {"kk": 1}})

    def test_the_last_of_one_batch_counts(self, filled: Engine) -> None:
        filled.index([document(7, "one"), document(8, "two"), document(7, "three")])
        filled.delete(["d8"])
        filled.commit()
        assert found(filled, Or((body("one"), body("two"), body("three")))) == {"d7"}
        assert found(filled, body("one")) == set()

    def test_an_id_may_move_to_another_number(self, filled: Engine) -> None:
        moved = document(70, "moved")
        filled.index([Document(70, "d3", "g3", moved.fields, {}, None), document(1, "new owner")])
        filled.commit()
        assert {hit.number for hit in filled.search(Query(Every())).hits} == {1, 2, 4, 5, 6, 70}

    def test_rebuild_holds_these_alone(self, filled: Engine) -> None:
        filled.index([document(50, "forgotten")])
        assert filled.rebuild([document(20, "flood"), document(21, "spring")]) == 2
        assert filled.ids() == {"d20", "d21"}
        filled.index([document(22, "flood")])
        filled.commit()
        assert found(filled, body("flood")) == {"d20", "d22"}

    def test_a_failed_rebuild_changes_nothing(self, filled: Engine) -> None:
        def broken() -> Iterable[Document]:
            yield document(20, "flood")
            raise InterruptedError

        with pytest.raises(InterruptedError):
            filled.rebuild(broken())
        assert len(filled.ids()) == 6
        assert filled.rebuild([document(20, "flood")]) == 1

    def test_many_small_commits(self, filled: Engine) -> None:
        for number in range(100, 130):
            filled.index([document(number, "flood again", language="en")])
            filled.index([document(number % 7 + 200, f"flood x{number}")])
            filled.delete([f"d{number - 10}"])
            filled.commit()
        assert found(filled, body("again")) == {f"d{number}" for number in range(120, 130)}
        assert found(filled, Prefix("body", "x")) == {f"d{number}" for number in range(200, 207)}
        assert found(filled, Phrase("body", ("flood", "x129"))) == {"d203"}

    def test_reopened_it_answers_the_same(self, filled: Engine, open_engine: Open, tmp_path: Path) -> None:
        before = filled.search(Query(body("flood"), facets=COLLECTION.facets))
        filled.close()
        assert open_engine(tmp_path).search(Query(body("flood"), facets=COLLECTION.facets)) == before

    def test_a_commit_elsewhere_is_noticed(self, filled: Engine, open_engine: Open, tmp_path: Path) -> None:
        reader = open_engine(tmp_path)
        assert len(reader.ids()) == 6
        filled.index([document(7, "new")])
        filled.commit()
        assert found(reader, body("new")) == {"d7"}
        filled.rebuild([document(8, "newest")])
        assert reader.ids() == {"d8"}

    def test_an_empty_index_answers(self, open_engine: Open, tmp_path: Path) -> None:
        engine = open_engine(tmp_path)
        engine.index([])
        engine.commit()
        tree = Or((Every(), body("x"), Prefix("body", "x")))
        results = engine.search(Query(tree, group=True, facets=("region",)))
        assert (results.total, results.hits, results.facets) == (0, (), {"region": {}})
        assert engine.terms("body", "") == []

    def test_a_missing_index_tells_the_remedy(self, open_engine: Open, tmp_path: Path) -> None:
        with pytest.raises(SearchIndexError, match="minber index"):
            open_engine(tmp_path).search(Query(Every()))

    def test_a_second_writer_is_refused(self, filled: Engine, open_engine: Open, tmp_path: Path) -> None:
        filled.index([document(7, "new")])
        second = open_engine(tmp_path)
        with pytest.raises(SearchIndexError, match="another process is writing"):
            second.index([document(8, "newer")])
        filled.commit()
        second.index([document(8, "newer")])
        second.commit()
        assert found(filled, Prefix("body", "new")) == {"d7", "d8"}

    def test_threads_ask_while_another_writes(self, filled: Engine) -> None:
        trees = [body("flood"), And((body("flood"), body("spring"))), Phrase("body", ("spring", "flood"))]
        right = [found(filled, tree) for tree in trees]
        wrong: list[object] = []

        def ask() -> None:
            for turn in range(60):
                try:
                    got = found(filled, trees[turn % len(trees)])
                except Exception as error:
                    wrong.append(error)
                else:
                    if got != right[turn % len(trees)]:
                        wrong.append(got)

        threads = [Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(100, 110):
            filled.index([document(number, "noise")])
            filled.commit()
        for thread in threads:
            thread.join()
        assert wrong == []

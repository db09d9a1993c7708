"""What is not looked for at all: names where hardly any text has one, the plain spelling where nobody types it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from making import rendition

from indexer.engines.base import NOWHERE, Best, Node, Or, Term
from indexer.engines.whoosh import WhooshEngine
from indexer.query.ask import Question, ask, read
from indexer.query.expand import Way
from indexer.schema import RENDITIONS, rendition_document

HELD = (
    rendition("1", "kk", "Қала", "Бұл қала үлкен, сол жерде өзен бар екен."),
    rendition("2", "kk", "Өзен", "Ол қала мен даланы Айгерім Сапарова көрді."),
    rendition("3", "kk", "Дала", "Осы жерде Айгерім Сапарова тұрады, dala деп те жазады, қаладан алыс."),
    rendition("4", "kk", "Дала мен озен", "Мұнда өзен жоқ, дала кең."),
)
MORE = rendition("5", "kk", "Кала", "Бул кала улкен.")
LATIN = rendition("latin", "kk", "Qala", "Bul qala úlken, cafe bar.", script="Latn")
ENGLISH = rendition("english", "en", "Town", "A café in the town.")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path, RENDITIONS)
    engine.rebuild(rendition_document(one, number) for number, one in enumerate(HELD, start=1))
    yield engine
    engine.close()


@pytest.fixture
def compared(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> list[Node]:
    """What is compared with the lists of documents."""
    besides: list[Node] = []
    gains = engine.gains

    def watched(trees: Sequence[Node], other: Node = NOWHERE) -> list[tuple[int, int]]:
        besides.append(other)
        return gains(trees, other)

    monkeypatch.setattr(engine, "gains", watched)
    return besides


def leaves(node: Node) -> Iterator[Term]:
    """The terms of a tree."""
    if isinstance(node, Or | Best):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Term):
        yield node


def fields(engine: WhooshEngine, text: str, *, quiet: bool = False) -> set[str]:
    """The fields that a word is looked for in."""
    return {term.field for term in leaves(read(Question(text), engine, Way(quiet=quiet)).query.tree)}


def found(engine: WhooshEngine, text: str) -> set[str]:
    return {hit.id for hit in ask(Question(text), engine).results.hits}


@pytest.mark.parametrize(
    ("word", "is_name", "read_for_it"),
    [("қала", False, False), ("сапарова", True, True), ("айгерім", True, True), ("екен", False, False)],
)
def test_names_are_read_only_where_the_dictionary_leaves_it_open(
    engine: WhooshEngine, compared: list[Node], word: str, is_name: bool, read_for_it: bool
) -> None:
    assert ("body_names" in fields(engine, word)) is is_name
    assert any(term.field == "body_names" for tree in compared for term in leaves(tree)) is read_for_it


def test_deleted_names_leave_it_open(engine: WhooshEngine, compared: list[Node]) -> None:
    engine.delete(["2"])
    engine.commit()
    assert "body_names" in fields(engine, "сапарова")
    assert "body_names" not in fields(engine, "қала")
    engine.delete(["1", "3"])
    engine.commit()
    compared.clear()
    assert "body_names" not in fields(engine, "қала", quiet=True)
    assert any(term.field == "body_names" for tree in compared for term in leaves(tree))


@pytest.mark.parametrize("quiet", [False, True])
def test_the_plain_spelling_is_looked_for_where_somebody_types_it(engine: WhooshEngine, *, quiet: bool) -> None:
    assert "body_folded" not in fields(engine, "қала", quiet=quiet)
    assert "title_folded" in fields(engine, "өзен", quiet=quiet)
    assert found(engine, "қала") == {"1", "2", "3"}
    assert found(engine, "өзен") == {"1", "2", "4"}
    assert ask(Question("қала"), engine).wanted.terms["folded"] == {"кала"}
    engine.index([rendition_document(MORE, 5)])
    engine.commit()
    assert "body_folded" in fields(engine, "қала", quiet=quiet)
    assert found(engine, "қала") == {"1", "2", "3", "5"}


def test_latin_words_are_always_looked_for_in_plain_spelling(engine: WhooshEngine) -> None:
    engine.index([rendition_document(LATIN, 6), rendition_document(ENGLISH, 7)])
    engine.commit()
    bounds = engine.bounds([Term("body_exact", "cafe"), Term("body_folded", "cafe")])
    assert [one.times for one in bounds] == [1, 1], "in different texts"
    assert found(engine, "cafe") == {"latin", "english"}

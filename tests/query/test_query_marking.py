"""Marks by the positions that an index tells are those that analyzing every word gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sample_library import sample_library

import analyzers
from corpus.records import Rendition
from indexer.engines.base import Placed
from indexer.library import Library
from indexer.query.ask import Question
from indexer.query.highlight import Looked, Wanted, marks, matching, snippet
from indexer.query.marking import chains
from indexer.schema import statement_of

QUESTIONS = (
    "выборы",
    "сайлау нәтижесі",
    "election observers",
    "Байсалов",
    "school OR мектеп OR школа",
    '"участковых комиссий"',
    '"polling stations" election',
    '"сайлау учаскелері"',
    "Байсалов NEAR/5 комиссия",
    "сайлау*",
    "выброы~",
    "регион комиссия -школа",
    "saılaý",
    "әкім жиналыс",
)


@pytest.fixture(scope="module")
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    return sample_library(request.session, tmp_path_factory.getbasetemp() / "sample-library")


@pytest.fixture(scope="module")
def texts(library: Library) -> list[Rendition]:
    return [one for _, one in library.store.iterate()]


def unread(wanted: Wanted) -> Wanted:
    """The same wanted words, of which no index has told and no text was read."""
    return replace(wanted, looked={}, placed={})


def told(wanted: Wanted, library: Library, texts: list[Rendition]) -> Wanted:
    """The same, told by the index of releases."""
    fresh = unread(wanted)
    fresh.place(library.releases, {one.id: one.language for one in texts}, ("title", "body"))
    return fresh


def shown(text: Rendition, wanted: Wanted) -> object:
    """All marks in a text."""
    whole = [marks(paragraph, text.language, wanted) for paragraph in (text.title or "", *text.paragraphs)]
    return snippet(text, wanted), matching(text, wanted), whole


class Watched(Looked):
    """Tells which words are analyzed."""

    def __init__(self, terms: frozenset[str], kind: str, seen: set[str]) -> None:
        super().__init__(chains("ru", analyzers.LANGUAGES)[kind], terms.__contains__)
        self._kind, self._seen = kind, seen

    def __missing__(self, word: str) -> str:
        self._seen.add(f"{self._kind} {word}")
        return super().__missing__(word)


@pytest.mark.parametrize("question", QUESTIONS)
def test_marks_are_those_of_analysis(library: Library, texts: list[Rendition], question: str) -> None:
    wanted = library.answer(Question(question)).wanted
    by_index, by_words = told(wanted, library, texts), unread(wanted)
    for text in texts:
        matching(text, by_index)
        assert shown(text, by_index) == shown(text, by_words)
    assert not by_index.placed


@pytest.mark.parametrize("question", QUESTIONS[:8])
def test_of_what_was_said_too(library: Library, question: str) -> None:
    found = library.statements(Question(question))
    for card in found.cards:
        statement = card.rendition.statements[statement_of(card.id)[1]]
        alone = replace(card.rendition, title=None, paragraphs=(statement.text,))
        assert card.snippet == snippet(alone, unread(found.wanted), size=len(statement.text))


def test_only_words_where_terms_stand_are_analyzed(library: Library, texts: list[Rendition]) -> None:
    wanted = library.answer(Question("избирательная комиссия")).wanted
    text = next(one for one in texts if one.language == "ru" and snippet(one, unread(wanted)).marks)
    by_index, by_words = told(wanted, library, texts), unread(wanted)
    analyzed = {}
    for name, one in (("index", by_index), ("words", by_words)):
        seen = analyzed[name] = set[str]()
        one.looked.update({kind: Watched(one.of_kind(kind), kind, seen) for kind in ("folded", "names", "lemma_ru")})
        snippet(text, one)
    assert 0 < len(analyzed["index"]) * 10 < len(analyzed["words"])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: replace(text, paragraphs=("Вставка о выборах.", *text.paragraphs)), id="longer"),
        pytest.param(
            lambda text: replace(text, paragraphs=tuple(" ".join(p.split()[::-1]) for p in text.paragraphs)),
            id="as long, in another order",
        ),
    ],
)
def test_a_text_that_the_index_knows_otherwise_is_read_word_by_word(
    library: Library, texts: list[Rendition], change: Callable[[Rendition], Rendition]
) -> None:
    wanted = library.answer(Question("выборы")).wanted
    for text in map(change, texts):
        assert shown(text, told(wanted, library, texts)) == shown(text, unread(wanted))


def test_of_nothing_wanted_the_index_is_not_asked(library: Library, texts: list[Rendition]) -> None:
    assert told(Wanted({"prefix": frozenset({"сай"})}), library, texts).placed == {}
    assert told(Wanted(), library, texts).placed == {}
    kept = Wanted({"exact": frozenset({"выборы"})}, placed={"elsewhere": Placed({}, {})})
    assert snippet(texts[0], kept) == snippet(texts[0], unread(kept))

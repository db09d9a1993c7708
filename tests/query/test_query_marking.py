"""Marks by the positions that an index tells are those that analyzing every word gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

import analyzers
from analyzers import filters
from analyzers.positions import Words
from corpus.records import TITLE, Rendition, Statement
from indexer.engines.base import Placed
from indexer.library import Library
from indexer.query.ask import Question
from indexer.query.highlight import Snippet, Span, marks, marks_at, marks_of, matching, quoted, snippet
from indexer.query.marking import Looked, Wanted
from indexer.schema import rendition_document, statement_of

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
def texts(library: Library) -> list[Rendition]:
    return [one for _, one in library.store.iterate()]


def unread(wanted: Wanted) -> Wanted:
    """The same wanted words, of which no index has told and no text was read."""
    return replace(wanted, looked={}, placed={}, readings={})


def told(wanted: Wanted, library: Library, texts: list[Rendition]) -> Wanted:
    """The same, told by the index of releases."""
    fresh = unread(wanted)
    fresh.place(library.releases, {one.id: one.language for one in texts}, ("title", "body"))
    return fresh


def shown(text: Rendition, wanted: Wanted) -> tuple[Snippet, tuple[Statement, ...], list[list[Span]]]:
    """All marks in a text."""
    whole = [marks_at(place, text, wanted) for place in range(TITLE, len(text.paragraphs))]
    return snippet(text, wanted), matching(text, wanted), whole


class Watched(Looked):
    """Tells which words are analyzed."""

    def __init__(self, terms: frozenset[str], kind: str, seen: set[str]) -> None:
        super().__init__(analyzers.chains("ru")[kind], terms.__contains__)
        self._kind, self._seen = kind, seen

    def __missing__(self, word: str) -> str:
        self._seen.add(f"{self._kind} {word}")
        return super().__missing__(word)


@pytest.mark.parametrize("question", QUESTIONS)
def test_marks_are_those_of_analysis(library: Library, texts: list[Rendition], question: str) -> None:
    wanted = library.answer(Question(question)).wanted
    by_index, by_words = told(wanted, library, texts), unread(wanted)
    for text in texts:
        assert shown(text, by_index) == shown(text, by_words)
        written = (text.title or "", *text.paragraphs)
        assert shown(text, by_words)[2] == [marks(one, text.language, by_words) for one in written]


@pytest.mark.parametrize("question", QUESTIONS[:8])
def test_of_what_was_said_too(library: Library, question: str) -> None:
    found = library.statements(Question(question))
    for card in found.cards:
        statement = card.rendition.statements[statement_of(card.id)[1]]
        told = marks(statement.text, card.rendition.language, unread(found.wanted))
        assert card.snippet == Snippet(statement.text, tuple(told), 0)


def test_statements_of_few_words_are_marked(library: Library) -> None:
    cards = library.statements(Question("школа", size=50)).cards
    short = [card for card in cards if len(card.statement.text) < 50 and "школ" in card.statement.text]
    assert short
    assert all(card.snippet.marks for card in short)


def test_a_word_has_one_position_in_every_kind_of_field(texts: list[Rendition]) -> None:
    skeleton = filters.name_skeletons.word
    for text in texts[:30]:
        fields = rendition_document(text, 1).fields
        words = {(skeleton(term), position) for term, position in fields["body_exact"]}
        assert fields["body_names"]
        assert words.issuperset(fields["body_names"])


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


def test_statements_are_marked_as_the_paragraphs_they_stand_in(library: Library, texts: list[Rendition]) -> None:
    wanted = library.answer(Question("сайлау OR выборы OR election")).wanted
    by_index, by_words = told(wanted, library, texts), unread(wanted)
    spoken = [(one, text) for text in texts for one in text.statements]
    assert sum(bool(marks_of(one, text, by_index)) for one, text in spoken) > 10
    for one, text in spoken:
        assert marks_of(one, text, by_index) == marks(one.text, text.language, by_words)
        short = quoted(one, text, by_index, size=80)
        alone = replace(text, id="alone", title=None, paragraphs=(one.text,), statements=())
        assert short == snippet(alone, unread(wanted), size=80)


def test_paragraphs_in_which_nothing_stands_are_not_read(
    library: Library, texts: list[Rendition], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = library.answer(Question("избирательная комиссия")).wanted
    by_index, by_words = told(wanted, library, texts), unread(wanted)
    read: list[str] = []
    at = Words.at
    monkeypatch.setattr(Words, "at", lambda words, places: [read.append(words.text), at(words, places)][1])
    for text in texts:
        snippet(text, by_index)
    marked = [p for text in texts for p in text.paragraphs if marks(p, text.language, by_words)]
    assert 0 < len(read) < len(marked)


def test_of_nothing_wanted_the_index_is_not_asked(library: Library, texts: list[Rendition]) -> None:
    assert told(Wanted({"prefix": frozenset({"сай"})}), library, texts).placed == {}
    assert told(Wanted(), library, texts).placed == {}
    kept = Wanted({"exact": frozenset({"выборы"})}, placed={"elsewhere": Placed({}, {})})
    assert snippet(texts[0], kept) == snippet(texts[0], unread(kept))

"""What helps: other spellings with their hits, suggestions while typing, and why nothing is found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indexer import library_help
from indexer.engines.base import Document
from indexer.engines.whoosh import WhooshEngine
from indexer.library import Library
from indexer.query.ask import Question
from indexer.query.edits import distance, within
from indexer.query.nothing import Unfound
from indexer.query.suggest import nearest
from indexer.query.suggestions import Entry, Suggestion, Suggestions
from indexer.schema import RENDITIONS


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("избиратльная комиссия", "избирательная комиссия"),
        ("electoin", "election"),
        ("мектп", "мектеп"),
        ("Байсалвв", "Байсалов"),
        ("ghtpbltyn", "президент"),
    ],
)
def test_mistyped_words_are_told_with_their_hits(library: Library, typed: str, right: str) -> None:
    found = library.search(Question(typed))
    assert (found.total, found.suggestion, found.meant[0].text) == (0, right, right)
    assert found.meant[0].hits == library.search(Question(right)).total


@pytest.mark.parametrize("typed", ["выборы", "xqzwv", "мектеп -мектеп", "сайлау марс", "12345678", "и на"])
def test_words_that_are_words_or_like_none_are_left(library: Library, typed: str) -> None:
    assert library.search(Question(typed)).meant == ()


@pytest.mark.parametrize(
    ("word", "other", "right"),
    [
        ("", "", 0),
        ("a", "", 1),
        ("выборы", "выброы", 1),
        ("выборы", "выбр", 2),
        ("школа", "мектеп", 5),
        ("ab", "ba", 1),
    ],
)
def test_edits(word: str, other: str, right: int) -> None:
    assert distance(word, other) == distance(other, word) == right
    assert within(right, word, other)
    assert not within(right - 1, word, other)


@pytest.mark.parametrize(
    ("begun", "ui", "text", "kind", "question"),
    [
        ("ақт", "kk", "Ақтөбе облысы", "region", 'region:"Ақтөбе облысы"'),
        ("акт", "ru", "Актюбинская область", "region", 'region:"Актюбинская область"'),
        ("aktobe r", "en", "Aktobe Region", "region", 'region:"Aktobe Region"'),
        ("байс", "kk", "Асқар Байсалов", "person", 'speaker:"Асқар Байсалов"'),
        ("Baissal", "ru", "Аскар Байсалов", "person", 'speaker:"Аскар Байсалов"'),
        ("выб", "en", "Elections", "topic", 'topic:"Elections"'),
        ("elec", "en", "election", "term", "election"),
        ("новая elec", "en", "новая electoral", "word", "новая electoral"),
        ("ақтө", "kk", "Ақтөбе", "place", "Ақтөбе"),
    ],
)
def test_what_is_begun_goes_on(library: Library, begun: str, ui: str, text: str, kind: str, question: str) -> None:
    found = {(one.text, one.kind): one for one in library_help.suggestions(library, begun, ui)}
    one = found[text, kind]
    assert one.question == question
    assert one.hits > 0
    assert library.search(Question(one.question)).total > 0


@pytest.mark.parametrize("begun", ["", "  ", "«»", "xqzw", "?"])
def test_what_begins_nothing_has_no_suggestion(library: Library, begun: str) -> None:
    assert library_help.suggestions(library, begun, "kk") == ()


def test_suggestions_are_few_sorted_and_of_something_held() -> None:
    entries = [
        Entry("person", {"ru": "Анна Иванова"}, 3),
        Entry("person", {"ru": "Иван Анников"}, 0),
        Entry("source", {"ru": "Анналы"}, 5),
        Entry("term", {"ru": "анналы «древние»"}),
        Entry("title", {"ru": 'Об "анналах"'}, 1),
        *(Entry("title", {"ru": f"Анна {number}"}, 1) for number in range(20)),
    ]
    made = Suggestions(entries)
    found = made.beginning("анн", "kk", lambda _: 2, lambda word: [(word + "ы", 9)])
    assert found[:2] == (
        Suggestion("Анналы", "source", 5, 'source:"Анналы"'),
        Suggestion("Анна Иванова", "person", 3, 'speaker:"Анна Иванова"'),
    )
    assert len(found) == 8
    assert Suggestion("анны", "word", 9, "анны") in found
    assert made.beginning("об анн", "kk", lambda _: 0, lambda _: [])[0].question == '"Об  анналах "'


def _why(library: Library, question: Question, *, said: bool = False) -> Unfound:
    """Why a question finds nothing, as its page is told."""
    found = library.statements(question) if said else library.search(question)
    assert found.total == 0
    return library_help.nothing(library, question, found, said=said)


def test_why_nothing_is_found_is_told_in_numbers(library: Library) -> None:
    question = Question(
        "сайлау", filters={"region": ("KZ-33",), "language": ("en",)}, excluded={"topic": ("elections",)}
    )
    told = _why(library, question)
    assert library.search(question).total == 0
    for less in told.without:
        assert less.hits == library.search(less.question).total > 0
    assert "filter" in {less.kind for less in told.without}
    assert told.held.releases == library.status().releases
    assert told.held.first is not None
    assert told.held.last is not None
    assert told.held.first < told.held.last
    assert set(told.held.sources) == {one.source for one in library.status().sources}


def test_which_part_finds_nothing(library: Library) -> None:
    told = _why(library, Question("сайлау xqzwv"))
    assert [(less.kind, less.values) for less in told.without] == [("part", ("xqzwv",))]
    assert told.either is not None
    assert told.either.text == "сайлау OR xqzwv"
    assert told.either.hits == told.without[0].hits


def test_days_and_exactness_and_languages(library: Library) -> None:
    days = _why(library, Question("сайлау", since=date(1995, 1, 1), until=date(1995, 12, 31)))
    assert [(less.kind, less.values) for less in days.without] == [("days", ("1995-01-01", "1995-12-31"))]
    exact = _why(library, Question("избирательную комиссиям", exact=True))
    assert [less.kind for less in exact.without if less.kind == "exact"] == ["exact"]
    english = _why(library, Question("мектеп", filters={"language": ("en",)}, exact=True))
    assert english.languages == {"kk": library.search(Question("мектеп", exact=True)).facets["language"]["kk"]}
    spelt = _why(library, Question("electoin"))
    assert [one.text for one in spelt.spellings][:1] == ["election"]
    said = _why(library, Question("xqzwv", filters={"kind": ("direct",)}), said=True)
    assert [less.kind for less in said.without] == ["part"]


def test_only_the_first_unknown_words_are_corrected(library: Library) -> None:
    typed = " ".join(["сайлау", *["electoin"] * 2, *(f"xqzwv{letter}" for letter in "abcdefgh"), "мектп"])
    meant = library.search(Question(typed)).meant
    assert meant
    assert all("election" in one.text and one.text.endswith("мектп") for one in meant)


def test_what_is_remembered_of_words_is_forgotten_with_the_commit(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, RENDITIONS)
    try:
        engine.rebuild([_word("election", 1)])
        assert nearest("electoin", engine, {}) == ("election",)
        assert nearest("electoin", engine, {}) == ("election",)
        engine.rebuild([_word("elector", 2)])
        assert nearest("electoin", engine, {}) == ("elector",)
    finally:
        engine.close()


def _word(term: str, number: int) -> Document:
    return Document(number, term, term, {"body_exact": ((term, 0),)}, {}, None)

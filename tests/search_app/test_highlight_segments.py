"""Texts cut into pieces: nothing is lost, nothing doubled, marks and statements where they belong."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from search_app.highlight import Segment, marked, passages, segments

TEXT = "Ол келді, деді төраға. Қазір кетті."
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)


@given(st.text(max_size=40), SPANS)
def test_joined_segments_are_the_text(text: str, marks: list[tuple[int, int]]) -> None:
    assert "".join(piece.text for piece in segments(text, marks)) == text


@given(st.text(max_size=40), SPANS)
def test_written_out_only_marks_are_markup(text: str, marks: list[tuple[int, int]]) -> None:
    written = marked(segments(text, marks))
    assert written.replace("<mark>", "").replace("</mark>", "") == str(escape(text))
    assert written.count("<mark>") == sum(piece.marked for piece in segments(text, marks))


@given(st.text(max_size=40), SPANS, SPANS)
def test_joined_passages_are_the_text(
    text: str, statements: list[tuple[int, int]], marks: list[tuple[int, int]]
) -> None:
    made = passages(text, list(enumerate(statements)), marks)
    assert "".join(piece.text for passage in made for piece in passage.segments) == text
    numbers = [passage.statement for passage in made if passage.statement is not None]
    assert len(numbers) == len(set(numbers)), "a statement is one passage: its anchor stands once"


@given(st.text(min_size=1, max_size=40), SPANS)
def test_marked_is_what_a_mark_covers(text: str, marks: list[tuple[int, int]]) -> None:
    covered = {place for start, end in marks for place in range(start, min(end, len(text)))}
    at, found = 0, set()
    for piece in segments(text, marks):
        found |= set(range(at, at + len(piece.text))) if piece.marked else set()
        at += len(piece.text)
    assert found == covered


def test_marks_inside_and_across_a_statement() -> None:
    made = passages(TEXT, [(3, (0, 22))], [(3, 8), (17, 28)])
    assert [(passage.statement, passage.segments) for passage in made] == [
        (
            3,
            (
                Segment("Ол ", False),
                Segment("келді", True),
                Segment(", деді тө", False),
                Segment("раға.", True),
            ),
        ),
        (None, (Segment(" Қазір", True), Segment(" кетті.", False))),
    ]


def test_sentences_are_numbered_where_they_begin() -> None:
    cut = TEXT.index("Қазір")
    made = passages(TEXT, [(0, (0, cut + 5))], [(3, 8)], [(0, cut - 1), (cut, len(TEXT))])
    assert [(one.statement, [piece.number for piece in one.sentences]) for one in made] == [
        (0, [0, None, 1]),
        (None, [None]),
    ]
    assert made[0].sentences[0].segments[1] == Segment("келді", True)


@given(st.text(max_size=40), SPANS, SPANS)
def test_joined_sentences_are_the_text(
    text: str, statements: list[tuple[int, int]], ends: list[tuple[int, int]]
) -> None:
    places = sorted({place for pair in ends for place in pair if place <= len(text)})
    sentences = list(pairwise(places))
    made = passages(text, list(enumerate(statements)), (), sentences)
    pieces = [piece for passage in made for piece in passage.sentences]
    assert "".join(segment.text for piece in pieces for segment in piece.segments) == text
    numbers = [piece.number for piece in pieces if piece.number is not None]
    assert len(numbers) == len(set(numbers)), "a sentence has one address"


def test_of_two_that_overlap_the_first_keeps_the_words() -> None:
    made = passages(TEXT, [(0, (0, 22)), (1, (10, 35))], ())
    assert [(passage.statement, passage.segments[0].text) for passage in made] == [
        (0, TEXT[:22]),
        (1, TEXT[22:]),
    ]

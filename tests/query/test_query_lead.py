"""What a text begins with: where it ends, that words weigh more there, and that nothing is found by it alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest

from corpus.records import Rendition
from indexer.engines.whoosh import WhooshEngine
from indexer.query.ask import Question, ask
from indexer.schema import HEADING_WORDS, LEAD_WORDS, LEADS, RENDITIONS, STATEMENTS, lead, rendition_document

LONG = "Один два три четыре пять шесть семь восемь девять десять. " * 9


@pytest.mark.parametrize(
    ("paragraphs", "right"),
    [
        pytest.param([], [], id="no text"),
        pytest.param(["One two three. " * 5, "Second."], ["One two three. " * 5], id="the first paragraph"),
        pytest.param(["Астана, 5 марта", "Один. " * 20, "Ещё."], ["Астана, 5 марта", "Один. " * 20], id="a short one"),
        pytest.param([LONG], [LONG[: 58 * 6]], id="sentences"),
        pytest.param(["Слово " * 200], ["Слово " * 200], id="no end of a sentence"),
        pytest.param(["Раз.", "Два."], ["Раз.", "Два."], id="short paragraphs alone"),
    ],
)
def test_a_lead_is_the_first_paragraph_or_its_first_sentences(paragraphs: Sequence[str], right: list[str]) -> None:
    assert [one.strip() for one in lead(paragraphs)] == [one.strip() for one in right]


def test_a_lead_is_long_enough() -> None:
    (found,) = lead([LONG])
    assert HEADING_WORDS < LEAD_WORDS <= len(found.split()) < LEAD_WORDS + 10


def text(id_: str, language: str, *paragraphs: str) -> Rendition:
    script = "Latn" if language == "en" else "Cyrl"
    return Rendition(id_, id_, "", "", language, script, "Новости", paragraphs, datetime(2024, 1, 1, tzinfo=UTC))


OTHER = (
    "Сегодня в городе прошло большое заседание, на котором обсудили самые разные вопросы жизни района и его жителей."
)
FLOODS = (
    "Сегодня в городе обсудили паводок, который случился весной и причинил много вреда домам и садам наших жителей."
)
HELD = (text("far", "ru", OTHER, FLOODS), text("near", "ru", FLOODS, OTHER), text("none", "ru", OTHER, OTHER))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    made = WhooshEngine(tmp_path_factory.mktemp("leads"), RENDITIONS)
    made.rebuild(rendition_document(one, number) for number, one in enumerate(HELD, start=1))
    yield made
    made.close()


@pytest.mark.parametrize("asked", ["паводок", "паводков", "flood"])
def test_words_weigh_more_in_a_lead(engine: WhooshEngine, asked: str) -> None:
    hits = ask(Question(asked), engine).results.hits
    assert [hit.id for hit in hits] == ["near", "far"]
    assert hits[0].score > hits[1].score


def test_nothing_is_found_by_the_lead_alone(engine: WhooshEngine) -> None:
    first = ask(Question("паводков"), engine)
    off = tuple(one.text for one in first.expansions)
    assert [one.kind for one in first.expansions] == ["forms"]
    assert ask(Question("паводков", without=off), engine).results.total == 0
    assert ask(Question("title:паводок"), engine).results.total == 0


def test_statements_have_no_lead() -> None:
    assert set(LEADS) <= set(RENDITIONS.fields)
    assert not set(LEADS) & set(STATEMENTS.fields)

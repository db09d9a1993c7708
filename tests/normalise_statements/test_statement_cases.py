"""Who said what, case by case, and what holds for every statement of every text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import TITLE, Statement
from corpus.tables import Row, read_table
from indexer.normalise.persons import persons
from indexer.normalise.statements import statements

HERE = Path(__file__).parent
CASES = read_table("cases", (HERE / "statement_cases.tsv").read_text("utf-8"), "language text expected note")
SNIPPETS = (
    "Нурлан Абдиров сказал", "«Школа открыта»", "– деді", "Әлия Омарова", "said Murat Bekov.", "“It is late,”",
    ": ", "— ", ". ", '"', "According to ", "По словам ", "айтуынша, ", "он", "she added", "И. О.", "ҰҚШ",
    "\u00ad", "…», ", "төрағасы ", "chairman of ",
)  # fmt: skip
STRANGE = ("", " ", "АБДИРОВ НУРЛАН СКАЗАЛ", '«««„““"', "– – –", "." * 3000, "Ж" * 20000, "a. b. " * 2000)


def said(title: str | None, paragraphs: Sequence[str], language: str) -> tuple[Statement, ...]:
    return statements(title, paragraphs, language, persons(title, paragraphs, language))


def shown(statement: Statement) -> str:
    return f"{statement.speaker or '-'}/{statement.ref}/{statement.kind}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']} {case['note']}")
def test_a_text_gives_its_statements(case: Row) -> None:
    found = said(None, case["text"].split(" ¶ "), case["language"])
    assert [shown(statement) for statement in found] == [part for part in case["expected"].split(" ; ") if part]


@given(
    language=st.sampled_from(("kk", "ru", "en")),
    title=st.lists(st.sampled_from(SNIPPETS), max_size=4).map(" ".join),
    paragraphs=st.lists(st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=6)).map("".join), max_size=4),
)
def test_spans_lie_in_the_text(language: str, title: str, paragraphs: list[str]) -> None:
    people = persons(title, paragraphs, language)
    known = {person.id for person in people}
    for person in people:
        for mention in person.mentions:
            text = title if mention.paragraph == TITLE else paragraphs[mention.paragraph]
            assert text[mention.start : mention.end].split() == mention.surface.split() or "." in mention.surface
    for statement in statements(title, paragraphs, language, people):
        text = title if statement.paragraph == TITLE else paragraphs[statement.paragraph]
        assert text[statement.start : statement.end] == statement.text
        assert statement.text.strip()
        assert statement.speaker is None or statement.speaker in known
        assert 0.5 <= statement.confidence <= 0.95


def test_confidence_falls_from_name_to_label() -> None:
    by_name = said(None, ["Aliya Omarova said that the road is open."], "en")[0]
    by_role = said(None, ["Judge Aliya Omarova came. The judge said that the road is open."], "en")[0]
    by_label = said(None, ["Aliya Omarova: The road is open now."], "en")[0]
    assert (by_name.confidence, by_role.confidence, by_label.confidence) == (0.95, 0.85, 0.7)
    assert (by_name.rule, by_label.rule) == ("subject verb", "label")


def test_the_statement_carries_post_and_verb() -> None:
    (statement,) = said(None, ["По словам секретаря областной комиссии Алии Омаровой, участки открыты."], "ru")
    assert (statement.name, statement.post) == ("Алия Омарова", "секретарь областной комиссии")
    assert statement.verb == "По словам"


def test_a_headline_attributes_too() -> None:
    (statement,) = said("Нурлан Абдиров: Наблюдателей будет больше", ["Нурлан Абдиров прибыл."], "ru")
    assert (statement.paragraph, statement.speaker, statement.rule) == (TITLE, "abdirov-nurlan", "label")


HEADLINES = [
    ("ru", "Дорогу сдадут осенью – аким Марат Беков", "headline"),
    ("ru", "Лучший учитель года области – Марат Беков", None),
    ("ru", "Марат Беков: дорогу сдадут осенью – так решено", None),
    ("kk", "Жол күзде бітеді – Марат Беков", "headline"),
    ("kk", "Облыстың жаңа әкімі – Марат Беков", None),
    ("en", "The road will open in May - Murat Bekov", "headline"),
    ("en", "The new head of the region - Murat Bekov", None),
    ("en", "The road will open in May, Murat Bekov", None),
]


@pytest.mark.parametrize(("language", "title", "rule"), HEADLINES, ids=[title for _, title, _ in HEADLINES])
def test_a_name_behind_a_dash_signs_a_headline(language: str, title: str, rule: str | None) -> None:
    found = said(title, ["2022"], language)
    assert [statement.rule for statement in found] == ([rule] if rule else [])


GIVEN = [
    ("ru", "Девушку зовут Салтанат. «Мы живём здесь давно, и детей у нас четверо», – написала женщина.", 1),
    ("ru", "«Мы живём здесь давно, и детей у нас четверо», – рассказала Салтанат. Салтанат ждёт помощи.", 1),
    ("ru", "Александр утверждает, что никого не видел. Мужчина рассказал, что спал.", 2),
    ("kk", "Айгүл есімді тұрғын келді. «Үйіміз су астында қалды», – дейді Айгүл.", 1),
    ("en", "A woman named Saltanat came. “I have lived here for years,” said Saltanat.", 1),
    ("ru", "Улица Салтанат длинная. Жители ждут автобуса.", 0),
]


@pytest.mark.parametrize(("language", "text", "number"), GIVEN, ids=[text[:30] for _, text, _ in GIVEN])
def test_a_given_name_alone_speaks(language: str, text: str, number: int) -> None:
    speakers = [statement.speaker for statement in said(None, [text], language) if statement.speaker]
    assert len(speakers) == number
    assert len(set(speakers)) <= 1


def test_a_given_name_alone_is_another_person_in_another_text() -> None:
    one, other = (persons(None, [f"Девушку зовут Салтанат. {more}"], "ru")[0].id for more in ("", "Ей сорок."))
    assert one.startswith("saltanat-")
    assert one != other


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_strange_texts_say_nothing(text: str, language: str) -> None:
    assert not [statement for statement in said(text, [text], language) if statement.speaker]

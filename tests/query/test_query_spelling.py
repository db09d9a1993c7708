"""Spellings, scripts, keyboards, codes and names through a real index: what is found, shown, marked and suggested."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from making import rendition

from analyzers.scripts import SCHEMES, to_latin
from indexer.engines.whoosh import WhooshEngine
from indexer.query.ask import Answer, Question, ask
from indexer.query.highlight import marks
from indexer.schema import RENDITIONS, rendition_document

KAZAKH = (
    "Үкімет отырысында өңірлердегі тұрғын үй құрылысы талқыланды.",
    "Асхана мен мектеп құрылысына 12,5 % артық қаржы бөлінді.",
    "Жиынға Ержан Жүсіпов пен Гүлнар Әбдірахманова қатысты.",
)
CODES = (
    "Приказ № 124-НҚ подписан 04.03.2022 в 10:30, срок до 60-қа дейін.",
    "5-бапта 2022-2025 жылдарға 1 000 000 теңге көзделген, бұл 12,5 % артық.",
    "Сұрақтар: press-office@example.org, https://www.example.org/news/124?id=7. Ракета С-400 туралы А.Б. Иванов айтты.",
)


LATIN = {
    name: rendition(name, "kk", "Habarlama", *(to_latin(text, name) for text in KAZAKH), script="Latn")
    for name in SCHEMES
}
HELD = {
    **LATIN,
    "cyrillic": rendition("cyrillic", "kk", None, *KAZAKH),
    "codes": rendition("codes", "kk", None, *CODES),
    "russian": rendition(
        "russian", "ru", None, "Президент Касым-Жомарт Токаев принял Ермека Абдрахманова и Бекзата Жусупова."
    ),
    "english": rendition("english", "en", None, "Yermek Abdrakhmanov met Zhussupov."),
    "damaged": rendition("damaged", "kk", None, "Мемлекеттiк қыз\u00adмет Жаhандық əкiмдік маи\u0306 Mинистрлік"),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path_factory.mktemp("spelling"), RENDITIONS)
    engine.rebuild(rendition_document(one, number) for number, one in enumerate(HELD.values(), start=1))
    yield engine
    engine.close()


def asked(engine: WhooshEngine, text: str, **rest: object) -> Answer:
    return ask(Question(text, group=False, size=50, **rest), engine)  # type: ignore[arg-type]


def found(engine: WhooshEngine, text: str) -> set[str]:
    return {hit.id for hit in asked(engine, text).results.hits}


EVERY = {"cyrillic", *SCHEMES}


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("үкімет", EVERY),
        ("укимет", EVERY),
        ("ukimet", EVERY),
        ("Úkimet", EVERY),
        ("өңір", EVERY),
        ("онирлер", EVERY),
        ("құрылыстың", EVERY),
        ("курылыстын", EVERY),
        ("qurylys", EVERY),
        ("асхана", EVERY),
        ("Жүсіпов", {*EVERY, "russian", "english"}),
        ("Жусупова", {*EVERY, "russian", "english"}),
        ("Abdrakhmanov", {*EVERY, "russian", "english"}),
        ("Абдрахмановой", {*EVERY, "russian", "english"}),
        ("Yermek", {"russian", "english"}),
        ("Ермекпен", {"russian", "english"}),
        ("Kassym-Jomart", {"russian"}),
    ],
)
def test_every_spelling_finds_it(engine: WhooshEngine, text: str, least: set[str]) -> None:
    assert found(engine, text) >= least


@pytest.mark.parametrize(
    "text",
    [
        *("№ 124-НҚ", "124-НҚ", "124-нк", "124", "НҚ", "60-қа", "60", "5-бапта", "5", "бапта", "2022-2025", "2025"),
        *("10:30", "12,5 %", "12,5", '"1 000 000"', "000", "04.03.2022", "press-office@example.org", "office"),
        *("https://www.example.org/news/124?id=7", "example.org", "С-400", "400", "А.Б. Иванов", "Иванов", "Ivanov"),
    ],
)
def test_codes_are_found_as_written_and_in_part(engine: WhooshEngine, text: str) -> None:
    assert "codes" in found(engine, text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("124-НҚ", "124-НҚ"),
        ("60", "60"),
        ("60-қа", "60-қа"),
        ("2022-2025", "2022-2025"),
        ("10:30", "10:30"),
        ("12,5", "12,5"),
        ("5-бапта", "5-бапта"),
        ("С-400", "С-400"),
    ],
)
def test_codes_are_marked_where_they_stand(engine: WhooshEngine, text: str, right: str) -> None:
    wanted = asked(engine, text, exact=True).wanted
    assert {part[a:b] for part in CODES for a, b in marks(part, "kk", wanted)} >= {right}


@pytest.mark.parametrize("text", ["мемлекеттік", "қызмет", "жаһандық", "әкімдік", "май", "министрлік"])
def test_damaged_letters_are_read_as_meant(engine: WhooshEngine, text: str) -> None:
    assert found(engine, text) == {"damaged"}


def test_marks_stand_over_the_damaged_word(engine: WhooshEngine) -> None:
    (text,) = HELD["damaged"].paragraphs
    wanted = asked(engine, "қызмет").wanted
    assert [text[a:b] for a, b in marks(text, "kk", wanted)] == ["қыз\u00adмет"]


@pytest.mark.parametrize("name", SCHEMES)
def test_marks_stand_over_the_latin_word(engine: WhooshEngine, name: str) -> None:
    text = LATIN[name].paragraphs[0]
    wanted = asked(engine, "өңір құрылысы").wanted
    assert [text[a:b] for a, b in marks(text, "kk", wanted)] == [
        to_latin("өңірлердегі", name),
        to_latin("құрылысы", name),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [("ukimet", "script", "үкімет"), ("онирлердин", "spelling", "≈ өңірлердің"), ("kurylys", "script", "құрылыс")],
)
def test_what_was_read_into_a_word_is_shown_and_comes_off(
    engine: WhooshEngine, text: str, kind: str, shown: str
) -> None:
    expansions = asked(engine, text).expansions
    assert (kind, shown) in {(one.kind, one.text) for one in expansions}
    without = asked(engine, text, without=(shown,)).expansions
    assert shown not in {one.text for one in without}


def test_a_word_that_stands_as_typed_is_not_read_otherwise(engine: WhooshEngine) -> None:
    assert [one.text for one in asked(engine, "принял").expansions if one.kind in ("script", "spelling")] == []
    assert [one.text for one in asked(engine, "met").expansions if one.kind in ("script", "spelling")] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghtpbltyn", "президент"),
        ("ghtpbltyn njrftd", "президент токаев"),
        ("«ghtpbltyn» njrftd", "«президент» токаев"),
        ("президент njrftd", "президент токаев"),
        ("8r3vtn", "үкімет"),
        ("еуые ызууср", "test speech"),
        ("пщмуктьуте", "government"),
        (",.l;tn", "бюджет"),
    ],
)
def test_the_wrong_layout_is_told(engine: WhooshEngine, typed: str, meant: str) -> None:
    assert asked(engine, typed).suggestion == meant


@pytest.mark.parametrize(
    "typed", ["президент", "absentword", "укимет", "speech", "vtl", "Nobody", "", "« »", "124-НҚ", "\ud800", "x" * 3000]
)
def test_no_other_question_is_suggested(engine: WhooshEngine, typed: str) -> None:
    assert asked(engine, typed).suggestion is None

"""What is added to words: translations and places, each shown with its gain and taken off; what is marked for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from making import rendition, statement

from corpus.records import Rendition, Statement
from indexer.engines.whoosh import WhooshEngine
from indexer.query.ask import Answer, Question, ask
from indexer.query.authorities import resolver
from indexer.query.entities import entities
from indexer.query.highlight import marks
from indexer.query.parse import parse
from indexer.schema import RENDITIONS, STATEMENTS, rendition_document, statement_documents


def held(id_: str, language: str, title: str, *paragraphs: str, day: date | None = None, said: str = "") -> Rendition:
    """A rendition; `said` is what stands in it, `speaker,post: words|…`, with `!` before direct speech."""
    statements = tuple(_said(one.partition(": "), language) for one in said.split("|") if one)
    release = id_.rstrip("kre")
    return rendition(id_, language, title, *paragraphs, release=release, published=day, statements=statements)


def _said(who: tuple[str, str, str], language: str) -> Statement:
    (speaker, _, post), words = who[0].partition(","), who[2]
    kind = "direct" if words.startswith("!") else "indirect"
    return statement(speaker, speaker, words.lstrip("!"), language, post=post or None, kind=kind)


SNOW = "The road to the north is closed until the evening because of snow and wind."
HELD = {
    one.id: one
    for one in (
        held(
            "1r",
            "ru",
            "Избирательная комиссия собралась",
            "Школы готовы к работе. Бюджет и налоги обсудят.",
            day=date(2020, 1, 1),
            said="ivanov-ivan,министр: !Школы готовы|petrova-anna,директор: Бюджет и налоги обсудят",
        ),
        held("2k", "kk", "Сайлау комиссиясы жиналды", "Комиссия сайлау туралы айтты.", day=date(2023, 1, 1)),
        held("3e", "en", "The election commission met", "Schools are ready.", day=date(2021, 1, 1)),
        held("4r", "ru", "Новости Нур-Султана", "Выборы прошли спокойно.", "Школы и больницы.", day=date(2023, 6, 1)),
        held("5k", "kk", "Астанада", "Астанада жаңа мектеп ашылды.", day=date(2022, 1, 1)),
        held("6e", "en", "Roads", SNOW, "Commission on roads. An election is far away from here, they said.", day=None),
    )
}
NUMBERED = list(enumerate(HELD.values(), start=1))


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WhooshEngine, WhooshEngine]]:
    releases = WhooshEngine(tmp_path_factory.mktemp("releases"), RENDITIONS)
    releases.rebuild(rendition_document(one, number) for number, one in NUMBERED)
    said = WhooshEngine(tmp_path_factory.mktemp("said"), STATEMENTS)
    said.rebuild(document for number, one in NUMBERED for document in statement_documents(one, number))
    yield releases, said
    releases.close()
    said.close()


def asked(engines: tuple[WhooshEngine, WhooshEngine], text: str, **rest: object) -> Answer:
    releases, said = engines
    question = Question(text, group=False, size=50, today=date(2023, 7, 1), **rest)  # type: ignore[arg-type]
    return ask(question, releases, resolve=resolver(releases), said=said)


def found(answer: Answer) -> list[str]:
    return [hit.id for hit in answer.results.hits]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("избирательная комиссия", "1r 2k 3e"),
        ("избирательных комиссий", "1r 2k 3e"),
        ("election commission", "1r 2k 3e 6e"),
        ("сайлау комиссиясы", "1r 2k 3e"),
        ("школа", "1r 3e 4r 5k"),
        ("мектептер", "1r 3e 4r 5k"),
        ('"сайлау комиссиясы"', "2k"),
        ("школа -бюджет", "3e 4r 5k"),
        ("Астана", "4r 5k"),
        ("Nur-Sultan", "4r 5k"),
    ],
)
def test_names_of_things_are_found_in_every_language(
    engines: tuple[WhooshEngine, WhooshEngine], text: str, right: str
) -> None:
    assert " ".join(sorted(found(asked(engines, text)))) == right
    assert asked(engines, text, exact=True).expansions == ()


def test_translations_are_shown_with_their_gain_and_come_off(engines: tuple[WhooshEngine, WhooshEngine]) -> None:
    answer = asked(engines, "школа")
    shown = {one.language: one for one in answer.expansions if one.kind == "translation"}
    assert {code: one.hits for code, one in shown.items()} == {"kk": 1, "en": 1}
    off = tuple(one.text for one in shown.values())
    assert sorted(found(asked(engines, "школа", without=off))) == ["1r", "4r"]
    assert "5k" not in found(asked(engines, "школа", without=(shown["kk"].text,)))


def test_own_language_comes_first(engines: tuple[WhooshEngine, WhooshEngine]) -> None:
    assert found(asked(engines, "избирательная комиссия"))[0] == "1r"
    assert found(asked(engines, "сайлау комиссиясы"))[0] == "2k"


def test_words_side_by_side_come_before_words_far_apart(engines: tuple[WhooshEngine, WhooshEngine]) -> None:
    answer = asked(engines, "commission election", without=("избирательная комиссия",), filters={"language": ("en",)})
    assert found(answer)[0] == "3e"


def test_places_have_other_names(engines: tuple[WhooshEngine, WhooshEngine]) -> None:
    shown = [one for one in asked(engines, "Астана").expansions if one.kind == "place"]
    assert [(one.text, one.hits) for one in shown] == [("Нұр-Сұлтан", 1)]
    assert found(asked(engines, "Астана", without=("Нұр-Сұлтан",))) == ["5k"]


@pytest.mark.parametrize(
    ("question", "id_", "right"),
    [
        ("школа", "5k", ["мектеп"]),
        ("избирательная комиссия", "2k", ["Сайлау", "комиссиясы", "Комиссия"]),
        ("избирательная комиссия", "6e", []),
        ("Нур-Султан", "5k", ["Астанада", "Астанада"]),
        ("шк*лы", "4r", ["Школы"]),
        ("Школв~", "4r", ["Школы"]),
        ("больницв~", "4r", ["больницы"]),
    ],
)
def test_what_was_added_is_marked(
    engines: tuple[WhooshEngine, WhooshEngine], question: str, id_: str, right: list[str]
) -> None:
    wanted, one = asked(engines, question).wanted, HELD[id_]
    texts = (one.title or "", *one.paragraphs)
    assert [text[a:b] for text in texts for a, b in marks(text, one.language, wanted)] == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("said:школы", "1r"),
        ("said:школа speaker:ivanov-ivan", "1r"),
        ("said:школа speaker:petrova-anna", ""),
        ("said:бюджет post:директор", "1r"),
        ("said:бюджет post:министр", ""),
        ("kind:direct said:школы", "1r"),
        ("вид:прямая said:бюджет", ""),
        ("said:(школы OR больница)", "1r"),
        ("said:больницы", ""),
        ("said:школы -said:школы", ""),
    ],
)
def test_what_was_said_by_one_speaker_in_one_statement(
    engines: tuple[WhooshEngine, WhooshEngine], text: str, right: str
) -> None:
    assert " ".join(sorted(found(asked(engines, text)))) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [("said:школы", 1), ("post:министр", 1), ("kind:direct", 1), ("kind:пересказ", 1), ("said:министр", 0)],
)
def test_fields_of_statements(engines: tuple[WhooshEngine, WhooshEngine], text: str, right: int) -> None:
    said = engines[1]
    assert ask(Question(text, group=False), said, resolve=resolver(said)).results.total == right


def test_fresh_puts_the_newer_first_where_scores_are_near(engines: tuple[WhooshEngine, WhooshEngine]) -> None:
    fresh = found(asked(engines, "commission OR комиссия", sort="fresh"))
    assert fresh[0] == "2k"
    assert fresh.index("1r") > fresh.index("2k")
    assert set(fresh) == set(found(asked(engines, "commission OR комиссия")))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Астана", [("region", "KZ-71")]),
        ("город Астана", [("region", "KZ-71")]),
        ("region:Астана", [("region", "KZ-71")]),
        ("ivanov-ivan", [("person", "ivanov-ivan")]),
        ('"Актюбинская область"', [("region", "KZ-15")]),
        ("Астана комиссия", []),
        ("Астана OR Алматы", []),
        ("-Астана", []),
        ("", []),
    ],
)
def test_a_question_that_is_a_name_names_its_page(
    engines: tuple[WhooshEngine, WhooshEngine], text: str, right: list[tuple[str, str]]
) -> None:
    assert [tuple(one) for one in asked(engines, text).entities] == right


@pytest.mark.parametrize(
    ("text", "named"), [("выборы", False), ("водоснабжение", False), ("Вебер", True), ("speaker:выборы", True)]
)
def test_a_term_is_not_taken_for_a_person_who_sounds_like_it(text: str, named: bool) -> None:
    def sounds_like_somebody(facet: str, name: str) -> tuple[str, ...]:  # noqa: ARG001
        return ("veber-tamara",) if facet == "speaker" else ()

    assert bool(entities(parse(text), sounds_like_somebody)) is named


def test_dates_that_no_filter_takes_are_told(engines: tuple[WhooshEngine, WhooshEngine]) -> None:
    answer = asked(engines, "-date:2023-01-05 комиссия")
    assert [tuple(note) for note in answer.notes] == [("date-not-taken", "-date:2023-01-05")]
    assert asked(engines, "-date:2023").notes == ()

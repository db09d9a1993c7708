"""Questions to a small index of three languages: what is found, what was added, what is marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from making import rendition, statement

from corpus.records import TITLE, Evidence, Mention, Place, Rendition, Topic
from indexer.engines.base import UNSTATED
from indexer.engines.whoosh import WhooshEngine
from indexer.query.ask import Answer, Question, ask
from indexer.query.highlight import marks, matching, snippet
from indexer.query.marking import Wanted
from indexer.query.names import Names
from indexer.schema import RENDITIONS, rendition_document

TODAY = date(2022, 6, 7)
NAMES = Names(
    {
        "speaker": {"abdirov-nurlan": ("Нурлан Абдиров", "Нұрлан Әбдіров", "Nurlan Abdirov")},
        "region": {
            "KZ-15": ("Ақтөбе облысы", "Актюбинская область", "Aktobe region"),
            "KZ-75": ("Алматы", "Almaty"),
            "KZ-19": ("Алматы облысы", "Алматинская область", "Almaty region"),
        },
        "topic": {"elections": ("сайлау", "выборы", "elections")},
        "language": {"kk": ("қазақша", "казахский", "Kazakh"), "ru": ("орысша", "русский", "Russian")},
    }
)


def held(id_: str, language: str, title: str, *paragraphs: str, region: str = "", day: date | None = None) -> Rendition:
    """A rendition about elections; in those of release 1 the last paragraph is said."""
    place = Place(region, "about", (Mention(region, region, 0, 0, 1),), Evidence("test"))
    at = len(paragraphs) - 1
    said = statement("abdirov-nurlan", "Нурлан Абдиров", paragraphs[at], language, paragraph=at)
    return rendition(
        id_,
        language,
        title,
        *paragraphs,
        release=id_.rstrip("kre"),
        published=day,
        regions=(place,) if region else (),
        statements=(said,) if id_.startswith("1") else (),
        topics=(Topic("elections", 1.0, ()),),
    )


HELD = {
    one.id: one
    for one in (
        held(
            "1r",
            "ru",
            "Подготовка к выборам",
            "В Актобе прошёл семинар для членов участковых комиссий.",
            "Нурлан Абдиров отметил важность честных выборов.",
            region="KZ-15",
            day=date(2022, 3, 4),
        ),
        held(
            "1k",
            "kk",
            "Сайлауға дайындық",
            "Ақтөбеде учаскелік комиссия мүшелеріне семинар өтті.",
            "Нұрлан Әбдіров адал сайлаудың маңызын атап өтті.",
            region="KZ-15",
            day=date(2022, 3, 4),
        ),
        held(
            "2e",
            "en",
            "Observers met in Almaty",
            "The Commission met the observers. Nurlan Abdirov spoke about elections.",
            region="KZ-75",
            day=date(2022, 5, 6),
        ),
        held("3r", "ru", "Весенний паводок", "Спасатели эвакуировали жителей.", "Документ № 124-НҚ подписан."),
        held("4e", "en", "Spring flood", "Rescuers moved people to safety.", day=date(2023, 1, 2)),
    )
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path_factory.mktemp("asked"), RENDITIONS)
    engine.rebuild(rendition_document(one, number) for number, one in enumerate(HELD.values(), start=1))
    yield engine
    engine.close()


def asked(engine: WhooshEngine, text: str, **rest: object) -> Answer:
    return ask(Question(text, group=False, size=50, today=TODAY, **rest), engine, resolve=NAMES)  # type: ignore[arg-type]


def ids(answer: Answer) -> str:
    return " ".join(sorted(hit.id for hit in answer.results.hits))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("выборы", "1k 1r 2e"),
        ("ВЫБОРАМИ", "1k 1r 2e"),
        ("сайлау", "1k 1r 2e"),
        ("сайлаулар", "1k 1r 2e"),
        ("election", "1k 1r 2e"),
        ("flooded", "3r 4e"),
        ("Абдиров", "1k 1r 2e"),
        ("Әбдіровтің", "1k 1r 2e"),
        ("abdirov", "1k 1r 2e"),
        ("актобе комиссия", "1k 1r"),
        ("семинар -Актобе", ""),
        ("паводок OR flood", "3r 4e"),
        ("паводок ИЛИ сайлау", "1k 1r 2e 3r 4e"),
        ("(паводок OR flood) -rescuers", "3r"),
        ("124-НҚ", "3r"),
        ("эвакуи*", "3r"),
        ("title:паводок", "3r 4e"),
        ("title:спасатели", ""),
        ("the observers of Almaty", "2e"),
        ("«честных выборов»", "1r"),
        ("«честные выборы»", "1r"),
        ("«выборы честные»", ""),
        ("speaker:Абдирова", "1k 1r"),
        ("спикер:Әбдіров lang:kk", "1k"),
        ("-speaker:abdirov", "2e 3r 4e"),
        ("регион:Актюбинская", "1k 1r"),
        ("region:Алматы", "2e"),
        ("region:Ақтөбе OR region:Almaty", "1k 1r 2e"),
        ("date:2022", "1k 1r 2e"),
        ("date:2022-05..", "2e 4e"),
        ("дата:04.03.2022 комиссия", "1k 1r"),
        ("date:last month", "2e"),
        ("date:с марта по апрель 2022 года", "1k 1r"),
        ("күні:былтыр", ""),
        ("-date:2022", "3r 4e"),
        ("-date:2022-03-04", "1k 1r 2e 3r 4e"),
        ("date:2022-05 OR date:2023-01", "2e 4e"),
        ("комис*я", "1k"),
        ("Абд?ров", "1k 1r"),
        ("комисси~", "1k 1r"),
        ("Абдиоров~", "1r"),
        ("Абдиоров~ -паводок", "1r"),
        ("семинар near/6 комиссий", "1r"),
        ("комиссий near/2 семинар", ""),
        ("title:(подготовка near/3 выборы)", "1r"),
        ("region:(Ақтөбе OR Almaty)", "1k 1r 2e"),
        ("паводок -выборы", "3r 4e"),
        ("", "1k 1r 2e 3r 4e"),
        ("()", ""),
    ],
)
def test_question_finds(engine: WhooshEngine, text: str, right: str) -> None:
    assert ids(asked(engine, text)) == right


@pytest.mark.parametrize(("text", "right"), [("выборы", ""), ("выборов", "1r"), ("Abdirov", "2e"), ("паводо*", "3r")])
def test_exact_mode_takes_words_as_typed(engine: WhooshEngine, text: str, right: str) -> None:
    answer = asked(engine, text, exact=True)
    assert (ids(answer), answer.expansions) == (right, ())


def test_expansions_are_shown_and_come_off(engine: WhooshEngine) -> None:
    shown = asked(engine, "Abdirov").expansions
    assert [(one.kind, one.text, one.hits) for one in shown] == [("name", "≈ Abdirov", 2)]
    assert ids(asked(engine, "Abdirov", without=("≈ Abdirov",))) == "2e"
    forms = asked(engine, "выборы").expansions
    assert {one.kind for one in forms} == {"forms", "translation"}
    assert ids(asked(engine, "выборы", without=tuple(one.text for one in forms))) == ""


def test_typed_without_kazakh_letters(engine: WhooshEngine) -> None:
    answer = asked(engine, "манызын")
    assert ids(answer) == "1k"
    assert [(one.kind, one.text) for one in answer.expansions] == [("spelling", "≈ маңызын")]


def test_latin_kazakh(engine: WhooshEngine) -> None:
    answer = asked(engine, "saılaý")
    assert ids(answer) == "1k"
    assert [(one.kind, one.text) for one in answer.expansions] == [("script", "сайлау")]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("выборы", None),
        ("«честных выборов»", None),
        ("«честные выборы»", "phrase-by-forms"),
        ("speaker:Никто", "field-as-words"),
        ("said:выборы", "field-as-words"),
        ("« » ()", "nothing-understood"),
        ("  ", None),
    ],
)
def test_it_says_how_it_understood(engine: WhooshEngine, text: str, note: str | None) -> None:
    assert asked(engine, text).note == note


def test_fields_join_the_filters(engine: WhooshEngine) -> None:
    assert ids(asked(engine, "lang:kk", filters={"language": ("ru",)})) == "1k 1r 3r"
    assert ids(asked(engine, "date:2022", since=date(2022, 4, 1))) == "2e"
    assert ids(asked(engine, "", filters={"region": (UNSTATED,)})) == "3r 4e"


def test_where_all_find_nothing_any_are_counted(engine: WhooshEngine) -> None:
    answer = asked(engine, "паводок семинар")
    assert (answer.results.total, answer.either) == (0, 4)
    assert asked(engine, "паводок").either is None
    assert asked(engine, "absentword").either is None


def test_releases_are_counted_once(engine: WhooshEngine) -> None:
    results = ask(Question("Абдиров"), engine).results
    assert (results.total, results.facets["language"]) == (2, {"en": 1, "kk": 1, "ru": 1})


def marked(engine: WhooshEngine, question: str, id_: str) -> list[str]:
    wanted = asked(engine, question).wanted
    one = HELD[id_]
    return [text[a:b] for text in (one.title or "", *one.paragraphs) for a, b in marks(text, one.language, wanted)]


@pytest.mark.parametrize(
    ("question", "id_", "right"),
    [
        ("выборы", "1r", ["выборам", "выборов"]),
        ("сайлау", "1k", ["Сайлауға", "сайлаудың"]),
        ("Abdirov", "1r", ["Абдиров"]),
        ("Абдиров", "1k", ["Әбдіров"]),
        ("commission observers", "2e", ["Observers", "Commission", "observers"]),
        ("эвак*", "3r", ["эвакуировали"]),
        ("паводок -жители", "3r", ["паводок"]),
        ("124-НҚ", "3r", ["124-НҚ"]),
        ("«семинар для членов»", "1r", ["семинар", "членов"]),
    ],
)
def test_marks_stand_at_the_forms_of_the_text(engine: WhooshEngine, question: str, id_: str, right: list[str]) -> None:
    assert marked(engine, question, id_) == right


def test_snippet_shows_the_paragraph_with_most_words(engine: WhooshEngine) -> None:
    cut = snippet(HELD["1r"], asked(engine, "Абдиров выборы").wanted)
    assert (cut.paragraph, cut.text) == (1, "Нурлан Абдиров отметил важность честных выборов.")
    assert [cut.text[a:b] for a, b in cut.marks] == ["Абдиров", "выборов"]


def test_snippet_of_a_long_paragraph_is_cut_at_words(engine: WhooshEngine) -> None:
    long = rendition("9r", "ru", "О", "Слово за словом. " * 60 + "Честные выборы прошли. " + "Ещё слова. " * 60)
    cut = snippet(long, asked(engine, "выборы").wanted, size=120)
    assert len(cut.text) <= 120 + 4
    assert cut.text.startswith("… ")
    assert cut.text.endswith(" …")
    assert [cut.text[a:b] for a, b in cut.marks] == ["выборы"]
    assert cut.text[2:-2] in long.paragraphs[0]


def test_snippet_without_wanted_words_is_the_beginning() -> None:
    assert snippet(HELD["4e"], Wanted()).text == "Rescuers moved people to safety."
    bare = rendition("9e", "en", "Only a title", "x")
    empty = snippet(Rendition(**{**_fields(bare), "paragraphs": ()}), Wanted({"exact": frozenset({"title"})}))
    assert (empty.text, empty.marks, empty.paragraph) == ("Only a title", ((7, 12),), TITLE)


def _fields(one: Rendition) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_statements_with_a_wanted_word(engine: WhooshEngine) -> None:
    wanted = asked(engine, "выборы").wanted
    assert [one.text for one in matching(HELD["1r"], wanted)] == ["Нурлан Абдиров отметил важность честных выборов."]
    assert matching(HELD["3r"], wanted) == ()


@pytest.mark.parametrize(
    ("facet", "name", "right"),
    [
        ("speaker", "Абдирова", ("abdirov-nurlan",)),
        ("speaker", "nurlan abdirov", ("abdirov-nurlan",)),
        ("speaker", "abdirov-nurlan", ("abdirov-nurlan",)),
        ("speaker", "Абдиров Марат", ()),
        ("region", "KZ-15", ("KZ-15",)),
        ("region", "Алматы", ("KZ-75",)),
        ("region", "актобе облысы", ("KZ-15",)),
        ("topic", "выборы", ("elections",)),
        ("nothing", "x", ()),
    ],
)
def test_names_stand_for_ids(facet: str, name: str, right: tuple[str, ...]) -> None:
    assert NAMES(facet, name) == right

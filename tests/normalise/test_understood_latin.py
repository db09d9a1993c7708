"""Kazakh in Latin letters, or typed without its own ones, is understood as usual, and every place lies in the text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analyzers.scripts import SCHEMES, to_latin
from corpus.records import TITLE, Article, Rendition
from indexer.normalise import normalise
from indexer.normalise.latin import Twin

TITLE_TEXT = "Жамбыл облысында үш мектеп ашылды"
PARAGRAPHS = (
    "2022 жылғы 5 наурызда Жамбыл облысының Меркі ауданында үш мектеп ашылды. Облыс әкімі Серік Жәнібеков жаңа оқу"
    " жылында тағы екі мектеп салынатынын айтты.",
    "«Бұл – үлкен қуаныш, балалар енді екі ауысымда оқымайды», – деді мектеп директоры Әсел Шүкірова.",
    "Оның айтуынша, кітапхана да жаңарды. Толығырақ: https://example.org/mektep.",
)
CAPTURED = datetime(2022, 4, 1, tzinfo=UTC)


def understood(title: str, paragraphs: tuple[str, ...]) -> Rendition:
    (rendition,) = normalise(Article("https://example.org/1", "files", title, paragraphs), CAPTURED)
    return rendition


CYRILLIC = understood(TITLE_TEXT, PARAGRAPHS)


@pytest.fixture(params=SCHEMES)
def latin(request: pytest.FixtureRequest) -> Rendition:
    scheme = str(request.param)
    return understood(to_latin(TITLE_TEXT, scheme), tuple(to_latin(one, scheme) for one in PARAGRAPHS))


def test_the_twin_tells_the_same(latin: Rendition) -> None:
    assert (latin.language, latin.script) == ("kk", "Latn")
    assert [person.id for person in latin.persons] == [person.id for person in CYRILLIC.persons] != []
    assert [(p.id, p.relation) for p in latin.regions] == [(p.id, p.relation) for p in CYRILLIC.regions] != []
    assert [topic.id for topic in latin.topics] == [topic.id for topic in CYRILLIC.topics] != []
    assert (latin.event, latin.published) == (CYRILLIC.event, CYRILLIC.published)
    said = [(s.speaker, s.kind, s.rule, s.paragraph) for s in CYRILLIC.statements]
    assert [(s.speaker, s.kind, s.rule, s.paragraph) for s in latin.statements] == said
    assert len(said) == 3


def test_every_place_lies_in_the_latin_text(latin: Rendition) -> None:
    for statement in latin.statements:
        assert latin.paragraphs[statement.paragraph][statement.start : statement.end] == statement.text
    for mention in [m for one in (*latin.persons, *latin.regions) for m in one.mentions]:
        text = latin.title if mention.paragraph == TITLE else latin.paragraphs[mention.paragraph]
        assert (text or "")[mention.start : mention.end] == mention.surface


def test_names_posts_and_verbs_are_spelt_as_the_text_spells() -> None:
    paragraphs = tuple(to_latin(one, "2021") for one in PARAGRAPHS)
    latin = understood(to_latin(TITLE_TEXT, "2021"), paragraphs)
    first = latin.statements[0]
    assert (first.name, first.post, first.verb) == ("Serık Jänıbekov", "Oblys äkımı", "aitty")
    assert latin.persons[1].name == to_latin("Әсел Шүкірова", "2021")


def test_the_evidence_of_a_day_lies_in_the_latin_text(latin: Rendition) -> None:
    proof = latin.event_evidence
    assert proof is not None
    assert (proof.paragraph, proof.start) == (0, 0)
    words = latin.paragraphs[0][proof.start : proof.end]
    assert (words[:4], len(words.split())) == ("2022", 4)


def test_a_text_without_a_title_is_understood() -> None:
    article = Article("https://example.org/1", "files", None, tuple(to_latin(one, "2018") for one in PARAGRAPHS[1:2]))
    (rendition,) = normalise(article, CAPTURED)
    assert [statement.speaker for statement in rendition.statements] == ["shukirova-asel"]


BARE = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")  # as a Russian keyboard types


def test_kazakh_typed_on_a_russian_keyboard_is_understood() -> None:
    paragraphs = (" ".join(PARAGRAPHS).translate(BARE),)
    article = Article("https://example.org/1", "files", TITLE_TEXT.translate(BARE), paragraphs, language="kk")
    (rendition,) = normalise(article, CAPTURED)
    assert rendition.language == "kk"
    assert [place.id for place in rendition.regions] == ["KZ-31"]
    assert [person.id for person in rendition.persons] == [person.id for person in CYRILLIC.persons]
    assert [statement.speaker for statement in rendition.statements] == [s.speaker for s in CYRILLIC.statements]
    for statement in rendition.statements:
        assert rendition.paragraphs[0][statement.start : statement.end] == statement.text


def test_a_usual_text_stays_as_it_is() -> None:
    assert Twin.of(TITLE_TEXT, PARAGRAPHS, "Cyrl") is None
    assert Twin.of(None, ("Тараз",), "Cyrl") is None  # too little to tell how it was typed

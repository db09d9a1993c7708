"""Mirrors, reprints, altered copies; and what only looks like a copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.records import Article, Rendition
from indexer.normalise import normalise
from indexer.normalise.copies import copied

CAPTURED = datetime(2026, 11, 20, tzinfo=UTC)
TEXT = (
    "4 марта 2022 года в Актобе совет по цифровым услугам провёл встречу с жителями области и рассказал о центрах.",
    "В этом году в районах откроются 14 центров обслуживания, на оборудование направят 320 миллионов тенге.",
    "«Мы обещаем, что очередей больше не будет: каждый получит справку за десять минут», – сказал Ерлан Сапаров.",
    "Председатель совета Ерлан Сапаров добавил, что в сёлах Хромтауского района начнут работать передвижные пункты.",
    "Участники встречи предложили продлить часы приёма, обучить 46 консультантов и открыть единый номер телефона.",
)


def rendition(*paragraphs: str, source: str = "files", url: str = "file:a", day: str = "2022-03-04") -> Rendition:
    (found,) = normalise(Article(url, source, None, paragraphs, published=day), CAPTURED)
    return found


def changed(**words: str) -> tuple[str, ...]:
    text = "\n".join(TEXT)
    for was, now in words.items():
        assert was in text
        text = text.replace(was, now)
    return tuple(text.split("\n"))


ORIGINAL = rendition(*TEXT, source="sample-commission")


@pytest.mark.parametrize(
    "paragraphs",
    [TEXT, TEXT[:4], (*TEXT[:2], "АКТОБЕ. КАЗИНФОРМ – " + TEXT[2], *TEXT[3:]), changed(сёлах="селах")],
    ids=["mirror", "shortened", "with a dateline", "a spelling"],
)
def test_the_same_text_elsewhere_is_a_copy(paragraphs: tuple[str, ...]) -> None:
    copy = rendition(*paragraphs, url="file:b", day="2022-03-05")
    found = copied(copy, [ORIGINAL])
    assert found is not None
    identifier, kinship = found
    assert (identifier, kinship.rule, kinship.other) == (copy.id, "copy", ORIGINAL.id)
    assert kinship.score >= 0.8
    assert "320" in kinship.shared


def test_the_official_text_is_the_original_even_if_it_comes_later() -> None:
    early = rendition(*TEXT, source="sample-news", url="file:b", day="2022-03-03")
    found = copied(ORIGINAL, [early])
    assert found is not None
    assert (found[0], found[1].other) == (early.id, ORIGINAL.id)


@pytest.mark.parametrize(
    "words",
    [
        {"14 центров": "17 центров"},
        {"Ерлан Сапаров": "Нурлан Ахметов"},
        {"в Актобе": "в Костанае", "Хромтауского": "Рудненского"},
        {"4 марта": "9 марта"},
    ],
    ids=["another number", "another person", "another city", "another day"],
)
def test_twins_from_one_template_are_no_copies(words: dict[str, str]) -> None:
    assert copied(rendition(*changed(**words), url="file:b"), [ORIGINAL]) is None


def test_a_change_between_quotation_marks_alters_a_copy() -> None:
    copy = rendition(*changed(обещаем="надеемся"), url="file:b")
    found = copied(copy, [ORIGINAL])
    assert found is not None
    assert found[1].rule == "altered copy"
    assert found[1].changed == ("обещаем → надеемся",)
    marked = replace(copy, kinship=found[1])
    assert marked.altered is not None
    assert (marked.altered.rule, marked.altered.signs) == ("changed quotes", ("обещаем → надеемся",))
    assert marked.copy_of == ORIGINAL.id


def test_a_change_outside_of_them_does_not() -> None:
    found = copied(rendition(*changed(предложили="попросили"), url="file:b"), [ORIGINAL])
    assert found is not None
    assert (found[1].rule, found[1].changed) == ("copy", ())


def test_a_text_rewritten_word_by_word_is_an_altered_copy() -> None:
    rewritten = rendition(
        "4 марта 2022 года в Актобе совет по цифровым сервисам организовал беседу с обитателями про центры.",
        "В данном году в районах откроются 14 центров обслуживания, на оснащение выделят 320 миллионов тенге.",
        "«Мы гарантируем, что очередей не будет: любой обретёт справку за десять минут», – сказал Ерлан Сапаров.",
        "Председатель совета Ерлан Сапаров дополнил, что в сёлах Хромтауского района станут работать мобильные пункты.",
        "Участники беседы посоветовали удлинить часы, подготовить 46 консультантов и открыть единый номер связи.",
        url="file:b",
    )
    found = copied(rewritten, [ORIGINAL])
    assert found is not None
    assert found[1].rule == "altered copy"
    assert "обещаем → гарантируем" in found[1].changed


def test_short_texts_other_languages_and_the_page_itself_are_no_copies() -> None:
    assert copied(rendition(TEXT[0], url="file:b"), [rendition(TEXT[0], url="file:c", source="sample-news")]) is None
    assert copied(ORIGINAL, [ORIGINAL]) is None
    assert copied(replace(ORIGINAL, language="kk", url="file:b", id="x"), [ORIGINAL]) is None
    assert copied(ORIGINAL, []) is None

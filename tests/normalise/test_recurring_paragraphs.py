"""What recurs in a source is left out of its texts, and kept beside them."""

from __future__ import annotations

from datetime import UTC, datetime

from corpus.records import Article
from indexer.normalise import normalise
from indexer.normalise.boilerplate import passage_key, passages, without_recurring

ABOUT = "Совет – консультативный орган, созданный в 2019 году; в него входят представители всех районов области. " * 3
OWN = ("Встреча с жителями прошла в четверг.", "Обсудили ремонт дорог и школ.", "Решение примут весной.", "Всё.")
LONG = "В этом абзаце сказано много такого, чего нет в других сообщениях того же источника. " * 3
CAPTURED = datetime(2026, 11, 20, tzinfo=UTC)


def test_short_and_edge_paragraphs_go() -> None:
    recurring = {passage_key("Новости области!"), passage_key(ABOUT)}
    kept, out = without_recurring(("НОВОСТИ ОБЛАСТИ", *OWN, ABOUT), recurring)
    assert (kept, out) == (OWN, ("НОВОСТИ ОБЛАСТИ", ABOUT))


def test_a_long_paragraph_in_the_middle_stays() -> None:
    text = (*OWN, LONG, *OWN)
    assert without_recurring(text, {passage_key(LONG)}) == (text, ())


def test_a_text_of_nothing_else_stays() -> None:
    assert without_recurring(("а", "б"), {passage_key("а"), passage_key("б")}) == (("а", "б"), ())


def test_contact_lines_stay_for_the_contact() -> None:
    text = (*OWN, "Пресс-служба совета", "тел. 00-00-00")
    assert without_recurring(text, set(map(passage_key, text))) == (text[4:], OWN)


def test_nothing_is_concluded_from_them() -> None:
    page = Article("file:a", "files", "Заседание совета", (*OWN, "«Мы открыты», – сказал Ерлан Сапаров в Актобе."))
    (whole,) = normalise(page, CAPTURED)
    assert whole.statements
    assert whole.regions
    (without,) = normalise(page, CAPTURED, {passage_key(whole.paragraphs[-1])})
    assert (without.statements, without.regions) == ((), ())
    assert without.boilerplate == whole.paragraphs[-1:]
    assert without.id == whole.id
    assert passages(without) == passages(whole)

"""Quotations over paragraphs, and the time that long and broken texts take."""

from __future__ import annotations

import time

import pytest

from indexer.normalise.persons import persons
from indexer.normalise.speech.passages import Carried, carried
from indexer.normalise.statements import statements

BROKEN = {
    "open marks": "«Слово „слово “слово " * 5_000,
    "closing marks": "слово» слово” слово“ " * 5_000,
    "straight marks": 'слово "слово ' * 8_000,
    "dashes": "Слово, – сказал он. – Слово " * 4_000,
    "capitals": "НУРЛАН АБДИРОВ СКАЗАЛ ЖУРНАЛИСТАМ О ВЫБОРАХ " * 2_000,
    "names": ", ".join(f"Нурлан Абдиров{chr(1072 + at % 32)}ев" for at in range(4_000)),
    "one word": "а" * 400_000,
}


def test_marks_are_carried_from_the_first_paragraph_to_the_last() -> None:
    texts = ["Он сказал: «Воды мало.", "Ждём дождя.", "Будет дождь». И ушёл."]
    assert carried(texts) == [Carried(0, 11), Carried(11, 11, 0), Carried(12, 21, 0)]


@pytest.mark.parametrize(
    "texts",
    [
        ["Он сказал: «Воды мало».", "Ждём дождя."],
        ['Экран 15" стоит дорого.', 'Экран 17" стоит дороже.'],
        ["Он сказал: «Воды мало.", *["Ждём дождя."] * 12, "Будет дождь»."],
        ["Он сказал: «Воды мало.", 'Будет дождь" и ушёл.'],
        ["Он сказал: «Воды мало.", "Она: «Будет дождь.", "Ждём."],
    ],
    ids=["closed", "inches", "too far", "another mark", "opened twice"],
)
def test_nothing_is_carried_without_a_partner(texts: list[str]) -> None:
    assert all(one.after is None for one in carried(texts))


def test_a_quotation_that_nobody_claims_stays_nobodys() -> None:
    paragraphs = ["«Воды мало в этом году.", "Ждём дождя до осени».", "Алия Омарова живёт здесь."]
    assert statements(None, paragraphs, "ru", persons(None, paragraphs, "ru")) == ()


def test_the_pieces_of_a_quotation_say_how_they_are_known() -> None:
    paragraphs = ["«Воды мало в этом году.", "Ждём дождя», – сказала Алия Омарова."]
    first, last = statements(None, paragraphs, "ru", persons(None, paragraphs, "ru"))
    assert (first.text, first.rule, first.confidence) == (paragraphs[0], "quotation goes on", 0.85)
    assert (last.rule, last.confidence, first.speaker) == ("verb subject", 0.95, last.speaker)


@pytest.mark.parametrize("kind", BROKEN)
def test_time_grows_no_faster_than_the_text(kind: str) -> None:
    text = BROKEN[kind]
    spent = {}
    for share in (4, 1):
        part = text[: len(text) // share]
        begun = time.process_time()
        statements(None, [part], "ru", persons(None, [part], "ru"))
        spent[share] = time.process_time() - begun
    assert spent[1] < 8 * spent[4] + 0.5

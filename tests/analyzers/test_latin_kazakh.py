"""Latin Kazakh of four schemes to Cyrillic and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.scripts import SCHEMES, choose, to_cyrillic, to_latin

SENTENCE = "Бүгін өңірде уақытша сайлау учаскесі ашылды, яғни ғимарат дайын, қиын емес"


@pytest.mark.parametrize("name", SCHEMES)
def test_there_and_back(name: str) -> None:
    latin = to_latin(SENTENCE, name)
    assert choose(latin).name == name
    assert to_cyrillic(latin) == SENTENCE


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Qazaqstan Respýblıkasynyń Úkimeti", "Қазақстан Республикасының Үкіметі"),
        ("Qazaqstan Respublikasynyñ Ükımetı", "Қазақстан Республикасының Үкіметі"),
        ("Qazaqstan Respwblïkasınıñ Ükimeti", "Қазақстан Республикасының Үкіметі"),
        ("Qazaqstan Respy'bli'kasynyn' U'kimeti", "Қазақстан Республикасының Үкіметі"),
        ("QAZAQSTAN ÚKIMETI", "ҚАЗАҚСТАН ҮКІМЕТІ"),
        ("ekonomıka jáne energetıka", "экономика және энергетика"),
        ("2022 jyly сайлау", "2022 жылы сайлау"),
    ],
)
def test_reads(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@given(st.text())
def test_no_text_raises_and_cyrillic_stays(text: str) -> None:
    to_cyrillic(text)
    assert to_cyrillic("сайлау") == "сайлау"

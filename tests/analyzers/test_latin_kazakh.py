"""Latin Kazakh of four schemes to Cyrillic and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analyzers
from analyzers.scripts import SCHEMES, chains_through, choose, scheme, through, to_cyrillic, to_latin

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
        ("İT salasynda IV toqsanda, XXI ğasyr", "ИТ саласында IV тоқсанда, XXI ғасыр"),
        ("İnvestitsia jäne İslam", "Инвестиция және Ислам"),
        ("Ïnvestïcïya jäne İstiñ", "Инвестиция және Істің"),
        ("Qarjy mınıstrligi 12-baptyń 3-tarmaǵy", "Қаржы министрлігі 12-баптың 3-тармағы"),
        ("Asxana men asqana, Asxat", "Асхана мен асқана, Асхат"),
        ("ashana, shara", "асхана, шара"),
        ("www.gov.kz jáne info@gov.kz", "www.gov.kz және info@gov.kz"),
        ("U\u0301kimet", "Үкімет"),
        ("respýb\u00adlıka", "республика"),
        ("qаla", "қала"),
        ("", ""),
    ],
)
def test_reads(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@given(st.text())
def test_no_text_raises_and_cyrillic_stays(text: str) -> None:
    to_cyrillic(text)
    assert to_cyrillic("сайлау") == "сайлау"


TEXTS = st.text(alphabet=st.sampled_from("aábcdeghıiIİjklmnńoópqrsştuúwyýzабқ '’-.@:/\u0301\u00ad\n1😀\ud800"))
LATIN = {name: to_latin(SENTENCE, name) for name in SCHEMES}


@pytest.mark.parametrize("name", SCHEMES)
def test_an_analyzer_reads_through_with_places_in_the_latin_text(name: str) -> None:
    text = LATIN[name]
    tokens = through(analyzers.exact, scheme(name)).tokens(text)
    assert [token.term for token in tokens] == analyzers.exact.terms(SENTENCE)
    assert [to_latin(token.term, name) for token in tokens] == [text[t.start : t.end].lower() for t in tokens]


def test_of_the_analyzers_of_a_text_all_but_one_read_through() -> None:
    read = chains_through(analyzers.chains("kk"), scheme("2021"))
    assert {kind: chain.terms("sailauda") for kind, chain in read.items()} == {
        "exact": ["sailauda"],
        "folded": ["саилауда"],
        "names": ["sail"],
        "lemma_kk": ["сайлау"],
    }


@given(TEXTS, st.sampled_from(SCHEMES))
def test_places_always_cut_the_text(text: str, name: str) -> None:
    tokens = through(analyzers.exact, scheme(name)).tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(text[token.start : token.end].strip() for token in tokens)
    assert [token.position for token in tokens] == sorted(token.position for token in tokens)


def test_the_scheme_of_the_whole_decides_over_a_part() -> None:
    assert to_cyrillic("Oral qalasy") == to_cyrillic("Oral qalasy", scheme("2018")) == "Орал қаласы"
    assert to_cyrillic("Ortalıq saylaw komïssïyası. Saylaw kwni") == "Орталық сайлау комиссиясы. Сайлау куні"
    assert to_cyrillic("Saylaw kwni", scheme("kazinform")) == "Сайлау куні"


def test_a_word_that_two_spellings_share_is_the_one_that_is_known() -> None:
    assert to_cyrillic("Jahandyq qaharmandar halyqpen, ashanada", scheme("2018")) == (
        "Жаһандық қаһармандар халықпен, асханада"
    )
    assert to_cyrillic("festıvali ansambli", scheme("2018")) == "фестивалі ансамблі"


def test_a_million_letters_are_read() -> None:
    assert len(to_cyrillic("sa" * 500_000)) == 1_000_000

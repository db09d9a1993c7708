"""Words, numbers and codes with exact offsets, and the analyzers made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import analyzers
from analyzers.analysis import Analyzer, Token, placed
from analyzers.filters import StemFilter, lowercase
from analyzers.names import capitalised
from analyzers.positions import Words
from analyzers.scripts import scheme, through
from analyzers.segment import sentences
from analyzers.tokenizer import LONGEST, tokenize

CHAINS = [analyzers.exact, analyzers.folded, analyzers.names]
CHAINS += [language.lemma for language in analyzers.LANGUAGES.values()]
CHAINS += [through(chain, scheme("2018")) for chain in CHAINS]
TEXTS = st.text(alphabet=st.sampled_from("абқӘіІёй iIİeAБ1২9 -‐.,:'’\u00ad\u0306\u200b\ud800«»_😀ا\n"))


def repr_of(text: str) -> str:
    return ascii(text)[:30]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("№ 124-НҚ", ["124-нқ", "124", "нқ"]),
        ("60-қа дейін", ["60-қа", "60", "дейін"]),
        ("5-го марта", ["5-го", "5", "марта"]),
        ("2-класс", ["2-класс", "2", "класс"]),
        ("04.03.2022", ["04.03.2022", "04", "03", "2022"]),
        ("Қасым-Жомарт", ["қасым-жомарт", "қасым", "жомарт"]),
        ("қыз\u00adмет", ["қызмет"]),
        ("мемлекеттiк", ["мемлекеттік"]),
        ("и\u0306од", ["йод"]),
        ("region’s", ["region's"]),
        ("İstanbul", ["istanbul"]),
        ("a_b", ["a_b", "a", "b"]),
        ("…!", []),
    ],
)
def test_exact_terms(text: str, terms: list[str]) -> None:
    assert analyzers.exact.terms(text) == terms


def test_parts_of_a_compound_follow_each_other() -> None:
    found = [(token.term, token.position) for token in analyzers.exact.tokens("Қасым-Жомарт Тоқаев")]
    assert found == [("қасым-жомарт", 0), ("қасым", 0), ("жомарт", 1), ("тоқаев", 2)]


def test_offsets_are_into_the_text_as_it_stands() -> None:
    text = "Жаңа қыз\u00adмет басталды"
    assert [text[token.start : token.end] for token in tokenize(text)] == ["Жаңа", "қыз\u00adмет", "басталды"]


def without_short(tokens: Iterable[Token]) -> Iterator[Token]:
    """A filter that does not look at words by themselves alone: it leaves some out."""
    return (token for token in tokens if len(token.term) > 2)


def test_words_left_out_leave_their_gap() -> None:
    analyzer = Analyzer(tokenize) | lowercase | without_short
    assert [token.position for token in analyzer.tokens("Тіл мен де ел бар")] == [0, 1, 4]
    assert repr(analyzer) == "tokenize | lowercase | without_short"


def test_stems_take_the_place_of_words() -> None:
    analyzer = Analyzer(tokenize) | StemFilter(lambda word: word[:2])
    assert analyzer.terms("сайлау сайлау") == ["са", "са"]


def test_a_word_without_end_is_cut() -> None:
    assert [len(term) for term in analyzers.exact.terms("а" * 100_000)] == [LONGEST]


@given(TEXTS)
def test_offsets_cut_words_and_positions_ascend(text: str) -> None:
    found = list(tokenize(text))
    assert all(text[token.start : token.end].strip() and token.term for token in found)
    assert all(not text[token.start].isspace() for token in found)
    assert [token.position for token in found] == sorted(token.position for token in found)


@given(TEXTS)
@example("Қасым-Жомарт 60-қа, 1,5 мың. a_b — ½ x--y з\u00adрада")
@example("жаңа\u00a0сөз\u2028и\u0306од\u180eбір\x1f\u0958 екі")
def test_positions_are_counted_as_words_take_them(text: str) -> None:
    assert Words(text).count == len({token.position for token in tokenize(text)})


@given(TEXTS, st.sets(st.integers(0, 12)))
@example(" Қасым-Жомарт 60-қа,  1,5 мың. a_b — ½ x--y з\u00adрада ", {1, 2, 5, 7, 8, 9})
@example("жаңа\u00a0сөз\u2028и\u0306од\u180eбір\x1f\u0958 екі", {0, 1, 3, 4})
def test_words_at_positions_are_those_of_the_text(text: str, places: set[int]) -> None:
    found = list(Words(text).at(places))
    every = list(tokenize(text))
    assert [token for token in found if token.position in places] == [one for one in every if one.position in places]
    assert set(found) <= set(every)


def test_of_words_only_those_asked_for_are_made() -> None:
    assert [token.term for token in Words("бір екі Қасым-Жомарт төрт").at([1, 3])] == [
        "екі",
        "Қасым-Жомарт",
        "Қасым",
        "Жомарт",
    ]
    assert list(Words("бір екі").at([2])) == list(Words("").at([0])) == []


@given(TEXTS)
@example("Қасым-Жомарт 60-қа, 1,5 мың. a_b — ½ x--y (з\u00adрада) «Бб»")
@example("а" * 101 + " ab" * 40 + ", " + "б" * 120 + ".")
def test_placed_terms_are_those_of_the_tokens(text: str) -> None:
    chains = {str(number): chain for number, chain in enumerate((*CHAINS, CHAINS[0] | without_short | lowercase))}
    found = {kind: list(zip(*columns, strict=True)) for kind, columns in placed(chains, text).items()}
    assert found == {
        kind: [(token.term, token.position) for token in chain.tokens(text)] for kind, chain in chains.items()
    }


SENTENCES = st.lists(
    st.sampled_from("Бұл бұл Ел ел. Ұлт-Ел, 5 «В в Т.б. — 1-ші! \n \u00a0 Ii-а ѝ".split(" ")), max_size=20
)


@given(SENTENCES.map(" ".join))
@example("5 Ел келді. «Ел» келді. 7. Ел ел.")
@example("а" * 6000 + "Ел ел. Ел")
def test_names_are_large_words_that_no_sentence_begins_with_as_common_ones(text: str) -> None:
    tokens = [token for token in tokenize(text) if len(token.term) > 1 and token.term[0].isalpha()]
    firsts = {next((token.start for token in tokens if token.start >= start), None) for start, _ in sentences(text)}
    small = {token.term for token in tokens if token.term.islower()}.union(
        *(language.stop_words for language in analyzers.LANGUAGES.values())
    )
    large = [token for token in tokens if token.term[0].isupper()]
    names = [token for token in large if token.start not in firsts or token.term.lower() not in small]
    assert list(capitalised(text)) == (names if large else tokens)


def test_a_text_has_the_analyzers_of_any_language_and_its_own() -> None:
    assert list(analyzers.chains("kk")) == ["exact", "folded", "names", "lemma_kk"]
    assert list(analyzers.chains("tr")) == ["exact", "folded", "names"]


@given(TEXTS)
def test_no_text_breaks_an_analyzer(text: str) -> None:
    for chain in CHAINS:
        assert all(token.term for token in chain.tokens(text))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "\x00\x01\x02",
            "1_\u0306",
            "Ъ ь ъъ",
            "\ud800 \udfff",
            "😀👩‍👩‍👧 😀",
            "مرحبا بالعالم",
            "שלום 5-го",
            "Қаzақстан тұрғыны",
            "١٢٣ ১২৩ 一二三",
        ),
        *("\u202eабв\u202c", "и\u0306" * 200, "\u200b" * 500, "а" * 1_000_000, "-" * 1_000_000, "1," * 30_000),
    ],
    ids=repr_of,
)
def test_hostile_texts_are_read_in_every_chain(text: str) -> None:
    for chain in CHAINS:
        for term, start, end, _ in chain.tokens(text):
            assert term
            assert 0 <= start < end <= len(text)

"""The Kazakh stemmer: golden vocabulary, rows of endings against their examples, the lexicon, learning."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analyzers
from analyzers.kk import language, lexicon, statistics
from analyzers.kk.sounds import BACK, FRONT, Context, harmony, last_class, spell
from analyzers.kk.statistics import Statistics
from analyzers.kk.stemmer import Stemmer, key, shipped
from analyzers.wordlist import parse_rows, rows

GOLDEN = parse_rows((Path(__file__).parent / "golden_kk.tsv").read_text(encoding="utf-8"), "golden_kk.tsv", 3)
ENDINGS = rows("analyzers.kk", "endings.tsv", 7)


def test_golden_vocabulary() -> None:
    found = {word: (term, shipped()(word)) for word, term, _ in GOLDEN}
    changed = [f"{word}: {term} -> {now}" for word, (term, now) in found.items() if term != now]
    assert not changed, "\n".join(["terms that changed:", *changed])
    assert len(found) >= 850


@pytest.mark.parametrize("row", ENDINGS, ids=["-".join(row[:4]) for row in ENDINGS])
def test_example_of_an_ending_has_that_ending(row: tuple[str, ...]) -> None:
    *_, ending, after, _, example = row
    word = example.split(",")[0].replace("-", "")
    fitting = [
        cut
        for cut in range(1, len(word))
        for side in {harmony(word[:cut]) or BACK, harmony(word[:cut]) or FRONT}
        if word[cut:] == spell(ending, Context(side, last_class(word[:cut])))
        and (not after or last_class(word[:cut]) in after)
    ]
    assert fitting


def test_listed_stems_are_their_own_stems() -> None:
    nouns = [stem for (stem, part), count in lexicon.listed().items() if part == "N" and count == lexicon.LISTED]
    changed = {stem: shipped()(stem) for stem in nouns if len(stem) > 4 and shipped()(stem) != key(stem)}
    assert len(changed) < len(nouns) * 0.02, changed


def test_exceptions_differ_from_what_the_rules_give() -> None:
    bare = Stemmer(Statistics.shipped())
    same = [form for form, stem, _ in rows("analyzers.kk", "exceptions.tsv", 3) if max(bare.weighed(form))[1] == stem]
    assert not same


def test_readings_begin_with_the_stem_and_show_why() -> None:
    found = shipped().readings("кітаптарымыздың")
    assert found[0][1:] == ("кітап", "N", ("PL", "P1P", "GEN"))
    assert analyzers.LANGUAGES["kk"].readings("Кітаптарымыздың")[0] == "кітап"


def test_learning_joins_forms_that_rules_alone_leave() -> None:
    words = [f"шұғлаб{ending}" for ending in ("", "тың", "қа", "ты", "тан", "тар", "тарға", "ы", "ында")]
    learnt = Stemmer(statistics.learn([*words, "бала", "балалар", "балаға", "ауылда", "ауылдың"]))
    assert {learnt(word) for word in words} == {"шұғлап"}


def test_statistics_come_back_from_their_text() -> None:
    learnt = statistics.learn(["бала", "балалар", "балаға", "ауылда", "ауылдың"])
    assert Statistics.parse(learnt.text()) == learnt


def test_a_language_can_be_made_of_other_statistics() -> None:
    learnt = Stemmer(statistics.learn(["бала", "балалар", "балаға"]))
    assert language(learnt).lemma.terms("Балаларға") == ["бала"]


@given(st.text(alphabet="абдеғикқлмнңорстуүшыіь-'эz1"))
def test_every_word_has_one_term(word: str) -> None:
    term = shipped()(word)
    assert bool(term) == bool(word)

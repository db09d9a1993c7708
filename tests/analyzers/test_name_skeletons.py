"""Names of Kazakhstan in three languages and many forms meet in one skeleton; different surnames do not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.folding import skeleton
from analyzers.wordlist import parse_rows, parse_words

HERE = Path(__file__).parent
TRIPLES = parse_rows((HERE / "name_triples.tsv").read_text(encoding="utf-8"), "name_triples.tsv", 4)
SURNAMES = [
    name
    for line in parse_words((HERE / "surnames.txt").read_text(encoding="utf-8"), "surnames.txt")
    for name in line.split()
]
APART = {"Шоқан"}  # Чокан in Russian: ш and ч keep too many other names apart


@pytest.mark.parametrize("row", TRIPLES, ids=[row[0] for row in TRIPLES])
def test_one_skeleton_in_three_languages_and_all_forms(row: tuple[str, ...]) -> None:
    kazakh, russian, english, inflected = row
    found = {skeleton(word) for word in (kazakh, russian, english, *inflected.split())}
    assert len(found) == (2 if kazakh in APART else 1), found


def test_different_surnames_do_not_meet() -> None:
    assert len(set(SURNAMES)) == len(SURNAMES) >= 300
    meeting = sum(count * (count - 1) // 2 for count in Counter(map(skeleton, SURNAMES)).values())
    pairs = len(SURNAMES) * (len(SURNAMES) - 1) // 2
    assert meeting / pairs <= 0.0001  # three pairs of 84,666, one of them the same name twice


@given(st.text())
def test_no_name_breaks_it(word: str) -> None:
    skeleton(word)

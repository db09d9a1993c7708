"""Which language and script a text is in, alone and in threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.identify import NOTHING, distribution, identify

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "identify_cases.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("language", "script", "text"), CASES, ids=[case[2][:30] or "empty" for case in CASES])
def test_language_and_script(language: str, script: str, text: str) -> None:
    found = identify(text)
    assert (found.language, found.script) == (language, script)
    assert (found.confidence == 0) == (language == "und")


def test_text_without_letters_is_nothing() -> None:
    assert identify("… 12:30 !") == NOTHING
    assert distribution("124") == {}


def test_distribution_of_a_word_adds_up_and_leaves_doubt() -> None:
    shares = distribution("министр")
    assert sum(shares.values()) == pytest.approx(1)
    assert set(shares) == {"kk", "ru", "en"}
    assert shares["en"] < min(shares["kk"], shares["ru"])


def test_capitals_change_nothing() -> None:
    text = "Өңірде үш жаңа мектеп ашылды"
    assert identify(text.upper()).language == identify(text).language == "kk"


def test_same_answer_from_eight_threads() -> None:
    texts = [text for *_, text in CASES] * 4
    alone = [identify(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(identify, texts)) == alone


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert 0 <= identify(text).confidence <= 1

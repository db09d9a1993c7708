"""Texts that a machine rewrote word by word are told by the words that nobody would choose."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.errors import AuthorityError
from corpus.records import Article
from corpus.sample_site.releases import releases
from corpus.tables import read_table
from indexer.normalise import normalise
from indexer.normalise.spun import COLUMNS, phrases, spun

EN = (
    "The Central Election Fee accredited observers, mentioned the Ministry of Overseas Affairs.",
    "“All will come,” famous the Prosecutor Basic. They solid their votes. Picture credit score: example.org",
)
RU = (
    "В истинное время построено наиболее 40 школ, нужно подметить, что опосля ремонта откроются ещё 12.",
    "До этого всего в согласовании с планом работы пройдут в протяжении года.",
)


@pytest.mark.parametrize(("language", "paragraphs"), [("en", EN), ("ru", RU)])
def test_several_odd_phrases_are_a_sign(language: str, paragraphs: tuple[str, ...]) -> None:
    found = spun(None, paragraphs, language)
    assert found is not None
    assert found.rule == "spun"
    assert found.confidence > 0.7
    assert len(found.signs) >= 3
    assert all(" → " in sign for sign in found.signs)


def test_one_odd_phrase_is_none() -> None:
    assert spun(None, ("The Election Fee met.",), "en") is None
    assert spun("Нужно подметить", ("Работы завершены.",), "ru") is None
    assert spun(None, EN, "kk") is None


def test_none_of_the_sample_is_suspected() -> None:
    for release in releases():
        for tag, text in release.texts.items():
            assert spun(text.title, text.paragraphs, tag[:2]) is None, release.id


def test_an_official_source_is_not_suspected() -> None:
    captured = datetime(2026, 11, 20, tzinfo=UTC)
    for source, expected in (("sample-commission", False), ("files", True)):
        (found,) = normalise(Article("file:a", source, None, EN), captured)
        assert (found.altered is not None) == expected


@pytest.mark.parametrize(
    "line", ["en\telection fee\telection commission\t3", "en\tElection Fee\telection commission\t2"]
)
def test_a_wrong_line_is_told(line: str) -> None:
    with pytest.raises(AuthorityError, match=r"spun.tsv, line 2"):
        phrases(read_table("spun.tsv", f"language\tphrase\tstands_for\tworth\n{line}\n", COLUMNS), "en")

"""The invented releases: enough of them, and what they say of themselves is true."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.errors import InputError
from corpus.sample_site.releases import SampleRelease, read_release, releases

FIRST_LEVEL_REGIONS = 20


def test_there_are_enough_of_them() -> None:
    everything = releases()
    whole = [release for release in everything if {"kk", "ru", "en"} <= release.texts.keys()]
    speakers = {person.id for release in everything for person in release.persons if person.speaks}
    assert len(everything) >= 45
    assert len(whole) >= 35
    assert len(speakers) >= 35
    assert len({topic for release in everything for topic in release.topics}) >= 12
    assert len({region for release in everything for region in release.about}) == FIRST_LEVEL_REGIONS
    assert {release.published.year for release in everything} == set(range(2021, 2027))


def test_ids_and_slugs_are_unique() -> None:
    assert max(Counter(release.id for release in releases()).values()) == 1
    assert max(Counter(release.slug for release in releases()).values()) == 1


@pytest.mark.parametrize("release", releases(), ids=lambda release: release.id)
def test_statements_stand_in_the_text(release: SampleRelease) -> None:
    speaking = {person.id for person in release.persons if person.speaks}
    for text in release.texts.values():
        assert text.statements
        for statement in text.statements:
            assert text.paragraphs[statement.paragraph][statement.start : statement.end] == statement.text
            assert (statement.speaker is None) == (statement.ref == "group")
            assert statement.speaker is None or statement.speaker in speaking


def test_one_release_changes_later() -> None:
    changing = [release for release in releases() if any(text.later for text in release.texts.values())]
    assert [release.id for release in changing] == ["026"]
    assert all(text.later != text.paragraphs for text in changing[0].texts.values())


def test_words_that_are_not_in_the_text_are_refused() -> None:
    card = """
id = "1"
site = "news"
published = 2022-03-04
about = []
topics = []
persons = []
[en]
title = "T"
text = "One.\\n\\nTwo."
statements = [{speaker = "", kind = "indirect", ref = "group", paragraph = 1, starts = "Two", ends = "One."}]
"""
    with pytest.raises(InputError, match=r"001-x.toml \[en\]: 'One.' is not in paragraph 1"):
        read_release("001-x.toml", card)

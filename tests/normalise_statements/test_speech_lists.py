"""The word lists behind the rules, the list of office holders, and the floors of quality."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from analyzers.ru.grammar import is_common_word, is_finite, noun_forms, verb_forms
from corpus.authority_people import people, read_people
from corpus.errors import AuthorityError
from corpus.tables import read_table
from indexer.measure.gold import Score
from indexer.measure.statements import Gold, Told, compare, measure
from indexer.normalise.speech.lexicon import lexicon
from indexer.normalise.speech.words import words

COLUMNS = "id kk ru en variants from to post_kk post_ru post_en"
FLOORS = {  # dev or test, language: speakers precision, speakers recall, statements precision, statements recall
    "dev kk": (98, 98, 98, 97),
    "dev ru": (98, 98, 98, 95),
    "dev en": (98, 98, 98, 97),
    "test kk": (95, 90, 95, 85),
    "test ru": (95, 90, 96, 85),
    "test en": (98, 95, 97, 86),
}
SPEECH = {
    "kk": "мәлімдеді төрағасының айтуынша",
    "ru": "сказала председателя по словам",
    "en": "stressed chair according to",
}
SEED_FLOORS = {"seeds speakers": 99, "seeds statements": 97}


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_lists_load_and_know_their_forms(code: str) -> None:
    lists = lexicon(code)
    text = {
        "kk": "мәлімдеді төрағасының айтуынша",
        "ru": "сказала председателя по словам",
        "en": "stressed chair according to",
    }
    found = words(text[code])
    assert lists.verbs.find(found, 0)
    title = lists.titles.find(found, 1)
    assert title
    assert title[0].group == "lead"
    assert lists.introducers.find(found, 2)


def test_russian_forms() -> None:
    assert noun_forms("председатель")["председателя"] == {"gen", "acc"}
    assert verb_forms("сказать")["сказала"] == "f"
    assert verb_forms("считать")["считает"] == "s"
    assert (is_finite("прибыл"), is_finite("прибытие")) == (True, False)
    assert (is_common_word("вчера"), is_common_word("линдквист")) == (True, False)


def test_listed_people() -> None:
    chair = people()["abdirov-nurlan"]
    assert chair.name("en") == "Nurlan Abdirov"
    (post,) = chair.posts_on("2022-11-18")
    assert post.name("en") == "Chairman of the Central Election Commission"
    assert chair.posts_on("2021-05-01") == ()


def test_listed_spellings_have_one_owner() -> None:
    owners = Counter(
        spelling for entry in people().values() for spelling in {written for _, written in entry.spellings}
    )
    assert [spelling for spelling, count in owners.items() if count > 1] == []


@pytest.mark.parametrize(
    ("line", "value"),
    [("A B\tА\tА\tA\t\t\t\t\t\t", "A B"), ("a-b\tА\t\tA\t\t\t\t\t\t", "a-b"),
     ("a-b\tА\tА\tA\t\tspring\t\t\t\t", "spring")],
)  # fmt: skip
def test_a_wrong_line_of_people_says_what_to_do(line: str, value: str) -> None:
    rows = tuple(read_table("persons.tsv", "\t".join(COLUMNS.split()) + "\n" + line, COLUMNS))
    with pytest.raises(AuthorityError, match=rf"persons.tsv, line 2: '{value}' "):
        read_people(rows)


def test_scores_count_persons_once_and_overlaps() -> None:
    speakers, told = Score(), Score()
    wanted = [Gold("a", 0, 10), Gold("b", 20, 30), Gold("c", 40, 50, True)]
    found = [Told("a", 0, 10, ""), Told("a", 60, 70, ""), Told("b", 27, 60, ""), Told("c", 40, 50, "")]
    compare(wanted, found, speakers, told)
    assert (speakers.right, speakers.found, speakers.wanted) == (2, 2, 2)
    assert (told.right, told.found, told.matched, told.wanted) == (1, 3, 1, 2)


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    return {name: value for name, value, _ in measure(None)}


@pytest.mark.parametrize("name", FLOORS)
def test_sample_releases_keep_their_floors(figures: dict[str, float], name: str) -> None:
    kinds = [f"{what} {score}" for what in ("speakers", "statements") for score in ("precision", "recall")]
    found = [figures[f"sample {name} {kind}"] for kind in kinds]
    assert [kind for kind, value, floor in zip(kinds, found, FLOORS[name], strict=True) if value < floor] == []


@pytest.mark.parametrize("name", SEED_FLOORS)
def test_seeds_keep_their_floors(shared: Path, name: str) -> None:
    seeds = {row: value for row, value, _ in measure(shared) if row.startswith(name)}
    assert min(seeds.values()) >= SEED_FLOORS[name]

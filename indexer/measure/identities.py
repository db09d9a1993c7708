"""How surely one person gets one id in three languages, and different people get different ones.

The project's own gold: invented people as Kazakh, Russian and English releases write them (corpus/gold/identities.tsv),
and pairs of namesakes (corpus/gold/namesakes.tsv). Where the reference data is there, its triples, and the two-part
names of persons in news sentences: two of them that share an id although they are not alike are taken for two people.
"""

from __future__ import annotations

import csv
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from corpus.authority import LANGUAGES
from corpus.tables import table
from indexer.measure.gold import Figures, percent
from indexer.normalise.identity import key
from indexer.normalise.persons import persons
from indexer.work_list import ALIKE, similarity

SENTENCES = {"kk": "Кеше ауылға министр {} келді.", "ru": "Вчера в село прибыл министр {}.", "en": "Minister {} came."}


def measure(shared: Path | None) -> Figures:
    """Pairs of spellings with one id, and pairs of people with two, in percent."""
    people = [
        tuple(row[language] for language in LANGUAGES) for row in table("corpus.gold", "identities.tsv", "kk ru en")
    ]
    namesakes = [(row["one"], row["other"]) for row in table("corpus.gold", "namesakes.tsv", "one other")]
    figures = [_recalled("names, own gold", people), _apart("names, own gold", people), _namesakes(namesakes)]
    return figures + (_of_reference(shared / "data") if shared else [])


def _of_reference(data: Path) -> Figures:
    triples, sentences = data / "names" / "triples_dev.csv", data / "ner" / "kaznerd_valid.iob2"
    figures: Figures = []
    if triples.exists():
        with triples.open(encoding="utf-8", newline="") as file:
            rows = [tuple(row[language] for language in LANGUAGES) for row in csv.DictReader(file, delimiter=";")]
        figures.append(_recalled("names, triples", rows))
    if sentences.exists():
        figures.append(_merged(sorted(set(_named(sentences.read_text(encoding="utf-8").splitlines())))))
    return figures


@cache
def identifier(name: str, language: str) -> str | None:
    """The id that a name gets in a sentence; None where it is not read as one person."""
    found = persons(None, [SENTENCES[language].format(name)], language)
    return found[0].id if len(found) == 1 else None


def _recalled(name: str, people: Sequence[tuple[str, ...]]) -> tuple[str, float, int]:
    """Pairs of spellings of one person that share an id."""
    pairs = [pair for person in people for pair in itertools.combinations(zip(person, LANGUAGES, strict=True), 2)]
    right = sum(identifier(*one) is not None and identifier(*one) == identifier(*other) for one, other in pairs)
    return f"{name}: pairs with one id", percent(right, len(pairs)), len(pairs)


def _apart(name: str, people: Sequence[tuple[str, ...]]) -> tuple[str, float, int]:
    """Pairs of people who share no id in any language."""
    ids = [{identifier(*spelling) for spelling in zip(person, LANGUAGES, strict=True)} - {None} for person in people]
    pairs = list(itertools.combinations(ids, 2))
    return f"{name}: people kept apart", percent(sum(not one & other for one, other in pairs), len(pairs)), len(pairs)


def _namesakes(pairs: Sequence[tuple[str, str]]) -> tuple[str, float, int]:
    right = sum(identifier(one, "kk") != identifier(other, "kk") for one, other in pairs)
    return "names, namesakes kept apart", percent(right, len(pairs)), len(pairs)


def _named(lines: Iterable[str]) -> Iterator[str]:
    """The persons of two words that sentences of tokens and labels name."""
    words: list[str] = []
    for line in [*lines, ""]:
        token, _, label = line.strip().rpartition(" ")
        if label == "I-PERSON":
            words.append(token)
            continue
        if len(words) == 2:
            yield " ".join(words)
        words = [token] if label == "B-PERSON" else []


def _merged(names: Sequence[str]) -> tuple[str, float, int]:
    """Names that share an id with none that is unlike them."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if found := identifier(name, "kk"):
            groups[found].append(name)
    people = sum(map(len, groups.values()))
    wrong = sum(not alike(one, other) for group in groups.values() for one, other in itertools.combinations(group, 2))
    return "names, news: people kept apart", percent(people - wrong, people), people


def alike(one: str, other: str) -> bool:
    """Whether two names may be forms of one, in either order of their parts."""
    left, right = [key(part) for part in one.split()], [key(part) for part in other.split()]
    orders = (right, right[::-1])
    return any(all(similarity(a, b) >= ALIKE for a, b in zip(left, order, strict=True)) for order in orders)

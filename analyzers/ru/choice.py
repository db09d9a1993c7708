"""Which of the parses of a known Russian word to believe, where their scores do not tell.

The scores come from a small annotated text; parses it never met are all alike. Each rule here looks at the parses of
one word and takes out those that a reader would not think of, or names the lemma as it is spelt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from analyzers.ru.dictionary import Parsed

Rule = Callable[[str, list[Parsed]], list[Parsed]]
_NONE: frozenset[str] = frozenset()

_SUPERLATIVE = re.compile(
    r"(.*[еа]йш|(?:наи|)лучш|худш|высш|низш|наибольш|наименьш)"
    r"(?:ий|ая|ее|ие|его|ему|им|ем|ей|ую|их|ими)"
)
_FATHER = re.compile(r"(.*(?:ов|ев|ь)ич|.*[ои]?ич)(?:а|у|ем|е|и|ей|ам|ами|ах)?")
_DAUGHTER = re.compile(r"(.*(?:ов|ев|ич|инич)н)(?:а|ы|е|у|ой|ою|ам|ами|ах)")


def chosen(word: str, parses: Sequence[Parsed]) -> list[Parsed]:
    """The parses to believe, the likeliest first; never none."""
    left = list(parses)
    met = _NONE.union(*(parse.grammemes for parse in left))
    for concerned, rule in RULES:
        if concerned <= met:
            left = rule(word, left)
    return sorted(left, key=lambda parse: -parse.score)


def _without(parses: list[Parsed], out: Callable[[Parsed], bool]) -> list[Parsed]:
    return [parse for parse in parses if not out(parse)] or parses


def _participle_before_short_adjective(_: str, parses: list[Parsed]) -> list[Parsed]:
    """открыт, принято, избран: the verb."""
    return _without(parses, lambda parse: "ADJS" in parse.grammemes)


def _adjective_before_predicative(_: str, parses: list[Parsed]) -> list[Parsed]:
    """нужно, известно, возможно: the adjective нужный."""
    if any("ADJS" in parse.grammemes for parse in parses):  # the participle may have taken its place
        return _without(parses, lambda parse: "PRED" in parse.grammemes)
    return parses


def _no_given_names_in_plural(word: str, parses: list[Parsed]) -> list[Parsed]:
    """Абрамов, Абдрахимов: a surname, not several Абрам."""
    left = [parse for parse in parses if not {"Name", "plur"} <= parse.grammemes]
    if left or not word.endswith(("ов", "ев")):
        return left or parses
    return [parses[0]._replace(lemma=word)]


def _nouns_before_short_adjectives(_: str, parses: list[Parsed]) -> list[Parsed]:
    """паводков, саженцев: of паводок, not of паводковый."""
    best = max((parse.score for parse in parses if {"NOUN", "gent", "plur"} <= parse.grammemes), default=0.0)
    return _without(parses, lambda parse: "ADJS" in parse.grammemes and parse.score <= best)


def _own_degree(word: str, parses: list[Parsed]) -> list[Parsed]:
    """крупнейший, высший: a word of its own, not the plain крупный."""
    found = _SUPERLATIVE.fullmatch(word)
    if not found:
        return parses
    return [parse._replace(lemma=found.group(1) + "ий") if "ADJF" in parse.grammemes else parse for parse in parses]


def _patronymic_as_spelt(word: str, parses: list[Parsed]) -> list[Parsed]:
    """Петровны: Петровна, not Петрович; Васильевича: Васильевич, not Василиевич."""
    found = _DAUGHTER.fullmatch(word)
    lemma = found.group(1) + "а" if found else None
    if not found:
        found = _FATHER.fullmatch(word)
        lemma = found.group(1) if found else None
    if lemma is None:
        return parses
    return [parse._replace(lemma=lemma) if "Patr" in parse.grammemes else parse for parse in parses]


# Each rule behind the grammemes without which it changes nothing
RULES: tuple[tuple[frozenset[str], Rule], ...] = (
    (frozenset(("PRTS", "ADJS")), _participle_before_short_adjective),
    (frozenset(("ADJS", "PRED")), _adjective_before_predicative),
    (frozenset(("Name", "plur")), _no_given_names_in_plural),
    (frozenset(("ADJS",)), _nouns_before_short_adjectives),
    (frozenset(("ADJF",)), _own_degree),
    (frozenset(("Patr",)), _patronymic_as_spelt),
)

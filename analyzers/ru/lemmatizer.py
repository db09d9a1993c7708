"""Russian lemmas from pymorphy3, corrected where it guesses: names and terms of Kazakhstan, surnames, -ский.

A form the project has decided (forms.tsv) and a form of a word it lists (own_nouns.txt) are looked up. Of a word the
dictionary knows, the best parse gives the `lemma` and every parse near the best a reading, after choice.py has put
right what the scores of parses cannot know. For an unknown word the rules of surnames (Токаеву → токаев), of -ский
(Атырауской → атырауский), of the last parts of names (name_endings.txt) and of bare stems come before the guess.
ё is е throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from analyzers.ru import dictionary
from analyzers.ru.choice import chosen
from analyzers.ru.declension import forms
from analyzers.ru.dictionary import Parsed, plain
from analyzers.wordlist import rows, words

NEAR = 0.2  # a parse counts when its score reaches this share of the best
LONGEST = 60  # letters; what is longer is no word
SHORTEST_FIRST_PART = 2  # letters of a name before its last part
LONGEST_PART = 10  # letters of the last part of a name with its ending
_SURNAME = re.compile(r"(.{2,}(?:ов|ев|ин|ын))(?:а|у|ым|е|ой|ою|ых|ыми)?")
_ADJECTIVE = re.compile(r"(.{2,}[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)")
_WITHOUT_ENDING = re.compile(r".*[бвгджзйклмнпрстфхцчшщ]")
_ENDING = re.compile(r".{3,}(?:[оеа]м|[оея]в|ах|ях)")

Source = str | Parsed  # the table, rule or parse that a lemma is from
Reason = tuple[str, float, Source]  # lemma, score


@cache
def _own() -> dict[str, str]:
    table = {form: noun for noun in words(__name__, "own_nouns.txt") for form in forms(noun)}
    return table | {noun: noun for noun in words(__name__, "own_nouns.txt")}


@cache
def _parts() -> dict[str, str]:
    return {form: part for part in words(__name__, "name_endings.txt") for form in forms(part) if len(form) > 1}


@cache
def _decided() -> dict[str, tuple[str, ...]]:
    return {plain(form): tuple(plain(lemmas).split("|")) for form, lemmas, _ in rows(__name__, "forms.tsv", 3)}


@cache
def _preferred() -> dict[str, str]:
    return {plain(lemma): plain(instead) for lemma, instead, _ in rows(__name__, "preferred.tsv", 3)}


def lemma(word: str) -> str:
    """One lemma for a word in small letters, for ranking."""
    return next(reasons(plain(word)))[0]


def readings(word: str) -> tuple[str, ...]:
    """Every plausible lemma of a word in small letters, the likeliest first."""
    return tuple(dict.fromkeys(found for found, _, _ in reasons(plain(word))))


def explain(word: str) -> tuple[str, ...]:
    """A line for each reading of a word, the likeliest first: lemma, score, the table, rule or parse it is from."""
    first: dict[str, str] = {}
    for found, score, source in reasons(plain(word)):
        first.setdefault(found, f"{found}: {_told(source)}, score {score:.2f}")
    return tuple(first.values())


def _told(source: Source) -> str:
    if isinstance(source, str):
        return source
    preferred = ", preferred.tsv" if source.lemma in _preferred() else ""
    return f"parse {source.lemma} {','.join(sorted(source.grammemes))}{preferred}"


def reasons(word: str) -> Iterator[Reason]:
    """The readings of a word without ё, each with its score and source, the likeliest first."""
    decided, own = _decided().get(word), _own().get(word)
    if decided:
        yield from ((found, 1.0, "forms.tsv") for found in decided)
    elif own:
        yield own, 1.0, "own_nouns.txt"
    elif word.isascii() or len(word) > LONGEST:
        yield word, 1.0, "not Russian"
    elif parses := dictionary.listed(word):
        yield from _parses(chosen(word, parses))
    elif dictionary.has_names(word):
        yield from _unknown(word)
    else:
        yield word, 1.0, "not Russian"


def _parses(parses: Sequence[Parsed]) -> Iterator[Reason]:
    least = NEAR * parses[0].score
    for parse in parses:
        if parse.score >= least:
            yield _preferred().get(parse.lemma, parse.lemma), parse.score, parse


def _unknown(word: str) -> Iterator[Reason]:
    if "-" in word and dictionary.is_known(word.rpartition("-")[2]):
        yield from _parses(chosen(word, dictionary.guessed(word)))
        return
    if adjective := _ADJECTIVE.fullmatch(word):
        yield adjective.group(1) + "ий", 1.0, "unknown: -ский"
    elif surname := _SURNAME.fullmatch(word):
        yield surname.group(1), 1.0, "unknown: surname"
    elif last := _last_part(word):
        yield last, 1.0, "unknown: name_endings.txt"
    else:
        yield from ((bare, 1.0, "unknown: bare stem") for bare in _bare(word, dictionary.guessed(word)))
    yield from _parses(dictionary.guessed(word))


def _last_part(word: str) -> str | None:
    """The nominative of a word that ends as names and places do: Турсынбаем → турсынбай."""
    for length in range(min(len(word) - SHORTEST_FIRST_PART, LONGEST_PART), 1, -1):
        part = _parts().get(word[-length:])
        if part:
            return word[:-length] + part
    return None


def _bare(word: str, parses: Sequence[Parsed]) -> Iterator[str]:
    """The noun without ending that an unknown word may be a form of: a name more often than not."""
    if _WITHOUT_ENDING.fullmatch(word) and not _ENDING.fullmatch(word):
        if any("NOUN" in parse.grammemes for parse in parses):
            yield word
        return
    near = [parse.lemma for parse in parses if parse.score >= NEAR * parses[0].score and "NOUN" in parse.grammemes]
    yield from (found for found in near if found != word and _WITHOUT_ENDING.fullmatch(found))


def knows(word: str) -> bool:
    """Whether the dictionary or the project's own nouns have a word in small letters."""
    return plain(word) in _own() or dictionary.is_known(plain(word))

"""English lemmas from simplemma's dictionary; on the gold it is far ahead of Snowball, which joins elections and elect.

The possessive 's goes first. preferred.tsv says where the dictionary is wrong; a lemma it only guessed (mixed → mixe,
modelling → modell) gives way to a word it knows; what it does not know at all loses the s of a plural, so that new
words and loans meet their singular (akims, maslikhats). British and American spellings of a word have one lemma
(spelling.tsv).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from analyzers.wordlist import rows

_APOSTROPHE = re.compile(r"(?<=[a-z])(?:'s|(?<=s)'|n't)$")
_PLURAL = re.compile(r"(?<=[a-z]{3}[^aiosuy'])s$")
_VERBAL = re.compile(r"(.{2,})ing")
_MUTE_E = re.compile(r".{2,}(?:x|nk|ck|sh|ll|ss)e")
_DOUBLED = re.compile(r"(.*[aeiouy]+[^aeiouy]+[aeiou]l)l")
_PEOPLE = re.compile(r".{2,}(?:ic|e|i)ans")
_NEVER_Z = re.compile(
    r".*(?:vis|pris|romis|remis|demis|surmis|wis|ertis|uis|nchis|ndis|ais|ois|(?:xer|ex|in|cum|pre|con)cis)(?:e|er|able)"
)
_BRITISH = (
    (re.compile(r"(.{3,})isation"), r"\1ization"),
    (re.compile(r"(.{3,})(i|y)s(e|er|able)"), r"\1\2z\3"),
)


@cache
def _dictionary() -> ModuleType:
    import simplemma  # here: a command that lemmatises nothing starts a fifth of a second sooner

    return simplemma


@cache
def _preferred() -> dict[str, str]:
    return {form: lemma for form, lemma, _ in rows(__name__, "preferred.tsv", 3)}


@cache
def _american() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all British beginnings, and what America makes of each."""
    table = {british: american for british, american, _ in rows(__name__, "spelling.tsv", 3)}
    return re.compile("|".join(sorted(table, key=len, reverse=True))), table


def lemma(word: str) -> str:
    """The lemma of a word in small letters."""
    return _steps(word)[-1][0]


def readings(word: str) -> tuple[str, ...]:
    """The lemma of a word, then the verb of a noun in -ing (a meeting, to meet)."""
    return tuple(dict.fromkeys(_readings(word.lower())))


def explain(word: str) -> tuple[str, ...]:
    """A line for each step on the way from a word to its lemma, the lemma last; then the verb of a noun in -ing."""
    small = word.lower()
    verbs = [f"{verb}: also, the verb of a noun in -ing" for verb in readings(small)[1:]]
    return (*(f"{found}: {source}" for found, source in _steps(small)), *verbs)


def knows(word: str) -> bool:
    """Whether the dictionary has a word in small letters."""
    return bool(_dictionary().is_known(word, lang="en"))


def _steps(word: str) -> list[tuple[str, str]]:
    """What a word becomes on the way to its lemma, and why."""
    bare = _APOSTROPHE.sub("", word)
    steps = [(bare, "as typed" if bare == word else "without 's")]
    ways = ((_of_table,) if bare in _preferred() else (_of_dictionary, _of_people, _repaired)) + (_of_one_spelling,)
    for way in ways:
        found = way(steps[-1][0])
        if found != steps[-1][0]:
            steps.append((found, _SOURCES[way.__name__]))
    return steps


def _of_table(word: str) -> str:
    return _preferred()[word]


def _of_dictionary(word: str) -> str:
    found = _in_dictionary(word)
    return _PLURAL.sub("", word) if found == word and not knows(word) else found


def _of_people(word: str) -> str:
    """Americans and Mondays, which the dictionary has with a capital, or not in the singular."""
    if _PEOPLE.fullmatch(word) and knows(word[:-1]):
        return word[:-1]
    return _in_dictionary(word.capitalize()) if word.endswith("s") else word


def _repaired(word: str) -> str:
    """A lemma the dictionary only guessed: without the e or the doubled l that no word has."""
    shorter = word[:-1]
    if _MUTE_E.fullmatch(word) or _DOUBLED.fullmatch(word):
        return shorter if knows(shorter) else word
    return word


def _of_one_spelling(word: str) -> str:
    """American spelling, where that gives a known word."""
    pattern, table = _american()
    british = pattern.match(word)
    if british:
        american = table[british.group()] + word[british.end() :]
        return american if knows(american) else word
    for pattern, instead in _BRITISH:
        match = pattern.fullmatch(word)
        if match and not _NEVER_Z.fullmatch(word) and knows(match.expand(instead)):
            return match.expand(instead)
    return word


def _in_dictionary(word: str) -> str:
    return str(_dictionary().lemmatize(word, lang="en")).lower()


_SOURCES = {
    "_of_table": "preferred.tsv",
    "_of_dictionary": "simplemma, or without the s of a plural",
    "_of_people": "simplemma, with a capital",
    "_repaired": "a word the dictionary knows, for one it guessed",
    "_of_one_spelling": "American spelling",
}


def _readings(word: str) -> Iterator[str]:
    found = lemma(word)
    yield found
    verbal = _VERBAL.fullmatch(found)
    if verbal:
        stem = verbal.group(1)
        for verb in (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else ""):
            if len(verb) > 2 and knows(verb):
                yield verb
                return

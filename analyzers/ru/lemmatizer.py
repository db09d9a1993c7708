"""Russian lemmas from pymorphy3, corrected where it guesses: names and terms of Kazakhstan, surnames, -ский.

A word the project lists (own_nouns.txt) is looked up among its forms. A word the dictionary knows takes the best parse
for `lemma`, every parse near the best for `readings`. For an unknown word the rules of surnames (Токаеву → токаев) and
of -ский (Атырауской → атырауский) come before the guess. ё is е throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from analyzers.wordlist import rows, words

if TYPE_CHECKING:
    import pymorphy3

NEAR = 0.2  # a parse counts when its score reaches this share of the best
_SURNAME = re.compile(r"(.{2,}(?:ов|ев|ин|ын))(?:а|у|ым|е|ой|ою|ых|ыми)?")
_ADJECTIVE = re.compile(r"(.{2,}[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)")
_CONSONANT = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")
_HUSHING = ("", "а", "у", "ом", "ем", "е", "и", "ов", "ей", "ам", "ами", "ах")
_DECLENSIONS = (  # last letters of the nominative, how many of them the endings replace, the endings
    (re.compile("(?:ов|ев|ин)$"), 0, ("", "а", "у", "ым", "е", "ой", "ы", "ых", "ыми")),
    (re.compile("[ао]й$|ей$"), 1, ("й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях")),
    (re.compile("ий$"), 1, ("й", "я", "ю", "ем", "и")),
    (re.compile("ь$"), 1, ("ь", "я", "ю", "ем", "и", "е", "ью")),
    (re.compile("[гкхжчшщ]а$"), 1, ("а", "и", "е", "у", "ой", "", "ам", "ами", "ах")),
    (re.compile("а$"), 1, ("а", "ы", "е", "у", "ой", "ам", "ами", "ах")),
    (re.compile("[гкхжчшщ]$"), 0, _HUSHING),
    (re.compile("[бвдзлмнпрстф]$"), 0, _CONSONANT),
)


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    import pymorphy3  # here: a command that lemmatises nothing starts a tenth of a second sooner

    return pymorphy3.MorphAnalyzer(lang="ru")


def forms(noun: str) -> Iterator[str]:
    """The case forms of a regular noun or name in the nominative; a word no pattern fits has only one."""
    for pattern, replaced, endings in _DECLENSIONS:
        if pattern.search(noun):
            stem = noun[: len(noun) - replaced]
            yield from (stem + ending for ending in endings)
            return
    yield noun


@cache
def _own() -> dict[str, str]:
    table = {form: noun for noun in words(__name__, "own_nouns.txt") for form in forms(noun)}
    return table | {noun: noun for noun in words(__name__, "own_nouns.txt")}


@cache
def _preferred() -> dict[str, str]:
    return {_plain(lemma): _plain(instead) for lemma, instead, _ in rows(__name__, "preferred.tsv", 3)}


def lemma(word: str) -> str:
    """One lemma for a word in small letters, for ranking."""
    return next(_lemmas(_plain(word)))


def readings(word: str) -> tuple[str, ...]:
    """Every plausible lemma of a word in small letters, the likeliest first."""
    return tuple(dict.fromkeys(_lemmas(_plain(word))))


def _lemmas(word: str) -> Iterator[str]:
    own = _own().get(word)
    if own:
        yield own
        return
    if not word.isascii() and len(word) <= 60:
        if not _morphology().word_is_known(word):
            yield from _by_rule(word)
        parses = _morphology().parse(word)
        least = NEAR * parses[0].score
        for parse in parses:
            if parse.score >= least:
                normal = _plain(str(parse.normal_form))
                yield _preferred().get(normal, normal)
    else:
        yield word


def _by_rule(word: str) -> Iterator[str]:
    surname = _SURNAME.fullmatch(word)
    if surname:
        yield surname.group(1)
    adjective = _ADJECTIVE.fullmatch(word)
    if adjective:
        yield adjective.group(1) + "ий"


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")

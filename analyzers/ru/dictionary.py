"""The Russian dictionary: pymorphy3, built once and asked in one place.

Of a word that it lists, `listed` tells what a lemma needs, in half the time of `parses`, which tells all.
It looks up the Unicode name of letters, and some have none (Tangut): of words with such letters it is not asked.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pymorphy3
    from pymorphy3.analyzer import Parse

_PLAIN = re.compile(r"[а-яё\-]*")
REMEMBERED = 1 << 10  # words whose parses are kept: what is asked about a word is asked soon after


class Parsed(NamedTuple):
    """A parse: lemma without ё, grammemes, score."""

    lemma: str
    grammemes: frozenset[str]
    score: float


@lru_cache(maxsize=REMEMBERED)
def listed(word: str) -> tuple[Parsed, ...]:
    """What a word in small letters is in the dictionary, the likeliest first; nothing where it is not there."""
    if not has_names(word):
        return ()
    morphology = _morphology()
    book = morphology.dictionary
    found = [
        (plain(book.build_normal_form(paradigm, form, spelt)), book.build_tag_info(paradigm, form))
        for spelt, places in book.words.similar_items(word, morphology.char_substitutes)
        for paradigm, form in places
    ]
    if not found:
        return ()
    likely = [morphology.prob_estimator.p_t_given_w.prob(word, tag) for _, tag in found] if len(found) > 1 else []
    scores = likely if any(likely) else [1 / len(found)] * len(found)  # in no annotated text: each is as likely
    parses = [Parsed(lemma, tag.grammemes, score) for (lemma, tag), score in zip(found, scores, strict=True)]
    return tuple(sorted(parses, key=lambda parse: -parse.score))


def guessed(word: str) -> tuple[Parsed, ...]:
    """What a word in small letters that the dictionary does not list may be, by its parts, the likeliest first."""
    return tuple(Parsed(plain(parse.normal_form), parse.tag.grammemes, parse.score) for parse in parses(word))


@lru_cache(maxsize=REMEMBERED)
def parses(word: str) -> tuple[Parse, ...]:
    """What a word in small letters may be, the likeliest first; guesses where the dictionary does not know it."""
    return tuple(_morphology().parse(word)) if has_names(word) else ()


def is_known(word: str) -> bool:
    """Whether a word in small letters is in the dictionary."""
    return has_names(word) and bool(_morphology().word_is_known(word))


def plain(word: str) -> str:
    """Small letters without ё."""
    return word.lower().replace("ё", "е")


def has_names(word: str) -> bool:
    """Whether the letters of a word have Unicode names, so that the dictionary can be asked about it."""
    return _PLAIN.fullmatch(word) is not None or all(unicodedata.name(letter, "") for letter in word)


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    import pymorphy3  # here: a command that analyses nothing starts a tenth of a second sooner

    return pymorphy3.MorphAnalyzer(lang="ru")

"""The Russian dictionary: pymorphy3, built once and asked in one place.

It looks up the Unicode name of letters, and some have none (Tangut): of words with such letters it is not asked.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from analyzers.ru.automaton import hasten

if TYPE_CHECKING:
    import pymorphy3
    from pymorphy3.analyzer import Parse

_PLAIN = re.compile(r"[а-яё\-]*")
REMEMBERED = 1 << 13  # words whose parses are kept: names, speech and lemmas ask for the same ones


@lru_cache(maxsize=REMEMBERED)
def parses(word: str) -> tuple[Parse, ...]:
    """What a word in small letters may be, the likeliest first; guesses where the dictionary does not know it."""
    return tuple(_morphology().parse(word)) if _has_names(word) else ()


def is_known(word: str) -> bool:
    """Whether a word in small letters is in the dictionary."""
    return _has_names(word) and bool(_morphology().word_is_known(word))


def is_listed(parse: Parse) -> bool:
    """Whether a parse is of a word that is in the dictionary, and no guess from its parts."""
    return len(parse.methods_stack) == 1 and type(parse.methods_stack[0][0]) is _lookup()


def _has_names(word: str) -> bool:
    return _PLAIN.fullmatch(word) is not None or all(unicodedata.name(letter, "") for letter in word)


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    import pymorphy3  # here: a command that analyses nothing starts a tenth of a second sooner

    morphology = pymorphy3.MorphAnalyzer(lang="ru")
    hasten(morphology)
    return morphology


@cache
def _lookup() -> type:
    """What finds the parses of words that are in the dictionary."""
    from pymorphy3.units import DictionaryAnalyzer

    return DictionaryAnalyzer  # type: ignore[no-any-return]

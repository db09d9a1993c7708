"""Words typed with the wrong keyboard layout switched on: `ghtpbltyn` for президент, `ызуср` for speech.

    retyped("cfqkfe")       →  ("сайлау",): what the same keys give on the other layouts, of whatever sense
    suggestions("cfqkfe")   →  ("сайлау",): of these only words of a language, and only for what is no word itself

The keys are a table (layouts.tsv): American, Russian and Kazakh, whose nine own letters are on the row of digits. What
is a word is asked of the languages (Language.knows).
"""

from __future__ import annotations

import re
from functools import cache

from analyzers import LANGUAGES
from analyzers.language import languages_of
from analyzers.scripts import candidates
from analyzers.wordlist import rows

SHORTEST = 4  # letters; of shorter words the wrong layout makes others too often
LONGEST = 40
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
_TELLING = re.compile(r"[^\W\d_]")  # a letter
_DIGIT_INSIDE = re.compile(r"\d")


Table = dict[int, str]  # what becomes of a character (str.translate)


@cache
def _tables() -> tuple[Table, Table, Table, Table]:
    """American → Russian, American → Kazakh, Cyrillic → American, digits among Cyrillic letters → Kazakh."""
    russian, kazakh, american, digits = Table(), Table(), Table(), Table()
    for key, shift, russian_letter, kazakh_letter, _ in rows("analyzers", "layouts.tsv", 5):
        shifted = "#" if shift == "hash" else shift
        letter = kazakh_letter or russian_letter
        kazakh |= {ord(key): letter, ord(shifted): letter.upper()}
        if russian_letter:
            russian |= {ord(key): russian_letter, ord(shifted): russian_letter.upper()}
        else:
            digits[ord(key)] = kazakh_letter
        american |= {ord(letter): key, ord(letter.upper()): shifted}
    return russian, kazakh, american, digits


def retyped(word: str) -> tuple[str, ...]:
    """What the keys of a word give on the other layouts, where that is letters throughout."""
    if len(word) > LONGEST:
        return ()
    russian, kazakh, american, digits = _tables()
    found = []
    if _CYRILLIC.search(word) and not _LATIN.search(word):
        found = [word.translate(digits) if _DIGIT_INSIDE.search(word) else word.translate(american)]
    elif _LATIN.search(word) and word.isascii():
        found = [word.translate(russian), word.translate(kazakh)]
    return tuple(dict.fromkeys(other for other in found if other != word and _of_letters(other)))


def _of_letters(word: str) -> bool:
    return all(_TELLING.match(part) for part in word.replace("-", "")) and not (
        _CYRILLIC.search(word) and _LATIN.search(word)
    )


def suggestions(word: str) -> tuple[str, ...]:
    """The words that were meant by one typed on the wrong layout; none for a word that means something as it stands."""
    meant = [other for other in retyped(word) if len(other) >= SHORTEST and is_word(other)]
    return tuple(meant) if meant and not is_word(word) else ()


def is_word(word: str) -> bool:
    """Whether any language knows a word in its own letters, or Kazakh in plain Latin ones."""
    small = word.lower()
    known = any(LANGUAGES[code].knows(small) for code in languages_of(small, LANGUAGES))
    return known or bool(candidates(small))

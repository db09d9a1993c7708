"""Letters repaired and letters folded: what was meant, and what is the same to a reader with another keyboard.

`repair` gives a text the letters that were meant: composed characters, no soft hyphens or invisible marks, Latin
look-alikes in Cyrillic words replaced (before lower-casing). `fold` gives the key of a word typed on any keyboard:
lower case, ё→е, Kazakh letters → their plain look-alikes, no accents. `skeleton` is the key of a name (skeleton.py).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from analyzers.skeleton import skeleton as skeleton
from analyzers.wordlist import rows

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
MARKS = "\u0300-\u036f"
_TO_CYRILLIC = {latin: cyrillic for latin, cyrillic, _ in rows("analyzers", "homoglyphs.tsv", 3)}
_SCHWAS = {latin: cyrillic for latin, cyrillic in _TO_CYRILLIC.items() if cyrillic in "әӘ"}  # no Latin text has them
_TO_LATIN = {cyrillic: latin for latin, cyrillic in reversed(_TO_CYRILLIC.items()) if latin not in _SCHWAS}
_CYRILLIC_TABLE = str.maketrans(_TO_CYRILLIC)
_SCHWA_TABLE = str.maketrans(_SCHWAS)
_LATIN_TABLE = str.maketrans(_TO_LATIN)
_PLAIN = {letter: plain for letter, plain, _ in rows("analyzers", "keyboard.tsv", 3)}
_PLAIN_TABLE = str.maketrans(_PLAIN)
_SCHWA = re.compile(rf"[{''.join(_SCHWAS)}]")
_ODD = rf"{INVISIBLE}{MARKS}{''.join(_SCHWAS)}"
_NEEDS_REPAIR = re.compile(  # begins with a class of characters that are rare in Cyrillic: found quickly, or not at all
    rf"[A-Za-zÀ-ɏ{_ODD}](?:(?=[\u0400-\u04ff])|(?<=[{_ODD}])|(?<=[\u0400-\u04ff].))"
)
_HIDDEN = re.compile(rf"[{INVISIBLE}]")
_MIXED = re.compile(r"(?<![^\W\d_])(?!(?:[\u0400-\u04ff]++|[A-Za-z]++)(?![^\W\d_]))[^\W\d_]++")  # not in one alphabet
_LATIN = re.compile(r"[A-Za-zÀ-ɏə]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_APOSTROPHES = "’‘ʼʹ`´"


def repair(text: str) -> str:
    """The text with the letters that were meant; its length may change."""
    if not needs_repair(text):
        return text
    visible = unicodedata.normalize("NFC", _HIDDEN.sub("", text))  # hidden marks would keep letters apart
    if not needs_repair(visible):
        return visible
    return _MIXED.sub(lambda match: _one_alphabet(match.group()), visible)


def needs_repair(text: str) -> bool:
    """Whether `repair` might change anything; quick."""
    return not text.isascii() and _NEEDS_REPAIR.search(text) is not None


def _one_alphabet(word: str) -> str:
    if _SCHWA.search(word):
        word = word.translate(_SCHWA_TABLE)
    latin, cyrillic = _LATIN.findall(word), _CYRILLIC.findall(word)
    if not latin or not cyrillic:
        return word
    if all(letter in _TO_CYRILLIC for letter in latin):
        return word.translate(_CYRILLIC_TABLE)
    if all(letter in _TO_LATIN for letter in cyrillic):
        return word.translate(_LATIN_TABLE)
    return word


@lru_cache(maxsize=1 << 16)
def lower_word(word: str) -> str:
    """`lower` of a word; words met are remembered."""
    return lower(word)


def lower(word: str) -> str:
    """Lower case without the stray dot that `İ` leaves behind, and with one kind of apostrophe."""
    small = word.replace("İ", "i").lower()
    for curled in _APOSTROPHES:  # several times as fast as str.translate
        small = small.replace(curled, "'")
    return small


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The key of a word typed without Kazakh letters, without ё, without accents."""
    small = lower(repair(word))
    return small if small.isascii() else unicodedata.normalize("NFC", small.translate(_BARE))


class _Bare(dict[int, str]):
    """Small letters (as code points) as they are typed on any keyboard, each worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code).translate(_PLAIN_TABLE))
        marked = "".join(char for char in plain if not unicodedata.combining(char))
        self[code] = bare = marked.replace("ı", "i").translate(_PLAIN_TABLE)
        return bare


_BARE = _Bare()

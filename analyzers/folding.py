"""Letters repaired and letters folded: what was meant, and what is the same to a reader with another keyboard.

`repair` gives a text the letters that were meant: composed characters, no soft hyphens or invisible marks, Latin
look-alikes in Cyrillic words replaced (before lower-casing). `fold` gives the key of a word typed on any keyboard:
lower case, ё→е, Kazakh letters → their plain look-alikes, no accents. `skeleton` is the key of a name (skeleton.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from analyzers.memo import Memo
from analyzers.skeleton import skeleton as skeleton
from analyzers.wordlist import rows

REMEMBERED = 1 << 16  # words
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
_TO_MIXED = re.compile(  # words in one alphabet and what stands between them, then one in several, or the end
    r"((?:[\u0400-\u04ff]++(?![^\W\d_])|[A-Za-z]++(?![^\W\d_])|[\W\d_]++)*+)([^\W\d_]++|\Z)"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏə]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_APOSTROPHES = "’‘ʼʹ`´"


def repair(text: str) -> str:
    """The text with the letters that were meant; its length may change."""
    if not needs_repair(text):
        return text
    visible = unicodedata.normalize("NFC", _HIDDEN.sub("", text))  # hidden marks would keep letters apart
    if all(_in_one_alphabet(word) == word for word in _odd(visible)):  # as in a text that was repaired before
        return visible
    return _in_one_alphabet(visible)


def needs_repair(text: str) -> bool:
    """Whether `repair` might change anything; quick."""
    return not text.isascii() and _NEEDS_REPAIR.search(text) is not None


def _odd(text: str) -> Iterator[str]:
    """What stands between two spaces and might need repair."""
    end = 0
    for match in _NEEDS_REPAIR.finditer(text):
        if match.start() >= end:
            begin = text.rfind(" ", end, match.start()) + 1 or end
            end = text.find(" ", match.end())
            end = len(text) if end < 0 else end
            yield text[begin:end]


def _in_one_alphabet(text: str) -> str:
    return _TO_MIXED.sub(lambda match: match[1] + _one_alphabet(match[2]), text)


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


def lower(word: str) -> str:
    """Lower case without the stray dot that `İ` leaves behind, and with one kind of apostrophe."""
    small = word.replace("İ", "i").lower()
    for curled in _APOSTROPHES:  # several times as fast as str.translate
        small = small.replace(curled, "'")
    return small


lower_word = Memo(lower, REMEMBERED).__getitem__


def _folded(word: str) -> str:
    small = lower(repair(word))
    return small if small.isascii() else unicodedata.normalize("NFC", small.translate(_BARE))


# The key of a word typed without Kazakh letters, without ё, without accents
fold = Memo(_folded, REMEMBERED).__getitem__


class _Bare(dict[int, str]):
    """Small letters (as code points) as they are typed on any keyboard, each worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code).translate(_PLAIN_TABLE))
        marked = "".join(char for char in plain if not unicodedata.combining(char))
        self[code] = bare = marked.replace("ı", "i").translate(_PLAIN_TABLE)
        return bare


_BARE = _Bare()

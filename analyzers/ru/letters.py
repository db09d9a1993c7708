"""Which words pymorphy3 can be asked about: it looks up the Unicode name of letters, and some have none (Tangut)."""

from __future__ import annotations

import unicodedata


def has_names(word: str) -> bool:
    """Whether every letter of a word has a name in Unicode."""
    return word.isascii() or all(unicodedata.name(letter, "") for letter in word)

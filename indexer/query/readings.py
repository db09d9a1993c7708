"""What a language knows of words, remembered: of each of its words a question asks that again and again."""

from __future__ import annotations

from functools import lru_cache

from analyzers.language import Language

KEPT = 10_000  # words of a language
LANGUAGES = 8


class Known:
    """A language's dictionary: the lemmas of a word, and whether it is a word at all."""

    def __init__(self, language: Language) -> None:
        self.readings = lru_cache(KEPT)(language.readings)
        self.knows = lru_cache(KEPT)(language.knows)


@lru_cache(LANGUAGES)
def known(language: Language) -> Known:
    """The dictionary of a language."""
    return Known(language)

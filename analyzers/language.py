"""What a language brings: one record, exported as LANGUAGE by each language folder."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from analyzers.analysis import Analyzer

SCRIPTS = {  # what Unicode calls the letters of a script → ISO 15924; other scripts by the first letters of their name
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "DEVANAGARI": "Deva",
}


def nothing_known(word: str) -> bool:  # noqa: ARG001
    """What a language without a dictionary knows of a word."""
    return False


def as_typed(word: str) -> tuple[str, ...]:  # noqa: ARG001
    """What else a word may stand for in a language that every keyboard can type."""
    return ()


def unexplained(word: str) -> tuple[str, ...]:  # noqa: ARG001
    """Why a word got its term, in a language that does not say."""
    return ()


@dataclass(frozen=True, slots=True)
class Language:
    """A language as the index needs it.

    `lemma` gives one term a word, for ranking; `readings` gives every plausible lemma of a single word, for questions.
    """

    code: str  # BCP 47
    script: str  # ISO 15924
    lemma: Analyzer
    readings: Callable[[str], tuple[str, ...]]
    stop_words: frozenset[str]
    letters: frozenset[str] = frozenset()  # small letters that no other language here has
    knows: Callable[[str], bool] = nothing_known  # whether a word in small letters is a word, in any form
    respelt: Callable[[str], tuple[str, ...]] = as_typed  # what a word typed without the language's letters stands for
    explain: Callable[[str], tuple[str, ...]] = unexplained  # a line for each reading of a word, the likeliest first


Languages = Mapping[str, Language]  # by code


def languages_of(word: str, languages: Languages) -> tuple[str, ...]:
    """The languages that the letters of a word allow: those of its script, or the one that alone has a letter of it."""
    letter = next(filter(str.isalpha, word), None)
    if letter is None:
        return ()
    small = set(word.lower())
    own = tuple(language.code for language in languages.values() if language.letters & small)
    if own:
        return own
    alike = [language for language in languages.values() if language.script == script_of(letter)]
    return tuple(language.code for language in sorted(alike, key=lambda language: bool(language.letters)))


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The script of a letter, ISO 15924."""
    name = unicodedata.name(letter, "").partition(" ")[0]
    return SCRIPTS.get(name, name[:4].capitalize())

"""Other ways in which a word may stand in texts: terms for certain kinds of fields, with a text to show.

forms       every plausible lemma in each language that the letters allow
spelling    typed without Kazakh letters: the folded word, and the words it may stand for
name        as a name, in any script and case
script      Latin Kazakh in Cyrillic, with or without its marks
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

import analyzers
from analyzers.analysis import Analyzer, Token
from analyzers.language import Languages, languages_of
from analyzers.scripts import to_cyrillic

FORM = 1.0
NAME = 0.6
SPELLING = 0.5
RESPELT = 3  # words that one may stand for

_LATIN = re.compile(r"[a-zà-ɏə]", re.IGNORECASE)

Terms = tuple[tuple[str, ...], int]  # terms that follow one another, and how many positions may lie between


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to look for a word: which terms in which kinds of fields."""

    kind: str
    text: str
    fields: tuple[tuple[str, float, tuple[Terms, ...]], ...]
    language: str | None = None


def is_stop_word(word: str, languages: Languages) -> bool:
    """Whether a word says nothing by itself in one of its languages."""
    return any(word.lower() in languages[code].stop_words for code in languages_of(word, languages))


def is_word(word: str, languages: Languages) -> bool:
    """Whether a word is one as it stands in one of its languages."""
    return any(languages[code].knows(word.lower()) for code in languages_of(word, languages))


def forms(word: str, languages: Languages) -> list[Alternative]:
    """The lemmas of a word, or of the words of a phrase, a language each."""
    typed = analyzers.exact.tokens(word)
    alternatives = []
    for code in languages_of(word, languages):
        language = languages[code]
        if len(typed) == 1:
            for reading in dict.fromkeys(language.readings(typed[0].term)):
                fields = ((f"lemma_{code}", FORM, (((reading,), 0),)),)
                alternatives.append(Alternative("forms", reading, fields, code))
        else:
            lemmas = sequences(language.lemma, word)
            shown = " ".join(lemmas[-1][0]) if lemmas else word
            alternatives.append(Alternative("forms", shown, ((f"lemma_{code}", FORM, lemmas),), code))
    return alternatives


def plain_spelling(word: str) -> Alternative:
    """The word as typed without Kazakh letters."""
    return Alternative("spelling", f"≈ {word}", (("folded", SPELLING, sequences(analyzers.folded, word)),))


def as_name(word: str) -> Alternative:
    """The word as a name, in any language's spelling."""
    skeletons = skeletons_of(word)
    return Alternative("name", f"≈ {word[:1].upper() + word[1:]}", (("names", NAME, skeletons),))


def sequences(analyzer: Analyzer, words: str) -> tuple[Terms, ...]:
    """The terms of words in sequence: compounds whole, and in their parts where that is something else."""
    tokens = analyzer.tokens(words)
    at_one_place = [list(some) for _, some in groupby(sorted(tokens, key=_place), key=_place)]
    whole: list[Token] = []
    for some in at_one_place:
        widest = max(some, key=_width)
        if not whole or widest.start >= whole[-1].end:
            whole.append(widest)
    parts = [min(some, key=_width) for some in at_one_place]
    return tuple(dict.fromkeys(_terms(some) for some in (whole, parts) if some))


def _terms(tokens: list[Token]) -> Terms:
    span = tokens[-1].position - tokens[0].position
    return tuple(token.term for token in tokens), span - (len(tokens) - 1)


def _place(token: Token) -> int:
    return token.position


def _width(token: Token) -> int:
    return token.end - token.start


def skeletons_of(word: str) -> tuple[Terms, ...]:
    """The word as the field of names would hold it, capital or not."""
    return sequences(analyzers.names, word[:1].upper() + word[1:])


def respelt(word: str, languages: Languages) -> list[Alternative]:
    """The words that one typed without a language's own letters may stand for, in that language."""
    found = []
    for code, language in languages.items():
        for other in language.respelt(word.lower())[:RESPELT]:
            lemmas = tuple(((reading,), 0) for reading in language.readings(other))
            fields = ((f"lemma_{code}", SPELLING, lemmas), ("folded", SPELLING, sequences(analyzers.folded, other)))
            kind, shown = ("script", other) if word.isascii() else ("spelling", f"≈ {other}")
            found.append(Alternative(kind, shown, fields, code))
    return found


def in_cyrillic(word: str, languages: Languages) -> list[Alternative]:
    """The word read as Latin Kazakh: what plain letters are known to stand for, else letter by letter."""
    known = respelt(word, languages) if word.isascii() else []
    cyrillic = to_cyrillic(word) if _LATIN.search(word) else word
    if known or cyrillic == word or _LATIN.search(cyrillic):
        return known
    lemmas = tuple(part for form in forms(cyrillic, languages) for part in form.fields)
    spelling = ("folded", SPELLING, sequences(analyzers.folded, cyrillic))
    return [Alternative("script", cyrillic.lower(), (*lemmas, spelling), "kk")]

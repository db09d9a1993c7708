"""Other ways in which a word may stand in texts: terms for certain kinds of fields, with a text to show.

forms       every plausible lemma in each language that the letters allow
spelling    typed without Kazakh letters: the folded word, and the words it may stand for
name        as a name, in any script and case
script      Latin Kazakh in Cyrillic, with or without its marks
place       a place by its other names, of other languages or other times
translation other names of what the words name together, in the same language and others
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby

import analyzers
from analyzers.analysis import Analyzer, Token
from analyzers.language import Languages, languages_of
from analyzers.scripts import to_cyrillic
from corpus.authority import Locality, Region, localities, regions
from indexer.query.naming import Match
from indexer.query.readings import known

TYPED = 1.0
FORM = 1.0
NAME = 0.6
SPELLING = 0.5
PLACE = 0.6
TRANSLATION = 0.5
RESPELT = 3  # words that one may stand for
SHORTEST_NAME = 3  # letters of a skeleton that is no chance
KEPT = 10_000  # words that are remembered
ALWAYS_CAPITAL = 0.8  # share of a word's documents that write it as a name, for the word to be one

_LATIN = re.compile(r"[a-zà-ɏə]", re.IGNORECASE)

Terms = tuple[tuple[str, ...], int]  # terms that follow one another, and how many positions may lie between


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to look for a word: which terms in which kinds of fields; several terms at most `distance` words
    apart, or in sequence. Where it is `whole`, its terms are marked only together."""

    kind: str
    text: str
    fields: tuple[tuple[str, float, tuple[Terms, ...]], ...]
    language: str | None = None
    distance: int = 0
    whole: bool = False


def typed(words: str) -> Alternative:
    """The word, or the words of a phrase, as they stand."""
    return Alternative("typed", words, (("exact", TYPED, sequences(analyzers.exact, words)),))


def is_stop_word(word: str, languages: Languages) -> bool:
    """Whether a word says nothing by itself in one of its languages."""
    return any(word.lower() in languages[code].stop_words for code in languages_of(word, languages))


def in_latin(words: str) -> bool:
    """Whether any letter is Latin."""
    return _LATIN.search(words) is not None


def is_word(word: str, languages: Languages) -> bool:
    """Whether a word is one as it stands in one of its languages."""
    return any(known(languages[code]).knows(word.lower()) for code in languages_of(word, languages))


def spoken(words: Sequence[str], languages: Languages) -> str | None:
    """The one language that words of a question tell, by being words of it alone."""
    codes_of = [
        {code for code in languages_of(word, languages) if known(languages[code]).knows(word.lower())} for word in words
    ]
    told = {code for codes in codes_of if len(codes) == 1 for code in codes}
    return told.pop() if len(told) == 1 else None


def forms(word: str, languages: Languages) -> list[Alternative]:
    """The lemmas of a word, or of the words of a phrase, a language each."""
    tokens = analyzers.exact.tokens(word)
    alternatives = []
    for code in languages_of(word, languages):
        language = languages[code]
        if len(tokens) == 1:
            for reading in dict.fromkeys(known(language).readings(tokens[0].term)):
                fields = ((f"lemma_{code}", FORM, (((reading,), 0),)),)
                alternatives.append(Alternative("forms", reading, fields, code))
        else:
            lemmas = sequences(language.lemma, word)
            shown = " ".join(lemmas[-1][0]) if lemmas else word
            alternatives.append(Alternative("forms", shown, ((f"lemma_{code}", FORM, lemmas),), code))
    return alternatives


def forms_in(spoken: str | None, word: str, languages: Languages) -> list[Alternative]:
    """The lemmas of a word in a question of a language: where it is a word of that, no lemma that only another language
    has (беру is no Russian брать in a Kazakh question)."""
    found = forms(word, languages)
    if spoken is None or not known(languages[spoken]).knows(word.lower()):
        return found
    own = {one.text for one in found if one.language == spoken}
    return [one for one in found if one.text in own]


def one_of_each(words: Sequence[str], languages: Languages) -> list[str]:
    """Of the forms of a word the one that dictionaries have, or else the first; words in the order of their first."""
    forms: dict[tuple[str, str], list[str]] = {}
    for word in words:
        codes = languages_of(word, languages)
        code = next((code for code in codes if known(languages[code]).knows(word)), "")
        forms.setdefault((code, known(languages[code]).readings(word)[0] if code else word), []).append(word)
    return [lemma if lemma in found else found[0] for (_, lemma), found in forms.items()]


def plain_spelling(word: str) -> Alternative:
    """The word as typed without Kazakh letters."""
    return Alternative("spelling", f"≈ {word}", (("folded", SPELLING, sequences(analyzers.folded, word)),))


def as_name(word: str) -> Alternative:
    """The word as a name, in any language's spelling."""
    skeletons = skeletons_of(word)
    return Alternative("name", f"≈ {word[:1].upper() + word[1:]}", (("names", NAME, skeletons),))


def shortest(alternative: Alternative) -> int:
    """The length of the shortest term; 0 where there is none."""
    return min((len(term) for _, _, some in alternative.fields for terms, _ in some for term in terms), default=0)


def near(words: Sequence[str], distance: int, languages: Languages, *, typed: bool = False) -> list[Alternative]:
    """Words near each other: as typed if asked for, by the lemmas of each language that all of them may be in, and
    as typed without Kazakh letters."""
    codes = [set(languages_of(word, languages)) for word in words]
    found = [_near("typed", words, (analyzers.exact, "exact", TYPED), distance)] if typed else []
    chains = ((code, (languages[code].lemma, f"lemma_{code}", FORM)) for code in sorted(set.intersection(*codes)))
    found += [replace(_near("forms", words, chain, distance), language=code) for code, chain in chains]
    if typed:
        found.append(_near("spelling", words, (analyzers.folded, "folded", SPELLING), distance))
    return [one for one in found if one.fields[0][2]]


def _near(kind: str, words: Sequence[str], chain: tuple[Analyzer, str, float], distance: int) -> Alternative:
    analyzer, field, weight = chain
    terms = tuple(term for word in words for found, _ in sequences(analyzer, word)[-1:] for term in found)
    shown = " … ".join(terms) if kind != "spelling" else f"≈ {' … '.join(words)}"
    return Alternative(kind, shown, ((field, weight, ((terms, 0),) if len(terms) > 1 else ()),), distance=distance)


def translated(match: Match, languages: Languages) -> list[Alternative]:
    """The other names of a concept, those of a language together, each by its lemmas one after another."""
    names: dict[str, list[str]] = {}
    for other in match.translations:
        if other.language in languages:
            names.setdefault(other.language, []).append(other.text)
    found = []
    for code, all_names in names.items():
        some: list[str] = []
        terms: dict[Terms, None] = {}
        for name in all_names:
            own = dict.fromkeys(sequences(languages[code].lemma, name))
            if own.keys() - terms.keys():  # not the words of another once more, in another form or case
                some.append(name)
                terms |= own
        if terms:
            fields = ((f"lemma_{code}", TRANSLATION, tuple(terms)),)
            found.append(Alternative("translation", ", ".join(some), fields, code, whole=True))
    return found


def places(word: str) -> list[Alternative]:
    """The other names of a place, of other languages and other times, in any script and case."""
    key = _key(word)
    found = _places().get(key, {})
    return [
        Alternative("place", name, (("names", PLACE, ((other, 0),)),)) for other, name in found.items() if other != key
    ]


@cache
def _places() -> dict[tuple[str, ...], dict[tuple[str, ...], str]]:
    """The skeletons of a place's names that differ, each → all of them with a name; none that a region has too."""
    found: dict[tuple[str, ...], dict[tuple[str, ...], str]] = {}
    of_regions = {_key(name.text): one.id for one in regions().values() for name in one.names if not name.adjective}
    every: tuple[Region | Locality, ...] = (*regions().values(), *localities().values())
    for place in every:
        alone = [name.text for name in place.names if name.alone and not name.adjective and " " not in name.text]
        keys = {key: name for name in reversed(alone) if of_regions.get(key := _key(name), place.id) == place.id}
        for key in keys if len(keys) > 1 else ():
            found.setdefault(key, keys)
    return found


def _key(name: str) -> tuple[str, ...]:
    return tuple(term for terms, _ in skeletons_of(name)[:1] for term in terms)


@lru_cache(maxsize=KEPT)
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
            lemmas = tuple(((reading,), 0) for reading in known(language).readings(other))
            fields = ((f"lemma_{code}", SPELLING, lemmas), ("folded", SPELLING, sequences(analyzers.folded, other)))
            kind, shown = ("script", other) if word.isascii() else ("spelling", f"≈ {other}")
            found.append(Alternative(kind, shown, fields, code))
    return found


def in_cyrillic(word: str, languages: Languages) -> list[Alternative]:
    """The word read as Latin Kazakh: what plain letters are known to stand for, else letter by letter."""
    others = respelt(word, languages) if word.isascii() else []
    cyrillic = to_cyrillic(word) if _LATIN.search(word) else word
    if others or cyrillic == word or _LATIN.search(cyrillic):
        return others
    lemmas = tuple(part for form in forms(cyrillic, languages) for part in form.fields)
    spelling = ("folded", SPELLING, sequences(analyzers.folded, cyrillic))
    return [Alternative("script", cyrillic.lower(), (*lemmas, spelling), "kk")]

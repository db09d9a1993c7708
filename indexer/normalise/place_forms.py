"""The forms in which a name of a place stands in running text, all in one dictionary.

A Kazakh name takes case endings and the derivation -лық, a Russian one its declension, a Russian adjective's stem the
endings of adjectives; Latin spellings are reduced to a key in which Zhambyl and Jambyl, Abay and Abai agree, and Kazakh
in Latin letters takes its endings off there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from analyzers.scripts import to_latin
from analyzers.wordlist import words
from corpus.authority import Name, localities, regions

KAZAKH = re.compile("[әғқңөұүһі]")
SPELLINGS = (
    ("shch", "sh"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("q", "k"),
    ("y", "i"),
    ("ı", "i"),
    ("w", "u"),
    ("ye", "e"),
)
OWN_SOUNDS = (("ş", "sh"), ("ç", "ch"))  # letters that would lose their sound with their mark
FIRST_WORD = re.compile(r"[^\w‑-]")
LATIN = 5  # letters of the shortest Kazakh name that is known in Latin letters: "Oral" is an English word


class Meaning(NamedTuple):
    """What a form may stand for: the place's id, its kind, the region it lies in, and the name it is a form
    of.
    """

    id: str
    kind: str
    region: str
    name: Name


def meanings_of(form: str) -> tuple[Meaning, ...]:
    """Everything that a form may stand for."""
    small = key(form)
    found = forms().get(small, ())
    return found if found or not small.isascii() else _without_ending(small)


def _without_ending(small: str) -> tuple[Meaning, ...]:
    """What Kazakh in Latin letters stands for without its case ending: Qyzylordada, Aqtöbeniñ."""
    for size in range(1, 6):
        base, ending = small[:-size], small[-size:]
        fits = (
            len(base) >= LATIN and {ending, base[-1] + ending} & _latin_endings()
        )  # a double letter is single in keys
        if fits and (found := forms().get(base)):
            return tuple(meaning for meaning in found if not meaning.name.adjective)
    return ()


@cache
def _latin_endings() -> frozenset[str]:
    return frozenset(key(to_latin(ending, "2021")) for ending in endings())


@lru_cache(maxsize=50_000)
def key(form: str) -> str:
    """The form under which names are compared: small letters, ё as е; Latin without accents and with one
    spelling of a sound.
    """
    small = " ".join(form.lower().replace("ё", "е").replace("‑", "-").split())
    for letter, sound in OWN_SOUNDS:  # several times as fast as str.translate
        small = small.replace(letter, sound)
    if not small.isascii() and not "a" <= small[0] <= "ɏ":
        return small
    plain = "".join(c for c in unicodedata.normalize("NFD", small) if not unicodedata.combining(c))
    for written, kept in SPELLINGS:
        plain = plain.replace(written, kept)
    return re.sub(r"(.)\1", r"\1", plain)


@cache
def endings() -> tuple[str, ...]:
    return words("indexer.normalise", "kazakh_place_endings.txt")


@cache
def forms() -> dict[str, tuple[Meaning, ...]]:
    """Every form with what it may stand for."""
    found: dict[str, list[Meaning]] = {}
    for meaning in all_meanings():
        for form in map(key, inflected(meaning.name)):
            meanings = found.setdefault(form, [])
            if meaning not in meanings:
                meanings.append(meaning)
    return {form: tuple(meanings) for form, meanings in found.items()}


@cache
def first_words() -> frozenset[str]:
    """The first words of the forms that have several."""
    return frozenset(FIRST_WORD.split(form)[0] for form in forms() if FIRST_WORD.search(form))


def all_meanings() -> Iterator[Meaning]:
    """Every name of every region and place."""
    for region in regions().values():
        yield from (Meaning(region.id, region.kind, region.id, name) for name in region.names)
    for place in localities().values():
        yield from (Meaning(place.id, place.kind, place.region, name) for name in place.names)


def inflected(name: Name) -> Iterable[str]:
    """The forms that a name takes in text, itself among them."""
    if name.adjective:
        return [name.text + ending for ending in ADJECTIVE]
    if name.text.isascii():
        return [name.text]
    if name.text.isupper():
        return [name.text]
    kazakh = name.language != "ru" or KAZAKH.search(name.text.lower())
    forms = [name.text + ending for ending in ("", *endings())] if kazakh else [name.text]
    if name.language == "kk":
        return [*forms, to_latin(name.text, "2021")] if len(name.text) >= LATIN else forms
    return [*forms, *declined(name.text)]


ADJECTIVE = ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ою", "ое", "ие", "их", "ими")
# ending of the nominative → what stands in its place in the other cases; the first that fits counts
DECLENSIONS = (
    ("ый", ("ого", "ому", "ым", "ом")),
    ("ий", ("ого", "ому", "им", "ем")),
    ("ое", ("ого", "ому", "ым", "ом")),
    ("ой", ("ого", "ому", "ым", "ом")),
    ("й", ("я", "ю", "ем", "е")),
    ("ь", ("я", "и", "ю", "ем", "ью", "е")),
    ("ка", ("ки", "ке", "ку", "кой")),
    ("ха", ("хи", "хе", "ху", "хой")),
    ("а", ("ы", "е", "у", "ой")),
    ("я", ("и", "е", "ю", "ей")),
    ("во", ("ва", "ву", "вом", "ве")),
    ("но", ("на", "ну", "ном", "не")),
)
VOWELS = "аеиоуыэюяөүұәі"


def declined(name: str) -> list[str]:
    """The other cases of a Russian name; of two words both change (Восточного Казахстана)."""
    first, blank, last = name.rpartition(" ")
    cases = _cases(last)
    if blank and first.endswith("ый"):
        return [f"{a} {b}" for a in _cases(first) for b in cases]
    return [first + blank + case for case in cases]


def _cases(word: str) -> list[str]:
    for ending, others in DECLENSIONS:
        if word.endswith(ending):
            return [word.removesuffix(ending) + other for other in others]
    return [] if word[-1].lower() in VOWELS else [word + case for case in ("а", "у", "ом", "е")]

"""Names of places as they stand in running text: every inflected form of every name, in one dictionary.

A Kazakh name takes case endings and the derivation -лық, a Russian one its declension, a Russian adjective's
stem the endings of adjectives; Latin spellings are reduced to a key in which Zhambyl and Jambyl, Abay and
Abai agree. `spots` looks up each capitalised word, with up to two that follow, and gives the longest name
found there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from analyzers.wordlist import words
from corpus.authority import Name, localities, regions

WORD = re.compile(r"\w+(?:[-‑]\w+)*")
LONGEST = 3  # words in a name: Тұрар Рысқұлов ауданы has two, "city of Oral" three
KAZAKH = re.compile("[әғқңөұүһі]")
SPELLINGS = (
    ("shch", "sh"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("q", "k"),
    ("y", "i"),
    ("w", "u"),
    ("ye", "e"),
)


class Meaning(NamedTuple):
    """What a form may stand for: the place's id, its kind, the region it lies in, and the name it is a form
    of.
    """

    id: str
    kind: str
    region: str
    name: Name


class Spot(NamedTuple):
    """A form found in a text, with everything it may mean."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


def spots(text: str) -> list[Spot]:
    """All names of places in a text, the longest at each point, in order."""
    found: list[Spot] = []
    tokens = list(WORD.finditer(text))
    at = 0
    while at < len(tokens):
        size, spot = _longest(text, tokens[at : at + LONGEST])
        if spot:
            found.append(spot)
        at += size
    return found


def _longest(text: str, tokens: list[re.Match[str]]) -> tuple[int, Spot | None]:
    start = tokens[0].start()
    if not text[start].isupper():
        return 1, None
    for size in range(len(tokens), 0, -1):
        end = tokens[size - 1].end()
        if meanings := _forms().get(key(text[start:end])):
            return size, Spot(start, end, meanings)
    head, _, ending = tokens[0].group().partition("-")
    if ending in _endings() and (meanings := _forms().get(key(head))):
        return 1, Spot(start, start + len(head), meanings)
    return 1, None


@cache
def key(form: str) -> str:
    """The form under which names are compared: small letters, ё as е; Latin without accents and with one
    spelling of a sound.
    """
    small = " ".join(form.lower().replace("ё", "е").replace("‑", "-").split())
    if not small.isascii() and not "a" <= small[0] <= "ɏ":
        return small
    plain = "".join(c for c in unicodedata.normalize("NFD", small) if not unicodedata.combining(c))
    for written, kept in SPELLINGS:
        plain = plain.replace(written, kept)
    return re.sub(r"(.)\1", r"\1", plain)


@cache
def _endings() -> tuple[str, ...]:
    return words("indexer.normalise", "kazakh_place_endings.txt")


@cache
def _forms() -> dict[str, tuple[Meaning, ...]]:
    found: dict[str, dict[Meaning, None]] = {}
    for meaning in _meanings():
        for form in inflected(meaning.name):
            found.setdefault(key(form), {})[meaning] = None
    return {form: tuple(meanings) for form, meanings in found.items()}


def _meanings() -> Iterator[Meaning]:
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
    forms = [name.text + ending for ending in ("", *_endings())] if kazakh else [name.text]
    return forms if name.language == "kk" else [*forms, *declined(name.text)]


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
        return [f"{a} {b}" for a, b in zip(_cases(first), cases, strict=True)]
    return [first + blank + case for case in cases]


def _cases(word: str) -> list[str]:
    for ending, others in DECLENSIONS:
        if word.endswith(ending):
            return [word.removesuffix(ending) + other for other in others]
    return [] if word[-1].lower() in VOWELS else [word + case for case in ("а", "у", "ом", "е")]

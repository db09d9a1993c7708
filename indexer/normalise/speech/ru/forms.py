"""Russian endings of names: which nominative, case and sex a form may stand for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple


class Form(NamedTuple):
    """A reading of a form: the nominative, the case (* = any) and the sex (m, f, or empty for either)."""

    nominative: str
    case: str
    sex: str


_MAN = {"": "nom", "а": "gen", "у": "dat", "ом": "ins", "ем": "ins", "ым": "ins", "е": "loc"}
_MAN_SOFT = {"я": "gen", "ю": "dat", "ем": "ins", "е": "loc", "и": "loc"}
_WOMAN = {"ы": "gen", "и": "gen", "е": "dat", "у": "acc", "ю": "acc", "ой": "ins", "ей": "ins", "ою": "ins"}
_SURNAME_MAN = {"": "nom", "а": "gen", "у": "dat", "ым": "ins", "е": "loc"}
_SURNAME_WOMAN = {"а": "nom", "ой": "gen", "у": "acc", "ою": "ins"}
_ADJECTIVE = {
    "ий": ("ий", "nom", "m"), "ого": ("ий", "gen", "m"), "ому": ("ий", "dat", "m"), "им": ("ий", "ins", "m"),
    "ом": ("ий", "loc", "m"), "ая": ("ая", "nom", "f"), "ой": ("ая", "gen", "f"), "ую": ("ая", "acc", "f"),
}  # fmt: skip


@lru_cache(maxsize=20_000)
def noun(word: str) -> tuple[Form, ...]:
    """The readings of a given name or an unknown name, small letters: the word itself first."""
    return tuple(dict.fromkeys(_noun(word)))


def _noun(word: str) -> Iterator[Form]:
    yield Form(word, "nom" if word[-1] in "аяйь" else "*", "")
    if word.endswith("ь"):
        yield Form(word, "*", "f")  # Бахытгуль Искаковой
    for ending, case in _MAN.items():
        base = word.removesuffix(ending)
        if ending and base != word and len(base) >= 3 and base[-1] not in "аеёиоуыэюяйь":
            yield Form(base, case, "m")
    for ending, case in _MAN_SOFT.items():
        base = word.removesuffix(ending)
        if base != word and len(base) >= 2:
            soft = "й" if base[-1] in "аеёиоуыэюя" else "ь" if ending != "и" else ""
            if soft:
                yield Form(base + soft, case, "m")
    for ending, case in _WOMAN.items():
        base = word.removesuffix(ending)
        if base != word and len(base) >= 2:
            in_ya = ending in ("и", "ю", "ей") or base[-1] in "аеёиоуыэюя"  # Алие: Алия
            yield Form(base + ("я" if in_ya else "а"), case, "")
            if ending in ("и", "е"):
                yield Form(base + "я", case, "")


@lru_cache(maxsize=20_000)
def surname(word: str) -> tuple[Form, ...]:
    """The readings of a surname in -ов, -ев, -ин, -ский and their feminines, small letters; none for other words."""
    return tuple(_surname(word))


def _surname(word: str) -> Iterator[Form]:
    for sex, endings in (("m", _SURNAME_MAN), ("f", _SURNAME_WOMAN)):
        for ending, case in endings.items():
            base = word.removesuffix(ending)
            if (base != word or not ending) and len(base) >= 4 and base.endswith(("ов", "ев", "ёв", "ин", "ын")):
                yield Form(base + ("а" if sex == "f" else ""), case, sex)
    for ending, (shown, case, sex) in _ADJECTIVE.items():
        base = word.removesuffix(ending)
        if base != word and len(base) >= 4 and base.endswith(("ск", "цк")):
            yield Form(base + shown, case, sex)


def agree(first: str, second: str) -> bool:
    """Whether two cases may be of one phrase; the endings of men and women spread the oblique cases differently."""
    if "*" in (first, second) or first == second:
        return True
    oblique = {"gen", "dat", "acc", "ins", "loc"}
    pairs = ({"gen", "acc"}, {"dat", "loc"}, {"gen", "dat"}, {"gen", "ins"}, {"gen", "loc"})
    return {first, second} <= oblique and {first, second} in pairs

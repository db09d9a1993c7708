"""One id for one name in three languages: folded keys, and readable slugs made from the keys alone.

A key folds what Kazakh, Russian and English spell differently: ж, дж, zh and j; х, һ and kh; the classes e-i-y and
o-u-ұ-ү-ө; doubled letters; й between vowels. A slug is a function of the keys (surname, then given name), so that
Жарқынбекова, Жаркынбекова and Zharkynbekova share it; where a part is a listed given name, the list's spelling is used.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from corpus.tables import table

_INITIAL_E = re.compile(r"^(?:е|э|ye|ie|e)")
_READABLE = {"E": "e", "J": "zh", "H": "kh", "C": "ch", "S": "sh"}
_SUFFIXES = tuple(
    (re.compile(f"(?<=..){key}$"), shown)
    for key, shown in (
        ("uv", "ov"), ("uva", "ova"), ("iv", "ev"), ("iva", "eva"), ("ina", "ina"), ("in", "in"), ("uli", "uly"),
        ("kizi", "kyzy"), ("ski", "sky"), ("skaia", "skaya"), ("sinku", "senko"), ("inku", "enko"), ("uviC", "ovich"),
        ("iviC", "evich"), ("bik", "bek"),
    )
)  # fmt: skip


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """The folded key of one part of a name in any of the three languages."""
    plain = "".join(c for c in unicodedata.normalize("NFC", word.lower()) if c.isalpha())
    plain = _INITIAL_E.sub("E", plain)  # Ермек, Yermek, Ermek; but Игорь is no Егор
    for letters, folded, _ in _letters():
        plain = plain.replace(letters, folded)
    bare = unicodedata.normalize("NFD", plain).encode("ascii", "ignore").decode()  # François, João
    return _settle_vowels(bare.replace("e", "i").replace("o", "u").replace("y", "i"))


@cache
def _letters() -> tuple[tuple[str, str, str], ...]:
    rows = table("indexer.normalise", "name_letters.tsv", "letters folded shown")
    return tuple((row["letters"], row["folded"], row["shown"]) for row in rows)


def _settle_vowels(word: str) -> str:
    word = re.sub(r"(.)\1+", r"\1", word)
    word = re.sub(r"(?<=a)i(?=[au])", "", word)  # Аяулым: ai + a
    word = re.sub(r"(?<=a)ui(?=[^aiu]|$)", "u", word)  # Бауыржан, Бауржан
    word = re.sub(r"(?<=[^aiu])i(?=[au][^aiu])", "", word)  # Ләззат, Ляззат, Lyazzat; Гүлнәр, Гюльнар
    word = re.sub(r"^([tpk])i(?=[lS])", r"\1", word)  # Тілеуберді, Тлеуберди; Пішембаев, Пшембаев
    word = re.sub(r"(?<=[CSJ])i?uv(a?)$", r"iv\1", word)  # Ткачёв, Ткачов, Tkachyov
    return re.sub(r"(.)\1+", r"\1", word)


def slug(surname: str, given: str = "") -> str:
    """The readable id of a person: surname, then given name, in Latin letters."""
    parts = (_shown_surname(key(surname)), _shown_given(key(given)))
    return "-".join(part for part in parts if part)


@cache
def _listed() -> dict[str, str]:
    rows = table("indexer.normalise.speech", "given_names.tsv", "name language sex")
    shown: dict[str, str] = {}
    for row in rows:
        shown.setdefault(key(row["name"]), _romanised(row["name"]))
    return shown


def _romanised(name: str) -> str:
    shown = {letters: letter for letters, _, letter in _letters() if not letters.isascii()}
    letters = "".join(shown.get(letter, letter) for letter in name.lower())
    plain = unicodedata.normalize("NFD", letters).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", plain)


def _shown_given(name: str) -> str:
    return _listed().get(name) or _shown_surname(name)


def _shown_surname(name: str) -> str:
    if name in _listed():
        return _listed()[name]
    for pattern, shown in _SUFFIXES:
        if match := pattern.search(name):
            return _shown_stem(name[: match.start()]) + shown
    return _plain(name)


@cache
def _stems() -> dict[str, str]:
    rows = table("indexer.normalise", "surname_stems.tsv", "stem")
    return {key(row["stem"]): _romanised(row["stem"]) for row in rows} | _listed()


def _shown_stem(stem: str) -> str:
    if stem in _stems():
        return _stems()[stem]
    return _listed()[stem + "i"][:-1] if stem.endswith("a") and stem + "i" in _listed() else _plain(stem)


def _plain(name: str) -> str:
    return "".join(_READABLE.get(letter, letter) for letter in name)

"""One id for one name in three languages: folded keys, and readable slugs made from the keys alone.

A key folds what Kazakh, Russian and English spell differently: ж, дж, zh and j; х, һ and kh; the classes e-i-y and
o-u-ұ-ү-ө; doubled letters; й between vowels. A slug is a function of the keys (surname, then given name), so that
Жарқынбекова, Жаркынбекова and Zharkynbekova share it; where a part is a listed given name, the list's spelling is used,
and elsewhere each folded vowel is the one that listed names mostly write between such letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from corpus.authority_people import people
from corpus.tables import table

_INITIAL_E = re.compile(r"^(?:е|э|ye|ie|e)")
_READABLE = {"E": "e", "J": "zh", "H": "kh", "C": "ch", "S": "sh"}
_SURROUNDINGS = (
    (3, 3),
    (2, 3),
    (3, 2),
    (2, 2),
    (1, 2),
    (2, 1),
    (1, 1),
    (0, 1),
    (1, 0),
    (0, 0),
)  # before, after a vowel
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
    plain = unicodedata.normalize("NFC", word.lower())
    if not plain.isalpha():
        plain = "".join(filter(str.isalpha, plain))
    plain = _INITIAL_E.sub("E", plain)  # Ермек, Yermek, Ermek; but Игорь is no Егор
    for letters, folded in _groups_of_letters():
        if letters in plain:
            plain = plain.replace(letters, folded)
    plain = plain.translate(_single_letters())
    bare = unicodedata.normalize("NFD", plain).encode("ascii", "ignore").decode()  # François, João
    return _settle_vowels(bare.replace("e", "i").replace("o", "u").replace("y", "i"))


@cache
def _letters() -> tuple[tuple[str, str, str], ...]:
    rows = table("indexer.normalise", "name_letters.tsv", "letters folded shown")
    return tuple((row["letters"], row["folded"], row["shown"]) for row in rows)


@cache
def _groups_of_letters() -> tuple[tuple[str, str], ...]:
    return tuple((letters, folded) for letters, folded, _ in _letters() if len(letters) > 1)


@cache
def _single_letters() -> dict[int, str]:
    return {ord(letter): folded for letter, folded, _ in _letters() if len(letter) == 1}


_DOUBLED = re.compile(r"(.)(?=\1)")
_SETTLINGS = tuple(  # letters without which it settles nothing, what it looks for, and what takes its place
    (letters, re.compile(pattern), settled)
    for letters, pattern, settled in (
        ("ai", r"(?<=a)i(?=[au])", ""),  # Аяулым: ai + a
        ("aui", r"(?<=a)ui(?=[^aiu]|$)", "u"),  # Бауыржан, Бауржан
        ("iuv", r"(?<=[^aiu]i)u(?=va?$)", ""),  # Соловьёв, Solovyov
        ("i", r"(?<=[^aiu])i(?=[au][^aiu])", ""),  # Ләззат, Ляззат, Lyazzat; Гүлнәр, Гюльнар
        ("i", r"(?<=^[tpk])i(?=[lS])", ""),  # Тілеуберді, Тлеуберди; Пішембаев, Пшембаев
        ("uv", r"(?<=[CSJ])i?u(?=va?$)", "i"),  # Ткачёв, Ткачов, Tkachyov
    )
)


def _settle_vowels(word: str) -> str:
    single = settled = _DOUBLED.sub("", word)
    for letters, pattern, shown in _SETTLINGS:
        if letters in settled:
            settled = pattern.sub(shown, settled)
    return single if settled == single else _DOUBLED.sub("", settled)


@lru_cache(maxsize=20_000)
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
    letters = "".join(_roman_letters().get(letter, letter) for letter in name.lower())
    plain = unicodedata.normalize("NFD", letters).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", plain)


@cache
def _roman_letters() -> dict[str, str]:
    return {letters: shown for letters, _, shown in _letters() if not letters.isascii()}


def _shown_given(name: str) -> str:
    return _listed().get(name) or _shown_surname(name)


def _shown_surname(name: str) -> str:
    for pattern, shown in _SUFFIXES:
        if match := pattern.search(name):
            return _shown_stem(name[: match.start()]) + shown
    return _listed().get(name) or _plain(name)


@cache
def _stems() -> dict[str, str]:
    rows = table("indexer.normalise", "surname_stems.tsv", "stem")
    return {key(row["stem"]): _romanised(row["stem"]) for row in rows} | _listed()


def _shown_stem(stem: str) -> str:
    if stem in _stems():
        return _stems()[stem]
    return _listed()[stem + "i"][:-1] if stem.endswith("a") and stem + "i" in _listed() else _plain(stem)


def _plain(name: str) -> str:
    """The letters of a key, each vowel as listed names mostly write it between such neighbours: birkamal, berkamal."""
    padded = f"   {name}   "
    shown = (_usual(padded, at) if padded[at] in "iu" else padded[at] for at in range(3, len(padded) - 3))
    return "".join(_READABLE.get(letter, letter) for letter in shown)


def _usual(padded: str, at: int) -> str:
    for before, after in _SURROUNDINGS:
        if seen := _vowels().get(padded[at - before : at] + "_" + padded[at : at + after + 1]):
            return min(seen, key=lambda letter: (-seen[letter], letter))
    return padded[at]


@cache
def _vowels() -> dict[str, dict[str, int]]:
    """How listed Cyrillic names write the vowels that keys fold, by the letters around them."""
    seen: dict[str, dict[str, int]] = {}
    for name in _cyrillic_names():
        pairs = _folded_and_shown(name)
        padded = f"   {''.join(folded for folded, _ in pairs)}   "
        for at, (folded, shown) in enumerate(pairs, 3):
            if folded in "iu":
                for before, after in _SURROUNDINGS:
                    near = padded[at - before : at] + "_" + padded[at : at + after + 1]
                    counts = seen.setdefault(near, {})
                    counts[shown] = counts.get(shown, 0) + 1
    return seen


def _cyrillic_names() -> list[str]:
    given = [row["name"] for row in table("indexer.normalise.speech", "given_names.tsv", "name language sex")]
    stems = [row["stem"] for row in table("indexer.normalise", "surname_stems.tsv", "stem")]
    listed = [
        part for entry in people().values() for lang, name in entry.spellings if lang == "ru" for part in name.split()
    ]
    return [name.lower() for name in (*given, *stems, *listed) if not name.isascii()]


def _folded_and_shown(name: str) -> list[tuple[str, str]]:
    """The letters of a name as a key folds them, each beside the letter a slug shows; doubled ones once."""
    pairs: list[tuple[str, str]] = []
    for letter in name:
        folded, shown = _shown_letters().get(letter, ("", ""))
        split = zip(folded, shown, strict=True) if len(folded) > 1 else [(folded, shown)] if folded else ()
        pairs += [pair for pair in split if not pairs or pair[0] != pairs[-1][0]]
    return pairs


@cache
def _shown_letters() -> dict[str, tuple[str, str]]:
    return {letters: (folded, shown) for letters, folded, shown in _letters() if shown}

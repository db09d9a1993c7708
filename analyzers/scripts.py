"""Latin Kazakh ⇄ Cyrillic, four schemes: 2017 (apostrophes), 2018 (acutes), 2021 (umlauts) and Kazinform's.

The schemes give `i`, `ı` and `y` different meanings, so the scheme is chosen once for a whole text, by the letters that
speak for and against it; then the text is read letter by letter (latin.tsv) and loans get their lost letters back
(latin_loans.tsv). Cyrillic words, numbers and marks stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from analyzers.wordlist import rows

SCHEMES = ("2017", "2018", "2021", "kazinform")
_TABLE = rows("analyzers", "latin.tsv", 6)
_LOANS = {read: meant for read, meant, _ in rows("analyzers", "latin_loans.tsv", 3)}
_LOAN = re.compile(rf"\b(?:{'|'.join(sorted(_LOANS, key=len, reverse=True))})")
_APOSTROPHE = re.compile(r"(?<=[AaGgIiNnOoSsCcUuYy])[’‘ʼʹ`´]")
_LATIN_WORD = re.compile(r"[a-zA-ZÀ-ɏ][a-zA-ZÀ-ɏ']*")
_VOWELS = "аәеоөұүыіэуияюё"
_GLIDES = (
    (re.compile("йа|^иа"), "я"),
    (re.compile("йу"), "ю"),
    (re.compile("и(?=а)"), "ия"),
    (re.compile("и(?=у)"), "ию"),
)
_BASIC = frozenset("abdefgjklmnopqrstuvhz")


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to write Kazakh in Latin letters."""

    name: str
    to_latin: dict[str, str]
    to_cyrillic: dict[str, str]
    spelling: re.Pattern[str]
    letters: frozenset[str]


@cache
def scheme(name: str) -> Scheme:
    """A scheme by its name in `SCHEMES`."""
    column = SCHEMES.index(name) + 1
    there = {row[0]: row[column] for row in _TABLE}
    back: dict[str, str] = {}
    for cyrillic, latin in there.items():
        if latin and (len(latin.replace("'", "")) == 1 or latin in ("sh", "ch", "şç")):
            back.setdefault(latin, cyrillic)
    spelling = re.compile("|".join(sorted(map(re.escape, back), key=len, reverse=True)))
    return Scheme(name, there, back, spelling, frozenset("".join(there.values())))


def to_latin(text: str, name: str) -> str:
    """Cyrillic Kazakh in the scheme of that name."""
    table = scheme(name).to_latin
    return "".join(_cased(char, lambda small: table.get(small, small)) for char in text)


def _cased(char: str, change: Callable[[str], str]) -> str:
    small = char.lower()
    changed = change(small)
    return changed if char == small else changed.capitalize()


def choose(text: str) -> Scheme:
    """The scheme whose letters the text uses; plain letters alone are read as of 2018."""
    return max((scheme(name) for name in ("2018", "2017", "2021", "kazinform")), key=lambda each: _votes(text, each))


def _votes(text: str, candidate: Scheme) -> float:
    small = _small(text)
    counts = Counter(char for char in small if char.isalpha() and char not in _BASIC)
    known = sum(count for letter, count in counts.items() if letter in candidate.letters)
    apostrophes = len(re.findall(r"(?<=[aginosucy])'(?=\w|\b)", small))
    known += apostrophes if "'" in candidate.letters else -apostrophes
    unknown = sum(count for letter, count in counts.items() if letter not in candidate.letters)
    vowel_y = len(re.findall(r"(?<=[^aeiouäöüáóúūıy\W])y(?=[^aeiouäöüáóúūıy\W])", small))
    glide_y = len(re.findall(r"(?<=[aeouäöüı])y", small))
    for_glide = glide_y - vowel_y
    return known - 3 * unknown + (for_glide if candidate.name == "kazinform" else -for_glide)


def _small(text: str) -> str:
    return text.replace("İ", "i").replace("I", "ı" if "ı" in text or "İ" in text else "i").lower()


def to_cyrillic(text: str) -> str:
    """The Latin words of a text in Cyrillic, by the scheme that the whole text speaks for."""
    straight = _APOSTROPHE.sub("'", text)
    chosen = choose(straight)
    return _LATIN_WORD.sub(lambda match: _word(match.group(), chosen), straight)


def _word(word: str, chosen: Scheme) -> str:
    read = _read(_small(word) if chosen.name in ("2018", "2021", "kazinform") else word.lower(), chosen)
    if len(word) > 1 and word.isupper():
        return read.upper()
    return read[:1].upper() + read[1:] if word[:1].isupper() else read


def _read(word: str, chosen: Scheme) -> str:
    if chosen.name != "kazinform":
        i_letter = re.escape(chosen.to_latin["и"])
        word = re.sub(rf"^ts|(?<=n)ts|ts(?={i_letter})", "ц", word)
    letters = chosen.spelling.sub(lambda match: chosen.to_cyrillic[match.group()], word)
    if chosen.to_latin["и"] == chosen.to_latin["й"]:
        letters = re.sub(rf"(?<=[{_VOWELS}])и", "й", letters)
    for pattern, replacement in _GLIDES:
        letters = pattern.sub(replacement, letters)
    letters = letters.replace("ияа", "ия").replace("июу", "ию")
    return _LOAN.sub(lambda match: _LOANS[match.group()], letters)

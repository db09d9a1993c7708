"""Latin Kazakh ⇄ Cyrillic, four schemes: 2017 (apostrophes), 2018 (acutes), 2021 (umlauts) and Kazinform's.

The schemes give `i`, `ı` and `y` different meanings, so the scheme is chosen once for a whole document (`choose`), by
the letters that speak for and against it. A word is then read letter by letter (latin.tsv, latin_loans.tsv). Where that
gives no Kazakh word, any known one that the scheme would spell alike is taken instead: the schemes lose э, ь, ц, һ and
the difference of и and й. Cyrillic words, numbers (XXI among them), addresses and marks stay.

    to_cyrillic("Qazaqstan Úkimeti")       →  "Қазақстан Үкіметі"
    through(analyzer, choose(document))    →  the analyzer, reading Latin as Cyrillic, with offsets into the Latin text
    candidates("sailau")                   →  ("сайлау",): the Kazakh words that plain letters may stand for
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from analyzers.analysis import Analyzer, Token
from analyzers.folding import INVISIBLE, MARKS, repair
from analyzers.kk.restore import by_lexicon, key
from analyzers.wordlist import rows

SCHEMES = ("2017", "2018", "2021", "kazinform")
DOTTED = frozenset(("2021", "kazinform"))  # schemes that write İ for the capital of i and I for that of ı
LONGEST = 60  # letters; a longer word is read by letters alone
_TABLE = rows("analyzers", "latin.tsv", 6)
_LOANS = {read: meant for read, meant, _ in rows("analyzers", "latin_loans.tsv", 3)}
_LOAN = re.compile(rf"\b(?:{'|'.join(sorted(_LOANS, key=len, reverse=True))})")
_APOSTROPHE = re.compile(r"(?<=[AaGgIiNnOoSsCcUuYy])[’‘ʼʹ`´]")
_ADDRESS = re.compile(r"(?<!\S)(?:(?:https?://|www\.)\S+|[^\s@]{1,100}@\S+)")
_ROMAN = re.compile(r"[IVXLC]{2,}|[VX]")  # numbers: XXI
_UNTOLD = re.compile(rf"{_ADDRESS.pattern}|\b(?:{_ROMAN.pattern})\b")  # says nothing of the scheme
_PIECE = re.compile(rf"{_ADDRESS.pattern}|[^\W\d_](?:[^\W\d_]|['{MARKS}{INVISIBLE}])*")
_LATIN_RUN = re.compile(r"[a-zA-ZÀ-ɏ][a-zA-ZÀ-ɏ'\u0300-\u036f]*")
_VOWELS = "аәеоөұүыіэуияюё"
_GLIDES = (
    (re.compile("йа|^иа"), "я"),
    (re.compile("йу|^иу"), "ю"),
    (re.compile("и(?=а)"), "ия"),
    (re.compile(rf"(?<=[^{_VOWELS}])иу(?=[^{_VOWELS}мс])"), "ю"),  # бюджет, but аквариум, радиус
    (re.compile("и(?=у(?![мс]))"), "ию"),
    (re.compile("ияа"), "ия"),
    (re.compile("июу"), "ию"),
)
_FOREIGN = re.compile("(?<=[тцснрдк])ия(?=л(?:$|[дғ]|и[сз]))")  # материал, специалист
_SOFT_ENDING = re.compile("ь(?=[іы])")  # фестиваль, but фестивалі
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
    votes = _Votes(text)
    return max((scheme(name) for name in ("2018", "2017", "2021", "kazinform")), key=votes.of)


class _Votes:
    """What the letters of a text say about each scheme."""

    def __init__(self, text: str) -> None:
        small = _lower(_UNTOLD.sub(" ", _APOSTROPHE.sub("'", text)), dotted="ı" in text or "İ" in text)
        self._counts = Counter(char for char in small if char.isalpha() and char not in _BASIC and char < "\u0370")
        self._apostrophes = len(re.findall(r"(?<=[aginosucy])'(?=\w|\b)", small))
        vowel_y = len(re.findall(r"(?<=[^aeiouäöüáóúūıy\W])y(?=[^aeiouäöüáóúūıy\W])", small))
        glide_y = len(re.findall(r"(?<=[aeouäöüı])y", small))
        self._for_glide = glide_y - vowel_y

    def of(self, candidate: Scheme) -> float:
        known = sum(count for letter, count in self._counts.items() if letter in candidate.letters)
        unknown = self._counts.total() - known
        known += self._apostrophes if "'" in candidate.letters else -self._apostrophes
        return known - 3 * unknown + (self._for_glide if candidate.name == "kazinform" else -self._for_glide)


def _lower(text: str, *, dotted: bool) -> str:
    return text.replace("İ", "i").replace("I", "ı" if dotted else "i").lower()


def to_cyrillic(text: str, chosen: Scheme | None = None) -> str:
    """The Latin words of a text in Cyrillic, by a scheme or by the one that the whole text speaks for."""
    return "".join(cyrillic for _, cyrillic in _pieces(text, chosen or choose(text)))


def through(analyzer: Analyzer, chosen: Scheme) -> Analyzer:
    """An analyzer that reads Latin Kazakh as Cyrillic; its tokens have their places in the Latin text."""

    def cyrillic(text: str) -> Iterator[Token]:
        read = aligned(text, chosen)
        for token in analyzer.tokenizer(read.text):
            yield Token(token.term, *read.origin(token.start, token.end), token.position)

    return Analyzer(cyrillic, analyzer.filters)


def chains_through(chains: Mapping[str, Analyzer], chosen: Scheme) -> dict[str, Analyzer]:
    """The analyzers of a text, by kind of field, reading Latin Kazakh as Cyrillic; `exact` alone keeps its letters."""
    return {kind: chain if kind == "exact" else through(chain, chosen) for kind, chain in chains.items()}


class Aligned(NamedTuple):
    """A Latin text read as Cyrillic, with where each of its pieces (words, and characters between) begins in both."""

    text: str
    starts: Sequence[int]
    places: Sequence[int]  # in the Latin text, and its end

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the Latin text that [start, end) of the Cyrillic one was read from."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        return self.places[first], self.places[last + 1]


def aligned(text: str, chosen: Scheme) -> Aligned:
    """A text in Cyrillic, so that a place in it can be led back."""
    pieces = list(_pieces(text, chosen))
    starts = [0, *accumulate(len(piece) for _, piece in pieces)][: len(pieces)]
    places = [*(place for place, _ in pieces), len(text)]
    return Aligned("".join(piece for _, piece in pieces), starts, places)


def _pieces(text: str, chosen: Scheme) -> Iterator[tuple[int, str]]:
    """Each word in Cyrillic, and each character between words, with its place in the text."""
    straight = _APOSTROPHE.sub("'", text)
    last = 0
    for match in _PIECE.finditer(straight):
        yield from enumerate(straight[last : match.start()], start=last)
        yield match.start(), _word(match.group(), chosen.name)
        last = match.end()
    yield from enumerate(straight[last:], start=last)


@lru_cache(maxsize=1 << 15)
def _word(surface: str, name: str) -> str:
    if _ADDRESS.match(surface) or _ROMAN.fullmatch(surface):
        return surface
    word = unicodedata.normalize("NFC", repair(surface))
    return _LATIN_RUN.sub(lambda run: _run(run.group(), scheme(name)), word)


def _run(word: str, chosen: Scheme) -> str:
    read = _meant(word, chosen)
    if len(word) > 1 and word.isupper():
        return read.upper()
    return read[:1].upper() + read[1:] if word[:1].isupper() else read


def _meant(word: str, chosen: Scheme) -> str:
    """What a word is read as: a word that the lexicon knows, spelt so in this scheme, before one read by letters."""
    dotted = chosen.name in DOTTED
    ways = dict.fromkeys(_lower(word, dotted=way) for way in (dotted, not dotted))
    plain = [_read(way, chosen) for way in ways]
    readings = [*plain, *map(_as_loan, plain)]
    if len(word) > LONGEST:
        return plain[0]
    known = next(filter(by_lexicon().knows, readings), None)
    if known is not None:
        return known
    meant = [found for way in ways for found in by_lexicon()(key(way), _spelt(way, chosen))]
    return max(meant)[1] if meant else readings[len(plain)]


def _spelt(word: str, chosen: Scheme) -> Callable[[str], float | None]:
    def written(cyrillic: str) -> float | None:
        latin = "".join(chosen.to_latin.get(letter, letter) for letter in cyrillic)
        return 0.0 if latin == word else None

    return written


def _read(word: str, chosen: Scheme) -> str:
    if chosen.name != "kazinform":
        i_letter = re.escape(chosen.to_latin["и"])
        word = re.sub(rf"^ts|(?<=n)ts|ts(?={i_letter})", "ц", word)
    letters = chosen.spelling.sub(lambda match: chosen.to_cyrillic[match.group()], word)
    if chosen.to_latin["и"] == chosen.to_latin["й"]:
        letters = re.sub(r"(?<=[аәеоөұүыіэия])и", "й", letters)
    for pattern, replacement in _GLIDES:
        letters = pattern.sub(replacement, letters)
    return letters


def _as_loan(read: str) -> str:
    """The word with the letters that a loan has lost."""
    return _SOFT_ENDING.sub("", _LOAN.sub(lambda match: _LOANS[match.group()], _FOREIGN.sub("иа", read)))


def candidates(word: str) -> tuple[str, ...]:
    """The known Kazakh words that a word in plain Latin letters may stand for, the likeliest first."""
    return by_lexicon().from_latin(word)

"""Whether a text was rewritten word by word by a machine: it holds, again and again, what no writer puts there.

Such machines replace words by the synonym of another sense ("Workplace for Democratic Establishments"). Each
phrase of `spun.tsv` is worth something, once; several different ones together are a sign, one is none. Releases
of an official source are never suspected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from corpus.records import Alteration
from corpus.tables import Row, table

ENOUGH, LEAST_SIGNS = 5, 3
SHOWN = 12
COLUMNS = "language phrase stands_for worth"
WORD = re.compile(r"[^\W\d_]++|[»”\"]|\d[\d.,]*")
MARKED = re.compile(rf"(?:[^\W\d_]++|#)++|{WORD.pattern}")
CLOSING = '»”"'

Phrase = list[str]  # its words


def spun(title: str | None, paragraphs: Sequence[str], language: str) -> Alteration | None:
    """The signs that a text was rewritten by a machine; None where there are too few."""
    found = _phrases(language)
    if not found:
        return None
    by_first, worth = found
    words = _words("\n".join((title or "", *paragraphs)))
    held = sorted(set(_held(words, by_first)), key=lambda phrase: (-worth[phrase][0], phrase))
    total = sum(worth[phrase][0] for phrase in held)
    if total < ENOUGH or len(held) < LEAST_SIGNS:
        return None
    signs = tuple(f"{worth[phrase][1]} → {phrase}" for phrase in held)
    return Alteration("spun", min(0.98, 0.6 + 0.03 * total), signs[:SHOWN])


def _held(words: Sequence[str], by_first: Mapping[str, Sequence[Phrase]]) -> Iterator[str]:
    """The phrases that stand in a text, the longest at each point."""
    behind = 0
    for at in [at for at, word in enumerate(words) if word in by_first]:
        for phrase in by_first[words[at]] if at >= behind else ():
            if words[at : at + len(phrase)] == phrase:
                yield " ".join(phrase)
                behind = at + len(phrase)
                break


def _words(text: str) -> Phrase:
    """Words in small letters; `”` stands for any closing quotation mark, `#` for a number."""
    found = (MARKED if "#" in text else WORD).findall(text.lower())
    return [
        word if word.isalpha() else "”" if word in CLOSING else "#" if word[0].isdecimal() else word for word in found
    ]


@cache
def _phrases(language: str) -> tuple[dict[str, list[Phrase]], dict[str, tuple[int, str]]] | None:
    """The phrases of a language by their first words, the longest first, and what each is worth and replaced."""
    found = phrases(table(__package__, "spun.tsv", COLUMNS), language)
    by_first: dict[str, list[Phrase]] = {}
    for phrase in sorted(found, key=len, reverse=True):
        by_first.setdefault(phrase.partition(" ")[0], []).append(phrase.split())
    return (by_first, found) if found else None


def phrases(rows: Iterable[Row], language: str) -> dict[str, tuple[int, str]]:
    """The phrases of a language: what each is worth, and what it stands for."""
    worth: dict[str, tuple[int, str]] = {}
    for row in rows:
        if row["worth"] not in ("1", "2"):
            raise row.wrong(row["worth"], "is no worth: write 1 or 2")
        if row["phrase"] != (kept := " ".join(_words(row["phrase"]))):
            raise row.wrong(row["phrase"], f"would never be found: write {kept!r}")
        if row["language"] == language:
            worth[row["phrase"]] = int(row["worth"]), row["stands_for"]
    return worth

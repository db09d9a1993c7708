"""Whether a text was rewritten word by word by a machine: it holds, again and again, what no writer puts there.

Such machines replace words by the synonym of another sense ("Workplace for Democratic Establishments"). Each
phrase of `spun.tsv` is worth something, once; several different ones together are a sign, one is none. Releases
of an official source are never suspected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from corpus.records import Alteration
from corpus.tables import Row, table

ENOUGH, LEAST_SIGNS = 5, 3
SHOWN = 12
COLUMNS = "language phrase stands_for worth"
GAPS = re.compile(r"[^\w”#]+|_+")
NUMBER = re.compile(r"\d[\d.,]*")
QUOTED = re.compile(r"[»”\"][\s,]*")


def spun(title: str | None, paragraphs: Sequence[str], language: str) -> Alteration | None:
    """The signs that a text was rewritten by a machine; None where there are too few."""
    found = _phrases(language)
    if not found:
        return None
    pattern, worth = found
    text = _folded("\n".join((title or "", *paragraphs)))
    held = sorted({match.group(1) for match in pattern.finditer(text)}, key=lambda phrase: (-worth[phrase][0], phrase))
    total = sum(worth[phrase][0] for phrase in held)
    if total < ENOUGH or len(held) < LEAST_SIGNS:
        return None
    signs = tuple(f"{worth[phrase][1]} → {phrase}" for phrase in held)
    return Alteration("spun", min(0.98, 0.6 + 0.03 * total), signs[:SHOWN])


def _folded(text: str) -> str:
    """Words in small letters with single blanks; `”` stands for any closing quotation mark, `#` for a number."""
    marked = QUOTED.sub(" qqq ", text.lower())
    return (
        " ".join(GAPS.sub(" ", re.sub(r"\d[\d.,]*", " nnn ", marked)).split()).replace("qqq", "”").replace("nnn", "#")
    )


@cache
def _phrases(language: str) -> tuple[re.Pattern[str], dict[str, tuple[int, str]]] | None:
    """One expression for all phrases of a language, the longest first, and what each is worth and replaced."""
    found = phrases(table(__package__, "spun.tsv", COLUMNS), language)
    if not found:
        return None
    longest_first = "|".join(re.escape(phrase) for phrase in sorted(found, key=len, reverse=True))
    return re.compile(rf"(?:(?<= )|^)({longest_first})(?= |$)"), found


def phrases(rows: Iterable[Row], language: str) -> dict[str, tuple[int, str]]:
    """The phrases of a language: what each is worth, and what it stands for."""
    worth: dict[str, tuple[int, str]] = {}
    for row in rows:
        if row["worth"] not in ("1", "2"):
            raise row.wrong(row["worth"], "is no worth: write 1 or 2")
        if row["phrase"] != _folded(row["phrase"]).strip():
            raise row.wrong(row["phrase"], f"would never be found: write {_folded(row['phrase'])!r}")
        if row["language"] == language:
            worth[row["phrase"]] = int(row["worth"]), row["stands_for"]
    return worth

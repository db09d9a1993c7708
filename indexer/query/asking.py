"""Sentences typed as questions: words that only ask are passed over, and days named in words are taken as days.

    кто говорил об электронном голосовании в Уральске в 2022 году   →   об электронном … date:"в 2022 году"

Both are shown as expansions and come off by their text, in exact mode or in quotation marks. Words only ask beside a
word of question in the same language, and never where nothing else is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analyzers.language import Languages
from analyzers.wordlist import rows
from indexer.query.alternatives import is_stop_word
from indexer.query.syntax import All, Field, Quoted, Syntax, Word, all_of
from indexer.query.tried import Expansion
from indexer.query.when import LONGEST_RUN, counts_from_today, may_name_days, names_days

ASKING = "asking"
DAYS = "days"
FEWEST = 2  # words that name days: one alone is asked for as a word
MOST = 30  # words of a question, among which days are looked for


class Plain(NamedTuple):
    """A question without words that only ask, and what was done to it."""

    tree: Syntax
    expansions: tuple[Expansion, ...]


def plainly(tree: Syntax, off: frozenset[str], languages: Languages) -> Plain:
    """What a sentence asks for; `off` are the texts of what is left as it was typed."""
    if not isinstance(tree, All):
        return Plain(tree, ())
    parts, dated = _dated(tree.parts, off)
    words = [part.text for part in parts if isinstance(part, Word) and not part.open]
    asking = _asking(words)
    shown = " ".join(word for word in words if word in asking)
    rest = tuple(part for part in parts if not (isinstance(part, Word) and part.text in asking))
    if not asking or shown in off or not any(_tells(part, languages) for part in rest):
        return Plain(all_of(*parts), dated)
    return Plain(all_of(*rest), (*dated, Expansion(ASKING, shown, shown, 0)))


def _asking(words: Sequence[str]) -> frozenset[str]:
    """The words of a question that only ask; none where it is none."""
    small = {word.lower() for word in words}
    signs = _signs()
    spoken = [code for (sign, code), some in signs.items() if sign == "question" and small & some]
    said = {word for code in spoken for word in signs["said", code] & small}
    asked = {word for code in spoken for word in signs["question", code] & small if signs["said", code] & small}
    return frozenset(word for word in words if word.lower() in said | asked) if said else frozenset()


def _tells(part: Syntax, languages: Languages) -> bool:
    return not isinstance(part, Word) or part.open or not is_stop_word(part.text, languages)


def _dated(parts: Sequence[Syntax], off: frozenset[str]) -> tuple[tuple[Syntax, ...], tuple[Expansion, ...]]:
    """The parts with days for the words that name them; what has days already keeps its words."""
    if any(isinstance(part, Field) and part.name == "date" for part in parts):
        return tuple(parts), ()
    passed: set[int] = set()
    for start, end, planned in _runs(parts):
        run = " ".join(part.text for part in parts[start:end] if isinstance(part, Word))
        if passed.isdisjoint(range(start, end)) and names_days(run):
            if run not in off and (not planned or counts_from_today(run)):
                dated = Field("date", Quoted(run))
                return (*parts[:start], *parts[end:], dated), (Expansion(DAYS, run, run, 0),)
            passed |= {*range(start, end)}
    return tuple(parts), ()


def _runs(parts: Sequence[Syntax]) -> Iterator[tuple[int, int, bool]]:
    """Where words stand that may name days together, the longest runs first, and whether they may only tell what is
    planned."""
    never = frozenset[str]().union(*(some for (sign, _), some in _signs().items() if sign == "never"))
    plain = [part.text.lower() if isinstance(part, Word) and not part.open else "" for part in parts]
    if not any(map(may_name_days, plain)):
        return
    for length in range(min(LONGEST_RUN, len(parts)), FEWEST - 1, -1):
        for start in range(min(len(parts) - length + 1, MOST)):
            if all(plain[start : start + length]):
                yield start, start + length, not never.isdisjoint(plain[max(start - 1, 0) : start + 1])


@cache
def _signs() -> dict[tuple[str, str], frozenset[str]]:
    found: defaultdict[tuple[str, str], frozenset[str]] = defaultdict(frozenset)
    for sign, language, words, _ in rows(__name__, "asking.tsv", 4):
        found[sign, language] |= frozenset(words.split())
    return found

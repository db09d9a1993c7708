"""How many positions the words of a text take, and which words stand at positions: what `tokenize` would tell.

No word reaches over a space, and letters and digits between two spaces are one word: so only the words asked for are
made, and only what has other signs in it is looked into to count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, filterfalse

from analyzers.analysis import Token
from analyzers.tokenizer import AROUND, inside, tokenize


class Words:
    """The words of a text, told by their positions; `count` is how many positions they take."""

    __slots__ = ("_others", "_written", "count", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._written = text.split()
        self._others = list(filterfalse(str.isalnum, self._written))
        self.count = len(self._written) - len(self._others) + sum(map(_taken, self._others))

    def at(self, places: Iterable[int]) -> Iterator[Token]:
        """The words at some positions, in order, with those that are written together with them."""
        begins = self._begins()
        rest, done = self.text, 0
        for number in sorted({bisect_right(begins, place) - 1 for place in places if place < self.count}):
            rest, done = rest.split(maxsplit=number - done)[-1], number
            start = len(self.text) - len(rest)
            for term, left, right, position in tokenize(self._written[number]):
                yield Token(term, start + left, start + right, begins[number] + position)

    def _begins(self) -> list[int]:
        """At which position each of what stands between spaces begins."""
        if not self._others:
            return list(range(self.count))
        taken = [1 if word.isalnum() else _taken(word) for word in self._written]
        return list(accumulate(taken, initial=0))


def _taken(word: str) -> int:
    """How many positions a word takes; signs around it take none."""
    return 1 if word.strip(AROUND).isalnum() else inside(word)[2]

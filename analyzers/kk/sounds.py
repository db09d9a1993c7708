"""Kazakh sounds as endings feel them: class of the last sound, harmony, and the signs of endings made into letters."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from analyzers.wordlist import rows

CLASSES = "vglnbs"  # vowel, glide, l, nasal, buzz, voiceless
BACK, FRONT = "back", "front"
VOWELS = frozenset("аәеоөұүыіэяёию")
VOICED = {"п": "б", "к": "г", "қ": "ғ"}  # what a final consonant becomes before a vowel
DEVOICED = {voiced: plain for plain, voiced in VOICED.items()}
_BACK = frozenset("аоұыяё")
_FRONT = frozenset("әеөүіэ")
_CLASS_OF = dict.fromkeys("аәеоөұүыіэяё", "v") | dict.fromkeys("рйуию", "g") | {"л": "l"}
_CLASS_OF |= dict.fromkeys("мнң", "n") | dict.fromkeys("зж", "b")
_OPTION = re.compile(r"\{([^|}]*)\|([^}]*)\}")


class Context(NamedTuple):
    """What stands before an ending: harmony and class of the last sound."""

    harmony: str
    last: str

    def after(self, letters: str) -> Context:
        """The context once these letters have been added."""
        return Context(harmony(letters) or self.harmony, last_class(letters)) if letters else self


CONTEXTS = tuple(Context(side, last) for side in (BACK, FRONT) for last in CLASSES)
BIT = {context: 1 << number for number, context in enumerate(CONTEXTS)}
_ONE = {(context.harmony, context.last): bit for context, bit in BIT.items()}
_BOTH = {last: _ONE[BACK, last] | _ONE[FRONT, last] for last in CLASSES}


def last_class(letters: str) -> str:
    """The class of the last sound; signs ь and ъ have none of their own."""
    bare = letters.rstrip("ьъ")
    return _CLASS_OF.get(bare[-1:], "s")


def harmony(letters: str) -> str | None:
    """Back or front by the last vowel that has a side; None without one."""
    for letter in reversed(letters):
        if letter in _BACK:
            return BACK
        if letter in _FRONT:
            return FRONT
    return None


def sides(letters: str) -> tuple[str, ...]:
    """The sides endings may take after these letters; both when nothing decides."""
    side = harmony(letters)
    return (side,) if side else (BACK, FRONT)


def masks(word: str) -> list[int]:
    """The contexts each beginning of a word may give, as bits, by its length.

    Both sides count where the last vowel is и, у or ю, or the last letter ь or в: loans and surnames take either.
    """
    found, steps = [0], _START
    for letter in word:
        steps, bits = steps[letter]
        found.append(bits)
    return found


class _Steps(dict[str, tuple["_Steps", int]]):
    """From a state (side, whether both count, class of the last sound) by a letter to the next and its contexts."""

    def __init__(self, state: _State) -> None:
        super().__init__()
        self._state = state

    def __missing__(self, letter: str) -> tuple[_Steps, int]:
        side, loose, last = self._state
        if letter in _BACK or letter in _FRONT:
            side, loose = (BACK if letter in _BACK else FRONT), False
        elif letter in "иую":
            loose = True
        if letter not in "ьъ":
            last = _CLASS_OF.get(letter, "s")
        state = (side, loose, last)
        steps = _STEPS.setdefault(state, _Steps(state))
        self[letter] = steps, _BOTH[last] if loose or letter in "ьв" else _ONE[side, last]
        return self[letter]


_State = tuple[str, bool, str]
_STEPS: dict[_State, _Steps] = {}
_START = _Steps(("", True, "s"))


def _signs() -> dict[tuple[str, Context], str]:
    table = {}
    for sign, *cells, _ in rows(__name__, "sounds.tsv", 2 + len(CLASSES)):
        for last, cell in zip(CLASSES, cells, strict=True):
            back, _, front = cell.partition("/")
            table[sign, Context(BACK, last)] = back
            table[sign, Context(FRONT, last)] = front or back
    return table


_SIGNS = _signs()


@cache
def spell(ending: str, context: Context) -> str:
    """An ending of endings.tsv in letters, after such a sound."""
    chosen = _OPTION.sub(lambda match: match.group(1 if context.last == "v" else 2), ending)
    letters = ""
    here = context
    for sign in chosen:
        letter = _SIGNS.get((sign, here), sign)
        letters += letter
        here = here.after(letter)
    return letters


def join(before: str, ending: str) -> str:
    """Two pieces together: п, к, қ are voiced between vowels."""
    if before and ending and before[-1] in VOICED and (ending[0] in VOWELS or ending[0] == "у"):
        return before[:-1] + VOICED[before[-1]] + ending
    return before + ending

"""How far two words are apart: letters lost, added, changed, or two neighbours swapped."""

from __future__ import annotations


def within(edits: int, word: str, other: str) -> bool:
    """Whether so many edits make one word of the other."""
    if abs(len(word) - len(other)) > edits or len(set(word) ^ set(other)) > 2 * edits:
        return False
    return distance(word, other) <= edits


def distance(word: str, other: str) -> int:
    """The number of edits between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        before, last, row = row, before, [i]
        for j, there in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == there:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]

"""Case forms of a regular Russian noun or name, by the last letters of its nominative."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CONSONANT = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")
_HUSHING = ("", "а", "у", "ом", "ем", "е", "и", "ов", "ей", "ам", "ами", "ах")
_DECLENSIONS = (  # last letters of the nominative, how many of them the endings replace, the endings
    (re.compile("(?:ов|ев|ин)$"), 0, ("", "а", "у", "ым", "е", "ой", "ы", "ых", "ыми")),
    (re.compile("[ао]й$|ей$"), 1, ("й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях")),
    (re.compile("ий$"), 1, ("й", "я", "ю", "ем", "и", "ев", "ям", "ями", "ях")),
    (re.compile("ь$"), 1, ("ь", "я", "ю", "ем", "и", "е", "ью")),
    (re.compile("[гкхжчшщ]а$"), 1, ("а", "и", "е", "у", "ой", "", "ам", "ами", "ах")),
    (re.compile("а$"), 1, ("а", "ы", "е", "у", "ой", "ам", "ами", "ах")),
    (re.compile("[гкхжчшщ]$"), 0, _HUSHING),
    (re.compile("[бвдзлмнпрстф]$"), 0, _CONSONANT),
)


def forms(noun: str) -> Iterator[str]:
    """The case forms of a regular noun or name in the nominative; a word no pattern fits has only one."""
    for pattern, replaced, endings in _DECLENSIONS:
        if pattern.search(noun):
            stem = noun[: len(noun) - replaced]
            yield from (stem + ending for ending in endings)
            return
    yield noun

"""English lemmas from simplemma's dictionary; on the gold it is far ahead of Snowball, which joins elections and elect.

The possessive 's goes first. What the dictionary does not know loses the s of a plural, so that new words and
loans meet their singular (akims, maslikhats).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from analyzers.wordlist import rows

_APOSTROPHE = re.compile(r"(?<=[a-z])(?:'s|(?<=s)'|n't)$")
_PLURAL = re.compile(r"(?<=[a-z]{3}[^su'])s$")
_VERBAL = re.compile(r"(.{2,})ing")


@cache
def _dictionary() -> ModuleType:
    import simplemma  # here: a command that lemmatises nothing starts a fifth of a second sooner

    return simplemma


@cache
def _preferred() -> dict[str, str]:
    return {form: lemma for form, lemma, _ in rows(__name__, "preferred.tsv", 3)}


def lemma(word: str) -> str:
    """The lemma of a word in small letters."""
    bare = _APOSTROPHE.sub("", word)
    if bare in _preferred():
        return _preferred()[bare]
    found = str(_dictionary().lemmatize(bare, lang="en")).lower()
    if found == bare and not _dictionary().is_known(bare, lang="en"):
        return _PLURAL.sub("", bare)
    return found


def readings(word: str) -> tuple[str, ...]:
    """The lemma of a word, then the verb of a noun in -ing (a meeting, to meet)."""
    return tuple(dict.fromkeys(_readings(word.lower())))


def _readings(word: str) -> Iterator[str]:
    found = lemma(word)
    yield found
    verbal = _VERBAL.fullmatch(found)
    if verbal:
        stem = verbal.group(1)
        for verb in (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else ""):
            if len(verb) > 2 and _dictionary().is_known(verb, lang="en"):
                yield verb
                return

"""What the dictionaries of our languages say of a few words whose n-grams do not tell the language.

    провинциясынан    no Russian word, and no Kazakh stem that is listed: n-grams decide, Russian pays
    ресми             a listed Kazakh stem, no Russian word: Kazakh

Each word counts for or against; the weights are a logistic regression on words of press texts (n-grams, known to one,
to the other, to both), in the unit of the n-grams.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import analyzers
from analyzers import scripts
from analyzers.kk.lexicon import LISTED, listed
from analyzers.kk.stemmer import shipped

FEW = 3  # words; in a longer text n-grams have said enough
CLOSE = 14.0  # nats between the languages, within which dictionaries are asked
KNOWN = 5.0  # nats for a language whose dictionary has the word
BOTH = 1.0  # nats for Kazakh when both have it: a Russian dictionary has most loans
NEITHER = 1.0


def consulted(words: Sequence[str], scores: Mapping[str, float]) -> dict[str, float]:
    """The scores of Kazakh and another language, with what their dictionaries add."""
    kazakh, other = scores
    total = scores[kazakh]
    if len(words) <= FEW and abs(scores[kazakh] - scores[other]) < CLOSE:
        total += sum(_for_kazakh(word, kazakh, other) for word in words)
    return {kazakh: total, other: scores[other]}


def _for_kazakh(word: str, kazakh: str, other: str) -> float:
    ours = _kazakh(scripts.to_cyrillic(word) if kazakh == "kk-Latn" else word)
    theirs = analyzers.LANGUAGES[other].knows(word)
    if ours and theirs:
        return BOTH
    return NEITHER if ours == theirs else KNOWN if ours else -KNOWN


def _kazakh(word: str) -> bool:
    """Whether a word is best read as a stem of the lexicon with an ending it may have."""
    _, stem, part, _ = shipped().readings(word)[0]
    return listed().get((stem, part)) == LISTED

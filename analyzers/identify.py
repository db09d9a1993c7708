"""Which language a text is in, and in which script: `identify("Сайлау өтті")` is kk, Cyrl.

Letters are counted by script; Kazakh, Latin Kazakh, Russian and English are told apart by our own character n-grams
(profiles.py), and where those are not sure of a few words, by the dictionaries of the languages (dictionaries.py).
Letters, n-grams of neighbours and langdetect speak for other languages (foreign.py). Deterministic, safe in threads,
small letters first (langdetect skips capitals). A text without letters is `und` with confidence 0. For a word or two
ask `distribution` rather than for a verdict.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzers import dictionaries, foreign
from analyzers.folding import lower, repair
from analyzers.profiles import OURS, by_alphabet, shipped, spelt
from analyzers.second_voice import SURE

LONGEST = 4000  # code points of a text that are looked at
TELLING = 3  # words in small letters that tell enough; names are spelt natively in any language
TEMPER = 0.7  # n-grams of a word are not independent; their joint evidence counts for less
OTHER_ALPHABET = -9.0  # nats a word, for a language that is not written so, beside the best that is
_NOISE = re.compile(r"(?<!\S)[^\s@]+@\S+|(?:https?://|www\.)\S+")
_OURS_OF = {"Cyrl": ("kk", "ru"), "Latn": ("kk-Latn", "en")}
_RARE = {"kk-Latn": -2.0}  # nats, before a word is read: Latin Kazakh is rare beside English


@dataclass(frozen=True, slots=True)
class Identified:
    """A language (BCP 47, `und` where unknown), its script (ISO 15924, `Zyyy` where none) and the confidence 0-1."""

    language: str
    script: str
    confidence: float


NOTHING = Identified("und", "Zyyy", 0.0)


class Heard(NamedTuple):
    """What a text tells: its beginning as typed, its telling words by alphabet, and what those of ours score."""

    typed: str
    words: Mapping[str, list[str]]
    scores: Mapping[str, tuple[dict[str, float], float]]

    @property
    def script(self) -> str | None:
        """The alphabet that most letters belong to."""
        if len(self.words) == 1:
            return next(iter(self.words))
        return max(self.words, key=lambda script: sum(map(len, self.words[script])), default=None)


def heard(text: str) -> Heard:
    """A text cut to size, repaired and without addresses; what its verdict and the scores of our languages rest on."""
    typed = text[:LONGEST]
    if "@" in typed or "://" in typed or "www." in typed:
        typed = _NOISE.sub(" ", typed)
    words = by_alphabet(telling(repair(typed)))
    return Heard(typed, words, {script: shipped(script).text(words[script]) for script in _OURS_OF if script in words})


def identify(text: str) -> Identified:
    """The language of a text in one language."""
    return verdict(heard(text))


def verdict(text: Heard) -> Identified:
    """The language of a text that was heard."""
    script = text.script
    if script is None:
        return NOTHING
    found = elsewhere(text)
    if found is None:
        own = _own(text.words[script], text.scores[script][0])
        label = max(own, key=own.__getitem__)
        found = Identified(label.partition("-")[0], script, _softmax(own)[label])
    return found


def elsewhere(text: Heard) -> Identified | None:
    """The verdict on a text that is not in one of our languages as they are usually written; None on any other."""
    script = text.script
    if script is None:
        return None
    if script not in _OURS_OF:
        return _named(foreign.of_arabic_script(lower(text.typed)) if script == "Arab" else foreign.UNKNOWN, script)
    other = foreign.of_alphabet(lower(text.typed), _of(text, script))
    return _named(other, script) if other else None


def perhaps_elsewhere(text: Heard) -> bool:
    """Whether `elsewhere` might have a verdict; quick."""
    script = text.script
    if script is None or script not in _OURS_OF:
        return script is not None
    return foreign.perhaps(lower(text.typed), _of(text, script))


def _of(text: Heard, script: str) -> foreign.Evidence:
    return foreign.Evidence(script, text.words[script], *text.scores[script])


def _named(language: str, script: str) -> Identified:
    return Identified(language, script, 0.0 if language == foreign.UNKNOWN else SURE)


def distribution(text: str) -> dict[str, float]:
    """How likely each of kk, ru and en is, adding up to 1; empty for a text without letters of ours."""
    found = heard(text)
    script = found.script
    if script not in _OURS_OF:
        return {}
    scores = evidence(found)
    own = _own(found.words[script], {label: scores[label] for label in _OURS_OF[script]})
    shares: dict[str, float] = {}
    for label, weight in _softmax(scores | own).items():
        language = label.partition("-")[0]
        shares[language] = shares.get(language, 0.0) + weight
    return shares


def evidence(text: Heard) -> dict[str, float]:
    """Scores of our languages, Latin Kazakh apart, for a text, in nats; all 0 for a text without letters."""
    scores = dict.fromkeys(OURS, 0.0)
    for script, (of_script, _) in text.scores.items():
        labels = _OURS_OF[script]
        elsewhere = max(of_script[label] for label in labels) + OTHER_ALPHABET * len(text.words[script])
        for label in OURS:
            scores[label] += of_script[label] if label in labels else elsewhere
    return scores


def telling(text: str) -> list[str]:
    """The words that tell the language, in small letters: without names where enough words are left."""
    found = spelt(text.replace("ʻ", "'").replace("’", "'"))
    common = [word for word in found if not word[0].isupper()]
    return [word if word.islower() else lower(word) for word in (common if len(common) >= TELLING else found)]


def _own(words: Sequence[str], scores: Mapping[str, float]) -> dict[str, float]:
    """Scores of our languages of one alphabet, with what dictionaries say where n-grams alone are not sure."""
    own = {label: score + _RARE.get(label, 0.0) for label, score in scores.items() if label in OURS}
    return dictionaries.consulted(words, own)


def _softmax(scores: Mapping[str, float]) -> dict[str, float]:
    top = max(scores.values())
    weights = {label: math.exp(TEMPER * (score - top)) for label, score in scores.items()}
    whole = sum(weights.values())
    return {label: weight / whole for label, weight in weights.items()}

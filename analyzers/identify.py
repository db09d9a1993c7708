"""Which language a text is in, and in which script: `identify("Сайлау өтті")` is kk, Cyrl.

Letters are counted by script; Kazakh, Latin Kazakh, Russian and English are told apart by our own character n-grams
(profiles.py); letters of other languages, and langdetect where our n-grams are strange to the text, speak for others
(foreign.py). Deterministic, safe in threads, small letters first (langdetect skips capitals). A text without letters
is `und` with confidence 0. For a word or two ask `distribution` rather than for a verdict.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from analyzers import foreign
from analyzers.folding import lower, repair
from analyzers.profiles import LABELS, SURE, Profiles, by_langdetect, letters_of

LONGEST = 4000  # code points of a text that are looked at
STRANGE = 0.88  # below this share of known n-grams langdetect is asked
FAR = 0.8  # below this share a text of several words is not Latin Kazakh
ENOUGH = 3  # words in small letters that tell enough; names are spelt natively in any language
TEMPER = 0.7  # n-grams of a word are not independent; their joint evidence counts for less
_NOISE = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")
_SCRIPTS = (
    ("Cyrl", re.compile(r"[\u0400-\u052f]+")),
    ("Latn", re.compile(r"[a-zA-ZÀ-ɏ]+")),
    ("Arab", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]+")),
)
_LABELS_OF = {"Cyrl": ("kk", "ru"), "Latn": ("kk-Latn", "en")}


@dataclass(frozen=True, slots=True)
class Identified:
    """A language (BCP 47, `und` where unknown), its script (ISO 15924, `Zyyy` where none) and the confidence 0-1."""

    language: str
    script: str
    confidence: float


NOTHING = Identified("und", "Zyyy", 0.0)


def identify(text: str) -> Identified:
    """The language of a text in one language."""
    clean = prepared(text)
    small = lower(clean)
    script = _script(small)
    if script is None:
        return Identified("und", "Zzzz", 0.0) if letters_of(small) else NOTHING
    if script == "Arab":
        language = foreign.of_arabic_script(small)
        return Identified(language, script, 0.9 if language != "und" else 0.0)
    found = telling(clean)
    sums, known = _profiles().text(found)
    label, confidence = _best(sums, script)
    other = _other(small, label, known, len(found))
    if other:
        return Identified(other, script, 0.0 if other == "und" else SURE)
    return Identified(label.partition("-")[0], script, confidence)


def distribution(text: str) -> dict[str, float]:
    """How likely each of kk, ru and en is, adding up to 1; empty for a text without letters."""
    clean = prepared(text)
    if _script(lower(clean)) not in _LABELS_OF:
        return {}
    sums, _ = _profiles().text(telling(clean))
    weights = _softmax(sums)
    shares: dict[str, float] = {}
    for label, weight in zip(LABELS, weights, strict=True):
        language = label.partition("-")[0]
        shares[language] = shares.get(language, 0.0) + weight
    return shares


def evidence(text: str) -> list[float]:
    """Scores of `profiles.LABELS` for a text, in nats; all 0 for a text without letters."""
    return _profiles().text(telling(prepared(text)))[0]


@cache
def _profiles() -> Profiles:
    return Profiles.shipped()


def prepared(text: str) -> str:
    """A text as identification sees it: cut to size, repaired, without addresses."""
    return repair(_NOISE.sub(" ", text[:LONGEST]))


def telling(text: str) -> list[str]:
    """The words that tell the language, in small letters: without names where enough words are left."""
    found = letters_of(text)
    common = [word for word in found if word.islower()]
    return common if len(common) >= ENOUGH else [lower(word) for word in found]


def _script(text: str) -> str | None:
    letters = {name: sum(map(len, pattern.findall(text))) for name, pattern in _SCRIPTS}
    best = max(letters, key=lambda name: letters[name])
    known = letters[best]
    others = sum(map(len, letters_of(text))) - sum(letters.values())
    return best if known and known >= others else None


def _best(sums: Sequence[float], script: str) -> tuple[str, float]:
    weights = _softmax(sums)
    by_label = dict(zip(LABELS, weights, strict=True))
    candidates = _LABELS_OF[script]
    label = max(candidates, key=lambda each: by_label[each])
    whole = sum(by_label[each] for each in candidates)
    return label, by_label[label] / whole if whole else 1 / len(candidates)


def _softmax(sums: Sequence[float]) -> list[float]:
    top = max(sums)
    weights = [math.exp(TEMPER * (score - top)) for score in sums]
    whole = sum(weights)
    return [weight / whole for weight in weights]


def _other(small: str, label: str, known: float, count: int) -> str | None:
    """A language that is not ours, when the evidence is plain."""
    found = foreign.by_letters(small)
    if found is None and label == "kk":
        return foreign.neighbour(small)
    doubtful = foreign.bulgarian_perhaps(small) if label == "ru" else known < STRANGE
    if found is None and count >= 4 and doubtful:
        found = by_langdetect(small)
        if label == "kk-Latn" and known < FAR and found in (None, "kk-Latn", "en"):
            return "und"
    return None if found in (None, *LABELS) else found

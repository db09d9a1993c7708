"""Languages that are not ours: what letters prove, what n-grams of neighbours say, and when langdetect is asked.

Besides letters that betray a language, a foreign language is believed of a text of several words only: names and loans
are spelt natively in any language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analyzers.profiles import OURS
from analyzers.second_voice import by_langdetect
from analyzers.wordlist import rows

UNKNOWN = "und"
_DOUBTED = "doubted"  # no language: n-grams leave it to langdetect
ONE_IN = 60  # a betraying letter must stand once in so many code points; a foreign name has one too
ENOUGH, SEVERAL = 4, 6  # words that can show another language at all, and at ease
MARGIN = {True: 4.0, False: 8.0}  # nats by which a neighbour must be likelier than ours, with several words or fewer
CLOSE = 10.0  # nats by which ours may be likelier than a neighbour for langdetect to be asked
FARTHER = 20.0  # the same for a text that looks Russian and lacks letters which Russian cannot do long without
STRANGE = {True: 0.92, False: 0.85}  # share of known n-grams below which langdetect is asked; plain letters or marked
LEAST = 0.8  # below this share a text of several words that langdetect does not know has no name
FAR = 0.7  # below this share a text that langdetect takes for ours is none of ours
LONG_ENOUGH = 40  # code points after which the absence of frequent letters says something
_KAZAKH_VOWELS = 12  # one letter in so many, at least, is a vowel or sign which Arabic and Persian do not write
_TABLE = rows("analyzers", "foreign_letters.tsv", 5)
_BETRAYING = {
    script: re.compile(f"[{''.join(row[2] for row in _TABLE if row[1] == script)}]")
    for script in ("Cyrl", "Latn", "Arab")
}
_SHARED_SIGNS = re.compile("[әөүңһ]")
_KAZAKH_SIGNS = re.compile("[қғұі]")  # no Turkic neighbour writes these, and Kazakh cannot do long without them
_RUSSIAN_SIGNS = re.compile("[ыэёь]")  # nor Russian without these, which Bulgarian has not
_KAZAKH_ARABIC = re.compile("[ەۇۆۋڭىءٴ]")
_UYGHUR_SEAT = "ئ"  # begins a word with a vowel in Uyghur, and never in Kazakh


class Evidence(NamedTuple):
    """What is known of a text in one alphabet: its words, what they score, and the share of n-grams ever met."""

    script: str
    words: Sequence[str]
    scores: Mapping[str, float]
    known: float


def by_letters(text: str, script: str) -> list[str]:
    """The foreign languages whose own letters stand in a text (in small letters) often enough, the likeliest first."""
    found = _BETRAYING[script].findall(text)
    if not found or len(found) * ONE_IN < len(text):
        return []
    counts, met = Counter(found), Counter(text)
    votes = {
        language: sum(met[letter] for letter in own + often)
        for language, of_script, own, often, _ in _TABLE
        if of_script == script and any(letter in counts for letter in own)
    }
    return sorted(votes, key=votes.__getitem__, reverse=True)


def of_alphabet(text: str, evidence: Evidence) -> str | None:
    """The language of a text (in small letters) in an alphabet of ours that is no language of ours; `und` for one
    without a name, None for one of ours."""
    told = _told(text, evidence)
    return _second_voice(text, evidence) if told == _DOUBTED else told


def perhaps(text: str, evidence: Evidence) -> bool:
    """Whether `of_alphabet` might name a language; quick: langdetect is not asked."""
    return _told(text, evidence) is not None


def _told(text: str, evidence: Evidence) -> str | None:
    """What letters and n-grams say of a text: a language, None for one of ours, or that langdetect is to be asked."""
    betrayed = by_letters(text, evidence.script)
    if betrayed:
        return _likeliest(betrayed, evidence.scores)
    if len(evidence.words) < ENOUGH:
        return None
    ours = max((label for label in evidence.scores if label in OURS), key=evidence.scores.__getitem__)
    best = max((label for label in evidence.scores if label not in OURS), key=evidence.scores.__getitem__)
    lead = evidence.scores[best] - evidence.scores[ours]
    several = len(evidence.words) >= SEVERAL
    if lead >= MARGIN[several] or (several and ours == "kk" and _only_shared_letters(text)):
        return language_of(best)
    closeness = FARTHER if ours == "ru" and _without_russian_letters(text) else CLOSE
    strange = evidence.known < STRANGE["".join(evidence.words).isascii()]
    return _DOUBTED if several and (strange or lead > -closeness) else None


def language_of(label: str) -> str:
    """The language of a label of the profiles."""
    return label.partition("-")[0]


def _likeliest(betrayed: Sequence[str], scores: Mapping[str, float]) -> str:
    """The likeliest by n-grams among languages that share the betraying letter."""
    named = {language_of(label): score for label, score in scores.items() if language_of(label) in betrayed}
    return max(named, key=named.__getitem__) if len(betrayed) > 1 and named else betrayed[0]


def _second_voice(text: str, evidence: Evidence) -> str | None:
    found = by_langdetect(text, evidence.script)
    if found is None:
        return UNKNOWN if evidence.known < LEAST else None
    if found in OURS:
        return UNKNOWN if evidence.known < FAR else None
    return found


def _only_shared_letters(text: str) -> bool:
    """Whether a text has letters that Kazakh shares with its neighbours, and none of those that it has alone."""
    return len(text) >= LONG_ENOUGH and bool(_SHARED_SIGNS.search(text)) and not _KAZAKH_SIGNS.search(text)


def _without_russian_letters(text: str) -> bool:
    return len(text) >= LONG_ENOUGH and not _RUSSIAN_SIGNS.search(text)


def of_arabic_script(text: str) -> str:
    """Kazakh in Arabic letters (written vowels are plenty), else what letters or langdetect say, else `und`."""
    betrayed = by_letters(text, "Arab")
    if betrayed:
        return betrayed[0]
    if len(_KAZAKH_ARABIC.findall(text)) * _KAZAKH_VOWELS >= len(text):
        return "ug" if text.count(_UYGHUR_SEAT) * ONE_IN >= len(text) else "kk"
    return by_langdetect(text, "Arab") or UNKNOWN

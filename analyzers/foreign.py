"""Languages that are not ours: what letters prove, and when langdetect is to be asked."""

from __future__ import annotations

import re

from analyzers.profiles import by_langdetect
from analyzers.wordlist import rows

LONG_ENOUGH = 40  # code points after which the absence of a frequent letter says something
ONE_IN = 60  # a betraying letter must stand once in so many code points; a foreign name has one too
_BETRAYING = {
    letter: language for language, letters, _ in rows("analyzers", "foreign_letters.tsv", 3) for letter in letters
}
_BETRAYED = re.compile(f"[{''.join(_BETRAYING)}]")
_KAZAKH_SIGNS = re.compile("[қғұі]")  # no neighbour writes these, and Kazakh cannot do long without them
_KAZAKH_ARABIC = re.compile("[ەۇۆۋڭىء]")
_RUSSIAN_SIGNS = re.compile("[ыэё]")
_LONG_VOWEL = re.compile("өө|үү|аа|оо|уу|ээ")
_UKRAINIAN_I = re.compile("[і]")
_KAZAKH_LETTERS = re.compile("[әғқңөұүһ]")


def by_letters(text: str) -> str | None:
    """The foreign language whose own letters stand in a text (in small letters), if any do."""
    found = _BETRAYED.findall(text)
    if len(found) * ONE_IN >= len(text) and found:
        return _BETRAYING[max(sorted(set(found)), key=found.count)]
    if _UKRAINIAN_I.search(text) and not _KAZAKH_LETTERS.search(text) and len(text) >= LONG_ENOUGH:
        return by_langdetect(text)
    return None


def neighbour(text: str) -> str | None:
    """For what looks Kazakh: Tatar or Kyrgyz when a long text has signs of theirs and none of Kazakh alone."""
    if len(text) < LONG_ENOUGH or _KAZAKH_SIGNS.search(text):
        return None
    if _LONG_VOWEL.search(text):
        return "ky"
    return "tt" if "ә" in text else None


def bulgarian_perhaps(text: str) -> bool:
    """Whether a long text that looks Russian lacks the letters which Russian cannot do long without."""
    return len(text) >= ONE_IN and not _RUSSIAN_SIGNS.search(text)


def of_arabic_script(text: str) -> str:
    """Kazakh in Arabic letters (written vowels are plenty), else what langdetect is sure of, else `und`."""
    own = len(_KAZAKH_ARABIC.findall(text))
    if own * 12 >= len(text):
        return "kk"
    return by_langdetect(text) or "und"

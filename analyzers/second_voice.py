"""langdetect, the second voice of identification: it knows fifty languages, and learns Kazakh from us.

Its factories are our own, one an alphabet: the languages of profile_languages.tsv plus Kazakh (`profile` makes that
from text), loaded together when the alphabet is first asked about, behind a lock (its global factory races between
threads, and profiles cannot be added later); seed 0, so that the same text has the same answer.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files

import langdetect
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from analyzers.profiles import letters_of
from analyzers.wordlist import rows

KAZAKH = {"Cyrl": "kk", "Latn": "kk-Latn"}
SURE = 0.9  # probability from which it is believed
TRIALS = 3  # times it walks over a text; seven, its own number, change no verdict and take twice the time
_loading = threading.Lock()
_factories: dict[str, DetectorFactory] = {}


def by_langdetect(text: str, script: str) -> str | None:
    """The language of an alphabet (Cyrl, Latn, Arab) that langdetect is sure of, `kk` and `kk-Latn` among them."""
    detector = _factory(script).create()
    detector.n_trial = TRIALS
    detector.append(text)
    try:
        best = detector.get_probabilities()[:1]
    except LangDetectException:  # no letters it knows
        return None
    return str(best[0].lang) if best and best[0].prob >= SURE else None


def _factory(script: str) -> DetectorFactory:
    with _loading:
        if script not in _factories:
            factory = DetectorFactory()
            factory.set_seed(0)
            factory.load_json_profile(_profiles(script))
            _factories[script] = factory
        return _factories[script]


def _profiles(script: str) -> list[str]:
    stock, own = files(langdetect) / "profiles", files("analyzers")
    languages = rows("analyzers", "profile_languages.tsv", 3)
    chosen = [stock / language for of_script, language, _ in languages if of_script == script]
    if script in KAZAKH:
        chosen.append(own / f"profile_{KAZAKH[script]}.json")
    return [file.read_text(encoding="utf-8") for file in chosen]


def profile(label: str, texts: Iterable[str]) -> dict[str, object]:
    """Counts of one to three letters with blanks as borders, as langdetect keeps them."""
    counts: Counter[str] = Counter()
    for word, times in Counter(word for text in texts for word in letters_of(text.lower())).items():
        bordered = f" {word} "
        for size in (1, 2, 3):
            for start in range(len(bordered) - size + 1):
                counts[bordered[start : start + size]] += times
    counts.pop(" ", None)
    totals = [sum(count for gram, count in counts.items() if len(gram) == size) for size in (1, 2, 3)]
    freq = {gram: count for gram, count in sorted(counts.items()) if count > 1}
    return {"name": label, "n_words": totals, "freq": freq}

"""How well typed words are given back what was meant: Kazakh on a Russian keyboard, and the wrong keyboard layout."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analyzers.folding import repair
from analyzers.kk.letters import KAZAKH, plain
from analyzers.kk.restore import by_lexicon
from analyzers.kk.stemmer import shipped
from analyzers.layout import SHORTEST, suggestions
from analyzers.profiles import letters_of

Measured = tuple[str, float, int]
LANGUAGES = ("kk", "ru", "en")


def keyboards(data: Path) -> Iterator[Measured]:
    """Stems found again for words typed without Kazakh letters; words of press texts that raise a false alarm."""
    words = {language: _words(data, language) for language in LANGUAGES}
    kazakh = Counter({word: times for word, times in words["kk"].items() if KAZAKH & set(word)})
    met = {word: _meets(word) for word in kazakh}
    yield "Russian keyboard, distinct words whose stem is offered", 100 * sum(met.values()) / len(met), len(met)
    tokens = sum(times for word, times in kazakh.items() if met[word])
    yield "Russian keyboard, words of text whose stem is offered", 100 * tokens / kazakh.total(), kazakh.total()
    for language, some in words.items():
        long = [word for word in some if len(word) >= SHORTEST]
        quiet = sum(not suggestions(word) for word in long)
        yield f"keyboard layout, {language} words left alone", 100 * quiet / len(long), len(long)


def _words(data: Path, language: str) -> Counter[str]:
    with (data / "press/press.jsonl").open(encoding="utf-8") as lines:
        texts = [document["text"] for document in map(json.loads, lines) if document["lang"] == language]
    return Counter(word for text in texts for word in letters_of(repair(text).lower()))


def _meets(word: str) -> bool:
    """Whether the stem of a word is among those of the words offered for it, typed without Kazakh letters."""
    typed, stem = plain(word), shipped()
    return stem(word) in {stem(other) for other in by_lexicon().from_cyrillic(typed) or (typed,)}

"""Words that often stand together where texts begin, as suggestions: `государственный служащий`, `су тасқыны`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from analyzers.language import Languages

FEWEST = 3  # texts that have a phrase
MOST = 400  # phrases
LENGTHS = (2, 3)  # words of one
_STRETCH = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*(?: [^\W\d_]+(?:[-’'][^\W\d_]+)*)+")  # words with nothing between

Phrase = tuple[str, str]  # its language and its words


def frequent(texts: Iterable[tuple[str, str]], languages: Languages) -> list[Phrase]:
    """The phrases that most texts have, given by language, in small letters; none that only stands in a longer one."""
    counts: Counter[Phrase] = Counter()
    for language, text in texts:
        if language in languages:
            counts.update({(language, phrase) for phrase in _phrases(text, languages[language].stop_words)})
    held = {one: count for one, count in counts.items() if count >= FEWEST}
    inner = {shorter for one, count in held.items() for shorter in _shorter(one) if held.get(shorter) == count}
    return sorted(held.keys() - inner, key=lambda one: (-held[one], one))[:MOST]


def _phrases(text: str, dull: frozenset[str]) -> Iterator[str]:
    """Runs of words that begin and end with one that says something."""
    for stretch in _STRETCH.findall(text):
        words = stretch.lower().split()
        telling = [len(word) > 1 and word not in dull for word in words]
        for length in LENGTHS:
            for start in range(len(words) - length + 1):
                if telling[start] and telling[start + length - 1]:
                    yield " ".join(words[start : start + length])


def _shorter(one: Phrase) -> Iterator[Phrase]:
    language, phrase = one
    words = phrase.split()
    return ((language, " ".join(some)) for some in (words[1:], words[:-1]) if len(some) > 1)

"""What a language brings: one record, exported as LANGUAGE by each language folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analyzers.analysis import Analyzer


@dataclass(frozen=True, slots=True)
class Language:
    """A language as the index needs it.

    `lemma` gives one term a word, for ranking; `readings` gives every plausible lemma of a single word, for questions.
    """

    code: str  # BCP 47
    script: str  # ISO 15924
    lemma: Analyzer
    readings: Callable[[str], tuple[str, ...]]
    stop_words: frozenset[str]

"""A paragraph with its words and the names in it, as roles are led back to persons."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from corpus.records import Mention
from indexer.normalise.mentions import Naming
from indexer.normalise.speech.lexicon import Lexicon
from indexer.normalise.speech.titles import TitlePhrase, title_before
from indexer.normalise.speech.words import Word, words

_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Page:
    """A paragraph with its words, in order, and the names in it by their offsets."""

    tokens: Sequence[Word]
    namings: Mapping[int, Naming]

    @classmethod
    def of(cls, text: str, named: Sequence[Naming]) -> Page:
        """The page of a text with its names."""
        tokens = words(text)
        return cls(tokens, {tokens[naming.first].start: naming for naming in named})

    def word(self, mention: Mention) -> Word:
        """The first word of a mention."""
        return self.tokens[bisect_left(self.tokens, mention.start, key=_START)]

    def is_possessive(self, mention: Mention) -> bool:
        """Whether 's follows a mention."""
        at = bisect_left(self.tokens, mention.end, key=_START)
        after = self.tokens[at] if at < len(self.tokens) else None
        return after is not None and after.start == mention.end and after.kind == "possessive"


def earlier_title(page: Page, naming: Naming, lexicon: Lexicon) -> TitlePhrase | None:
    """The first of two titles before a name: `председатель объединения, общественный деятель X`; in English one
    that commas part from it: `the Minister of Culture, X, noted`.
    """
    comma = (naming.before.first if naming.before else naming.first) - 1
    if comma < 1 or page.tokens[comma].text != "," or not (naming.before or _is_apposed(page, naming, lexicon)):
        return None
    phrase = title_before(page.tokens, comma, lexicon)
    if phrase is None or (naming.before and not phrase.title.cases & naming.before.title.cases):
        return None
    return None if any(page.tokens[at].start in page.namings for at in range(phrase.first, comma)) else phrase


def _is_apposed(page: Page, naming: Naming, lexicon: Lexicon) -> bool:
    """Whether an English name stands between commas, with no further name of a list behind it."""
    behind = page.tokens[naming.last : naming.last + 2]
    closed = len(behind) == 2 and behind[0].text == "," and not behind[1].capital and behind[1].lower != "and"
    return lexicon.code == "en" and naming.after is None and closed

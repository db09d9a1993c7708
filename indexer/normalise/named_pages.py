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
    """The first of two titles before a name: `председатель объединения, общественный деятель X`."""
    comma = naming.before.first - 1 if naming.before else 0
    if naming.before is None or comma < 1 or page.tokens[comma].text != ",":
        return None
    phrase = title_before(page.tokens, comma, lexicon)
    if phrase is None or not phrase.title.cases & naming.before.title.cases:
        return None
    return None if any(page.tokens[at].start in page.namings for at in range(phrase.first, comma)) else phrase

"""Who is in focus while a text is read, and how long: the person last spoken of, whom a pronoun may mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_SENTENCE_ENDS = re.compile(r"[.!?…][»”\"]?\s+[«“\"]?(?=[^\W\d_a-zа-яёәғқңөұүһі]\S)")  # inside a paragraph
_FEWEST_LINES, _LINES = 6, 3  # of a text with a line for every sentence; of those for a paragraph


@dataclass(frozen=True, slots=True)
class Focus:
    """The person last spoken of, and how many paragraphs ago; some texts have a line for every sentence instead."""

    person: str | None = None
    lines: int = 0
    span: int = 1  # lines that make a paragraph

    @property
    def age(self) -> int:
        """How many paragraphs ago the person was spoken of."""
        return self.lines // self.span

    def next_paragraph(self) -> Focus:
        """The focus at the beginning of the next paragraph."""
        older = replace(self, lines=self.lines + 1)
        return older if older.age < 3 else self.on(None)

    def on(self, person: str | None) -> Focus:
        """The focus on somebody else in a text of the same kind."""
        return Focus(person, 0, self.span)


def lines_of_paragraph(texts: Sequence[str]) -> int:
    """How many lines make a paragraph: more than one where hardly any line has a second sentence."""
    longer = sum(_SENTENCE_ENDS.search(text) is not None for text in texts)
    return _LINES if len(texts) >= _FEWEST_LINES and longer * 10 <= len(texts) else 1

"""Words and marks of a paragraph with their offsets, and books of phrases that are looked up word by word.

`Нұрлан Әбдіровтің «…»` gives the words and each mark by itself; initials keep their dot (`Н.`, `Zh.`), the English
possessive 's is a word of its own, and so are words whose space was lost (`АбишевОтметил`, `Досаеврассказал`). A
`PhraseBook` finds the longest phrase that begins at a word, in time linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from typing import Generic, NamedTuple, TypeVar

Entry = TypeVar("Entry")

_UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ"
_PREFIX = "(?:рас|по|за|со|на|под|от|вы|при|про|об|о|пере|пре|до|у)"
_WORD = re.compile(
    r"(?=\S)(?:"  # a blank is no beginning, and nothing need be tried there
    r"(?P<plain>[а-яәғқңөұүһі]++(?![\w’'‑-])|[a-z]++(?![\w’'‑.-]))"  # most words, and nothing else to be tried
    r"|\.{2,}|[^\w\s’'-]"  # most marks, which begin nothing else
    rf"|(?P<possessive>[’']s\b)"
    rf"|(?P<initial>\b(?:[{_UPPER}]|Zh|Sh|Ch|Kh|Yu|Ya|Ye|Дж)\.(?=\s?[^\W\d_]|,))"
    r"|(?P<glued>[а-яё]{3,}+(?=[A-Z][A-Za-z-]{2,}\.(?:kz|ru|com))|[А-ЯЁ][а-яё]{3,}(?=[А-ЯЁ](?:[а-яё]{2}|[а-яё]?\s))|[А-ЯЁ]{2,4}(?=[А-ЯЁ][а-яё]{3})"
    rf"|[А-ЯЁ][а-яё]{{3,}}(?:ов|ев|[нкмлдтз]ин)(?:а|у|ым|ой)?(?={_PREFIX}[а-яё]{{2,}}[аяиые]л[аи]?\b|[свк]\b))"
    r"|(?P<site>(?<![A-Za-z0-9-])[A-Za-z0-9-]{3,}\.(?:kz|ru|com|org|net|info)(?![A-Za-z0-9]))"
    r"|(?P<word>[^\W_]+(?:[-‑’'](?!s\b)[^\W_]+)*)"
    r"|[’'-])"
)


_ARTICLE = re.compile(rf"(?:[аәэ][лнс]ь?|аш|al|el|as|an)-(?=[{_UPPER}])")  # аль-Фараби, el-Sisi


class Word(NamedTuple):
    """A word or a mark of a paragraph; `kind` is word, initial, possessive or mark."""

    text: str
    lower: str
    start: int
    end: int
    kind: str
    capital: bool = False


word_of = partial(tuple.__new__, Word)  # the word of a tuple of its six fields, in half the time of Word(...)


@lru_cache(maxsize=512)
def words(text: str) -> tuple[Word, ...]:
    """The words and marks of a text, in order."""
    return tuple(map(_word, _WORD.finditer(text)))


def _word(match: re.Match[str]) -> Word:
    text, kind = match.group(), match.lastgroup or "mark"
    start, end = match.span()
    if kind == "plain" or kind == "mark":
        return word_of((text, text, start, end, "word" if kind == "plain" else kind, False))
    small = text.lower()
    if "ё" in small:
        small = small.replace("ё", "е")
    kind = "word" if kind in ("glued", "site") else kind
    return word_of((text, small, start, end, kind, text[0].isupper() or _ARTICLE.match(text) is not None))


def _parts(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as texts give them; most phrases are words of small letters and nothing else."""
    if phrase.islower() and "ё" not in phrase and phrase.replace(" ", "").isalpha():
        return tuple(phrase.split())
    return tuple(word.lower for word in words(phrase))


class PhraseBook(Generic[Entry]):
    """Phrases of one or more words, each with an entry; ё and е are the same letter. `first_words` are the words that
    begin one: who looks at every word of a text asks there first.
    """

    def __init__(self, phrases: Iterable[tuple[str, Entry]]) -> None:
        self._entries: dict[tuple[str, ...], Entry] = {}
        sizes: dict[str, set[int]] = {}
        for phrase, entry in phrases:
            parts = _parts(phrase)
            self._entries.setdefault(parts, entry)
            sizes.setdefault(parts[0], set()).add(len(parts))
        self._sizes = {first: sorted(found, reverse=True) for first, found in sizes.items()}  # in words
        self._last = {parts[-1] for parts in self._entries}
        self.first_words = self._sizes.keys()

    def find(self, text: Sequence[Word], at: int) -> tuple[Entry, int] | None:
        """The entry of the longest phrase that begins at a word, and how many words it has."""
        sizes = self._sizes.get(text[at].lower)
        if sizes is None:
            return None
        following = tuple([word.lower for word in text[at : at + sizes[0]]])
        for size in sizes:
            parts = following[:size]
            if parts in self._entries:
                return self._entries[parts], len(parts)
        return None

    def closes(self, word: str) -> bool:
        """Whether a word is the last one of a phrase."""
        return word in self._last

    def __contains__(self, word: str) -> bool:
        return (word,) in self._entries

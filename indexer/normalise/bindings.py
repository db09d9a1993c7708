"""Titles with the body they are of, as a text words them: the Chairman of the Central Election Commission is the CEC's.

Words are compared by their beginnings, so that cases do not matter, and by the acronym they make.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.normalise.speech.titles import TitlePhrase
from indexer.normalise.speech.words import Word

_STEM = 5
_PLACES = frozenset(("регио", "облас", "город", "район", "аймақ", "облыс", "аудан", "өңір", "өңірд", "regio"))
_ANY_OFFICE = "ведом"  # ведомство, of whichever kind
_MINISTRY = ("минис", "minis")
_SMALL = 3  # letters of a word that says nothing about a body


@dataclass(frozen=True, slots=True)
class Binding:
    """A title that a text gives somebody, with the stems of its words and the acronyms they make."""

    person: str
    noun: str
    group: str
    deputy: bool
    stems: frozenset[str]
    acronyms: frozenset[str]


def binding(person: str, tokens: Sequence[Word], phrase: TitlePhrase) -> Binding:
    """What a title phrase says of a person."""
    words = [
        tokens[at]
        for at in range(phrase.first, phrase.last)
        if not phrase.head <= at < phrase.head + phrase.size and tokens[at].kind == "word"
    ]
    title = phrase.title
    stems, acronyms = frozenset(_stems(words)), frozenset(_acronyms(words))
    return Binding(person, title.nominative, title.group, phrase.deputy, stems, acronyms)


def _stems(words: Sequence[Word]) -> Iterator[str]:
    """The beginnings of the words of a title that name its body; of a capital short name the whole."""
    for word in words:
        if len(word.text) > _SMALL or word.text.isupper():
            yield word.lower if word.text.isupper() else word.lower[:_STEM]


def _acronyms(words: Sequence[Word]) -> Iterator[str]:
    letters = "".join(word.lower[0] for word in words if len(word.text) > _SMALL)
    return (letters[i:j] for i in range(len(letters)) for j in range(i + 2, len(letters) + 1))


def fits(known: Binding, asked: Binding) -> bool:
    """Whether a title that is asked for, perhaps a shorter one, may be one that somebody is known to have."""
    if known.deputy != asked.deputy or (known.group != asked.group and not _heads(known, asked)):
        return False
    return all(
        _is_ministry(stem, known)
        or (stem == _ANY_OFFICE and known.group == asked.group == "lead")
        or (known.group == "akim" != asked.group and stem in _PLACES)
        or stem in known.stems
        or stem in known.acronyms
        or any(one in asked.acronyms for one in known.stems)
        for stem in asked.stems
    )


def _heads(known: Binding, asked: Binding) -> bool:
    """Whether a head is the minister of a ministry or the akim of a place: `глава Минюста`, `глава региона`."""
    if asked.group != "lead" or not asked.stems:
        return False
    if known.group == "akim":
        return bool(asked.stems & _PLACES)
    return known.group == "minister" and any(_is_ministry(stem, known) for stem in asked.stems)


def _is_ministry(stem: str, known: Binding) -> bool:
    """Whether a word is the short name of the ministry that a minister heads: Минюст, МВД, ІІМ."""
    if known.group != "minister":
        return False
    if stem == _ANY_OFFICE or stem in _MINISTRY:
        return True
    if (stem[:1] == "м" and stem[1:] in known.acronyms) or (stem[-1:] == "м" and stem[:-1] in known.acronyms):
        return True
    short = stem.startswith("мин") and not stem.startswith("минис") and len(stem) == _STEM
    return short and any(one.startswith(stem[len("мин") :]) for one in known.stems)

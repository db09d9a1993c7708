"""Russian inflection for those who need forms and cases, not lemmas.

noun_forms("председатель")["председателя"] → {"gen", "acc"}
verb_forms("сказать")["сказала"] → "f"
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from analyzers.ru.dictionary import guessed, listed, parses

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse
    from pymorphy3.tagset import OpencorporaTag

# Endings that no finite verb has: half of all words need not be looked up, which is what takes time
_NEVER_FINITE = re.compile(r"(?:[^л]а|[^с]я|[^л]о|[^т]е|[ывн]|[ыи]й|ых)$")
_OF_PERSONS = frozenset(("Name", "Surn", "Patr"))
_CASES = {"nomn": "nom", "gent": "gen", "datv": "dat", "accs": "acc", "ablt": "ins", "loct": "loc"}


def noun_forms(noun: str) -> dict[str, frozenset[str]]:
    """The singular forms of a noun given in the nominative, each with the cases it may stand for."""
    head, dash, last = noun.rpartition("-")
    forms: dict[str, set[str]] = {noun: {"nom"}}
    for parse in _parses(last, {"NOUN", "ADJF", "PRTF"}):
        for form in parse.lexeme:
            case, gender = _singular(form.tag)
            if case and gender == parse.tag.gender:
                forms.setdefault(head + dash + form.word, set()).add(case)
    return {form: frozenset(cases) for form, cases in forms.items()}


def verb_forms(infinitive: str) -> dict[str, str]:
    """The forms of the third person and the past of a verb: m, f or p (plural) for the past, s or p for the rest."""
    forms: dict[str, str] = {}
    for parse in _parses(infinitive, {"INFN"}):
        for form in parse.lexeme:
            if agreement := _agreement(form.tag):
                forms[form.word] = agreement
    return forms


@cache  # the same few tags for all words
def _singular(tag: OpencorporaTag) -> tuple[str | None, str | None]:
    """The case and gender that a form with such a tag has in the singular."""
    return (_CASES.get(tag.case), tag.gender) if tag.number == "sing" else (None, None)


@cache
def _agreement(tag: OpencorporaTag) -> str | None:
    """What a form with such a tag agrees with, if it is one of those that `verb_forms` gives."""
    if tag.POS != "VERB":
        return None
    if tag.tense == "past" and tag.gender != "neut":
        return "p" if tag.number == "plur" else str(tag.gender[0])
    if tag.tense == "pres" and tag.person == "3per":
        return "p" if tag.number == "plur" else "s"
    return None


@cache
def is_common_word(word: str) -> bool:
    """Whether a word is in the dictionary, and not there as a name of a person."""
    known = listed(word)
    return bool(known) and all(parse.grammemes.isdisjoint(_OF_PERSONS) for parse in known)


@lru_cache(maxsize=1 << 16)
def is_finite(word: str) -> bool:
    """Whether a word is, before all else, a finite verb."""
    return not _NEVER_FINITE.search(word) and any(
        "VERB" in parse.grammemes for parse in (listed(word) or guessed(word))[:1]
    )


def _parses(word: str, parts: set[str]) -> list[Parse]:
    found = [parse for parse in parses(word) if parse.tag.POS in parts and parse.normal_form == word]
    return [parse for parse in found if parse.tag.case in (None, "nomn")]

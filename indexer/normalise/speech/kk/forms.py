"""Kazakh endings where persons and posts need them: case of a name, forms of a title, finite forms of a verb.

Endings agree with the word in harmony (back or front) and with its last sound, so an ending is only taken off where it
would be put on: -тің after к, -нің after м, -дің after р.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

_BACK, _FRONT = set("аоұыяю"), set("әөүіеэ")
_VOICELESS = set("кқпстфхцчшщбвгд")
_VOWELS = _BACK | _FRONT | set("иуё")
_SOFT = str.maketrans({"ғ": "г", "қ": "к", "а": "е", "ы": "і"})
_HARD = str.maketrans({"г": "ғ", "к": "қ", "е": "а", "і": "ы"})
_VOICED = {"к": "г", "қ": "ғ", "п": "б"}


_ACCORDING = ("қарағанда", "сүйенсек")  # behind айтуына
_LOAN = re.compile(r"и[^аоұыяюәөүіеэиуё]+$")  # министр, журналист: министрі


def is_back(word: str) -> bool:
    """Whether a word takes endings with back vowels; и says so only before a last consonant, у says nothing."""
    if _LOAN.search(word):
        return False
    for letter in reversed(word):
        if letter in _BACK or letter in _FRONT:
            return letter in _BACK
    return True


def _ending(word: str, ending: str) -> str:
    return ending if is_back(word) else ending.translate(_SOFT)


def case_endings(word: str) -> dict[str, str]:
    """The case endings a word without a possessive ending takes, by case."""
    last = word[-1]
    nasal, voiceless, vowel = last in "мнң", last in _VOICELESS, last in _VOWELS and last != "у"
    start = "т" if voiceless else "д"
    endings = {
        "gen": ("н" if nasal or vowel else start) + "ың",
        "dat": "қа" if voiceless else "ға",
        "acc": ("н" if vowel else start) + "ы",
        "loc": start + "а",
        "abl": ("н" if nasal else start) + "ан",
        "ins": ("п" if voiceless else "б" if last in "зж" else "м") + "ен",
    }
    return {case: ending if case == "ins" else _ending(word, ending) for case, ending in endings.items()}


_POSSESSED = {"nom": "", "gen": "ның", "dat": "на", "acc": "н", "loc": "нда", "abl": "нан", "ins": "мен"}


def noun_forms(noun: str) -> dict[str, frozenset[str]]:
    """The forms of a title, bare (төраға) and possessed (төрағасы), each with its case."""
    forms = {noun: {"nom"}}
    for case, ending in case_endings(noun).items():
        forms.setdefault(noun + ending, set()).add(case)
    for base in _possessed(noun):
        for case, ending in _POSSESSED.items():
            forms.setdefault(base + (ending if case == "ins" else _ending(base, ending)), set()).add(case)
    return {form: frozenset(cases) for form, cases in forms.items()}


def _possessed(noun: str) -> Iterator[str]:
    if noun[-1] in _VOWELS and not noun.endswith("у"):
        yield noun + _ending(noun, "сы")
        return
    yield noun + _ending(noun, "ы")
    if noun.endswith("ст"):
        yield noun[:-1] + _ending(noun, "ы")  # журналисі
    if noun[-1] in _VOICED:
        yield noun[:-1] + _VOICED[noun[-1]] + _ending(noun, "ы")


_POSSESSED_CASE = re.compile(
    r"(?<=...)(?:с?[ыі](?P<dat>н[ае])|с?[ыі](?P<acc>н)|с?[ыі](?P<loc>нд[ае])|с?[ыі](?P<abl>нан|нен))$"
)


def possessed_case(word: str) -> str | None:
    """The case of a small-lettered word with a possessive ending (рәсіміне, конференциясын), None for other words."""
    found = _POSSESSED_CASE.search(word)
    return found.lastgroup if found else None


_POSSESSED_FORM = re.compile(r"(?<=...)[ыі](?:ның|нің)?$")


def is_possessed(word: str) -> bool:
    """Whether a small-lettered word looks possessed, in the nominative or genitive (капитаны, облысының)."""
    return bool(_POSSESSED_FORM.search(word))


def _name_endings(base: str) -> Iterator[tuple[str, str]]:
    """The endings by case; a surname in -ов or -ин is written with back and with front ones."""
    both = base.endswith(("ов", "ев", "ин", "ова", "ева", "ина", "и")) or _LOAN.search(base)  # Амирдың, Амирдің
    for case, ending in case_endings(base).items():
        endings = [ending]
        if base[-1] in "иу" and ending[0] in "нд" and case in ("gen", "acc"):
            endings.append(("д" if ending[0] == "н" else "н") + ending[1:])  # Әлиді, Әлини
        for one in endings:
            yield case, one
            if both and case != "ins":
                yield case, one.translate(_SOFT)
                yield case, one.translate(_HARD)


@cache
def _endings_of_names() -> tuple[str, ...]:
    """All case endings: a word with none of them, as most words are, need not be tried with each."""
    letters = "абвгғдежзийкқлмнңопрстуфхһцчшщыіьәөұүэюяё"
    found = {ending for vowel in "аеи" for last in letters for _, ending in _name_endings(vowel + last)}
    return tuple(found | {ending.translate(table) for ending in found for table in (_SOFT, _HARD)})


@lru_cache(maxsize=20_000)
def cases(word: str) -> tuple[tuple[str, str], ...]:
    """The readings of a small-lettered word as base and case; the word itself comes first, as a nominative."""
    found = [(word, "nom")]
    for length in (3, 2) if word.endswith(_endings_of_names()) else ():
        base = word[:-length]
        if len(base) >= 3:
            found += [(base, case) for case, ending in _name_endings(base) if base + ending == word]
    fathered = "ұлы" in word or "қызы" in word
    for case, ending in _POSSESSED.items() if fathered else ():  # Серікқызы, Серікқызына
        base = word.removesuffix(ending if case == "ins" else _ending(word, ending))
        if case in ("dat", "acc", "loc") and base != word and base.endswith(("ұлы", "қызы")):
            found.append((base, case))
    return tuple(found)


def finite_forms(verb: str) -> tuple[str, ...]:
    """The forms of the third person in which a verb, given as a phrase that ends in its stem, closes a clause;
    айтқандай (as he said) among them. Forms that are no rule's are given whole, separated by |."""
    if "|" in verb:
        return tuple(form for form in verb.split("|") if form)
    before, space, stem = verb.rpartition(" ")
    past = _ending(stem, "ты" if stem[-1] in _VOICELESS else "ды")
    perfect = _ending(stem, "қан" if stem[-1] in _VOICELESS else "ған")
    vowel = stem[-1] in _VOWELS
    present = _ending(stem, "йды" if vowel else "ады")
    told = stem + ("пті" if not is_back(stem) else "пты") if vowel else _joined(stem) + _ending(stem, "ты")
    endings = (past, present, perfect, perfect + _ending(stem, "дай"))
    return (*(before + space + stem + ending for ending in endings), before + space + told)


def linked_forms(verb: str) -> dict[str, str]:
    """The forms by which a verb joins its clause to the next: айтып (conv) and айтса (cond); of де only the latter."""
    if "|" in verb:
        return {}
    before, space, stem = verb.rpartition(" ")
    forms = {before + space + stem + _ending(stem, "са"): "cond"}
    return forms if stem == "де" else forms | {before + space + _joined(stem): "conv"}


def _joined(stem: str) -> str:
    soft = stem[:-1] + {"қ": "ғ", "к": "г", "п": "у"}.get(stem[-1], stem[-1])
    return stem + "п" if stem[-1] in _VOWELS else soft + _ending(stem, "ып")


def cited_forms(verb: str) -> dict[str, str]:
    """What is made of a verb to name a source, with where that stands: X-тің айтуынша, айтуына қарағанда; with a
    pronoun inside: оның айтуынша.
    """
    if "|" in verb:
        return {}
    noun = (verb[:-1] if verb[-1] in "ыі" else verb) + "у"
    owned = noun + ("ы" if is_back(verb.rpartition(" ")[2]) else "і")
    dative = owned + _ending(owned, "на")
    forms = (owned + _ending(owned, "нша"), *(f"{dative} {word}" for word in _ACCORDING))
    return dict.fromkeys(forms, "before") | {f"оның {form}": "own" for form in forms}

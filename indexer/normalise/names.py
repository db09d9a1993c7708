"""The grammar of names: which capitalised words name a person, in which case, and what the nominative is.

Each word has readings (given name, surname by its ending, patronymic, initial, or merely capitalised); a name is a
sequence of readings that agree in case and sex and fit a pattern: given + surname, surname + given + patronymic,
initials + surname … Patterns with an unknown word are weak: they need a title, or a word that is nothing else.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.tables import Row, table
from indexer.normalise.identity import key
from indexer.normalise.speech.kk import forms as kk_forms
from indexer.normalise.speech.ru import forms as ru_forms

_SURE = ("gps", "sgp", "gis", "iis", "sii", "ggs", "gs", "sg", "gp", "pg", "gg", "is", "si", "ig", "gi")
_FATHERED = ("ops", "sop", "gpo", "ogp", "op")  # a patronymic makes an unlisted word beside it a name
STRONG = _SURE + _FATHERED
WEAK = ("gio", "gos", "ggo", "goo", "go", "os", "og", "so", "ss", "io", "oo")
TITLED = {"og", "so", "ss", "io", "oo"}  # a name only beside a title

_SURNAME = {
    "kk": re.compile(
        r".{2}(?:ов|ев|ёв|ова|ева|ёва|ин|ина|ский|ская|цкий|цкая|енко|швили|дзе|чук|бай|бек|хан|беков|ұлы|улы)$"
    ),
    "ru": re.compile(r".{3}(?:енко|швили|дзе|чук|бай|бек|хан|жан|гали|кожа|бергенов|ян)$"),
    "en": re.compile(
        r".{2}(?:ov|ev|yev|iev|yov|ova|eva|yeva|ieva|yova|[vk]in|[vk]ina|sky|skaya|skiy|enko|shvili|adze|chuk|bay|bai|bek|khan|zhan)$"
    ),
}
_PATRONYMIC = re.compile(
    r".{2}(?:ұлы|улы|оглы|оғлы|қызы|кызы|ович|евич|овна|евна|uly|uli|kyzy|qyzy|kizi|ovich|evich|yevich|ovna|evna|yevna)$"
)
_KAZAKH_WHOLE = re.compile(r"(?:берді|келді|гелді|балды|болды|тұрды)$")  # a verb inside the name, not an ending
_MAN_DECLINED = re.compile(r".{2}(?:жан|бек|бай|хан|гали|тай|мурат|ович|евич)[ая]$")  # Бахытжана is a genitive
_PLURAL = re.compile(r"(?<=[оеи][вн])(?:тар|тер|дар|дер|лар|лер)$")  # Филипповтер
_TRUE_SURNAME = re.compile(r"(?:ов|ев|ёв|ова|ева|ёва|ский|ская|енко|ov|ev|ova|eva|sky|skaya|enko)$")
_GIVEN_LIKE = re.compile(r"(?:бай|бек|хан|жан|гали|кожа|ba[iy]|bek|khan|zhan)$")  # … of given names, more often
_RUSSIAN_SURNAME = re.compile(r".{2}[оеё]ва?$")  # … of which no other reading is needed

_COMPOUNDS = (("жан", "mf"), ("бек", "m"), ("гүл", "f"), ("хан", "m"), ("ғали", "m"), ("мұрат", "m"), ("болат", "m"))
_LONG_GIVEN = 6  # letters of a key that is read as made of two


class Reading(NamedTuple):
    """One way to read a word of a name: g(iven), s(urname), p(atronymic), i(nitial) or o(ther), with case and sex."""

    role: str
    nominative: str
    case: str
    sex: str


class Name(NamedTuple):
    """A name as read: its pattern, surname and given name in small letters, the whole nominative, case and sex."""

    pattern: str
    surname: str
    given: str
    nominative: str
    case: str
    sex: str
    doubt: tuple[int, int] = (0, 0)  # how many cases its words show, and how many words show none

    @property
    def keys(self) -> tuple[str, str]:
        """The folded keys of surname and given name."""
        return key(self.surname), key(self.given)


class _Given(NamedTuple):
    """What the list says of a given name: its sex (m, f, or mf) and whether it is used in Kazakhstan."""

    sex: str
    home: bool


@cache
def _given() -> dict[str, _Given]:
    found: dict[str, _Given] = {}
    for row in _rows():
        if row["sex"] not in ("m", "f", "mf"):
            raise row.wrong(row["sex"], "is no sex: write m, f or mf")
        home = row["language"] != "en"
        known = found.setdefault(key(row["name"]), _Given(row["sex"], home))
        if known.sex != row["sex"] and known.home == home:
            found[key(row["name"])] = _Given("mf", home)
    return found


def _rows() -> tuple[Row, ...]:
    return table("indexer.normalise.speech", "given_names.tsv", "name language sex")


@cache
def _spelled() -> frozenset[str]:
    return frozenset(row["name"].lower() for row in _rows())


def is_home(name: str) -> bool:
    """Whether a given name is used in Kazakhstan."""
    found = _known(name)
    return found is not None and found.home


@lru_cache(maxsize=20_000)
def _known(name: str) -> _Given | None:
    """What is known of a given name: what the list says of it, or of the name it is made from (Бақытжан)."""
    folded = key(name)
    if folded in _given():
        return _given()[folded]
    for ending, sex in _compounds() if len(folded) >= _LONG_GIVEN else ():
        base = _given().get(folded.removesuffix(ending)) if folded.endswith(ending) else None
        if base is not None and base.home:
            return _Given(base.sex if sex == "mf" else sex, home=True)
    return None


@cache
def _compounds() -> tuple[tuple[str, str], ...]:
    """The keys of what names are made with, each with the sex that it gives them."""
    return tuple((key(ending), sex) for ending, sex in _COMPOUNDS)


def given_sex(name: str) -> str | None:
    """The sex of a listed given name (m, f, or empty for both); None for a word that is not listed."""
    found = _known(name)
    return None if found is None else "" if found.sex == "mf" else found.sex


@lru_cache(maxsize=20_000)
def ends_in_case(word: str, language: str) -> bool:
    """Whether a Kazakh word is a surname, patronymic or given name with a case ending, so that a name ends with it."""
    if language != "kk" or given_sex(word) is not None or is_surname(word):
        return False
    return any(is_home(base) or is_surname(base) for base, _ in kk_forms.cases(word)[1:])


@lru_cache(maxsize=20_000)
def is_surname(word: str) -> bool:
    """Whether a small-lettered word ends as only surnames and patronymics do, in the nominative."""
    return bool(_TRUE_SURNAME.search(word) or _PATRONYMIC.search(word))


@lru_cache(maxsize=20_000)
def readings(word: str, language: str, last: bool) -> tuple[Reading, ...]:
    """The readings of one capitalised word; in Kazakh only the last word of a name carries a case."""
    if word.endswith("."):
        return (Reading("i", word, "*", ""),)
    small = word.lower().replace("ё", "е")
    by_language = {"kk": _kazakh, "ru": _russian, "en": _english}[language]
    found = dict.fromkeys(by_language(small, last))
    home = any(reading.role == "g" and is_home(reading.nominative) for reading in found)
    return tuple(r for r in found if not home or r.role != "g" or language == "en" or is_home(r.nominative))


def _roles(nominative: str, case: str, sex: str, language: str) -> Iterator[Reading]:
    known = given_sex(nominative)
    if known is not None and (not sex or not known or sex == known):
        yield Reading("g", nominative, case, sex or known)
    if _PATRONYMIC.search(nominative):
        yield Reading("p", nominative, case, "f" if nominative.endswith(("зы", "zy", "zi", "на", "na")) else "m")
    elif _SURNAME[language].search(nominative) and not (known is not None and _GIVEN_LIKE.search(nominative)):
        woman = nominative.endswith(("ва", "ина", "ая", "va", "ina", "aya"))
        man = nominative.endswith(("ов", "ев", "ин", "ий", "ov", "ev", "in", "sky"))
        yield Reading("s", nominative, case, "f" if woman else "m" if man else "")
    yield Reading("o", nominative, case, sex)


def _kazakh(word: str, last: bool) -> Iterator[Reading]:
    whole, *declined = kk_forms.cases(_PLURAL.sub("", word) if last else word)
    known = given_sex(word) is not None or _KAZAKH_WHOLE.search(word) or _SURNAME["kk"].search(word)
    for base, case in declined if last and declined and not known else (whole,):
        yield from _roles(base, case if last else "*", "", "kk")


def _russian(word: str, last: bool) -> Iterator[Reading]:
    if re.search("[әғқңөұүһі]", word):  # a Kazakh spelling inside Russian: endings are Kazakh, mostly none
        yield from (reading._replace(case="*") for reading in _kazakh(word, last) if reading.case in ("nom", "*"))
        return
    for form in ru_forms.surname(word):
        yield Reading("s", form.nominative, form.case, form.sex)
    for form in ru_forms.noun(word):
        if form.nominative == word and _MAN_DECLINED.search(word) and given_sex(word) is None:
            continue
        sure = form.nominative == word or form.nominative[-1] not in "йь" or form.nominative in _spelled()
        for reading in _roles(form.nominative, form.case, form.sex, "ru"):
            if reading.role == "o" and form.nominative == word and _RUSSIAN_SURNAME.search(word):
                continue  # Бакиров is a nominative, and a surname
            if sure or reading.role != "g":
                yield _declined(reading)


def _declined(reading: Reading) -> Reading:
    """A man's name that ends in a consonant shows its case: without an ending it is a nominative."""
    man = reading.sex == "m" and reading.case == "*" and reading.nominative[-1] not in "оеиуыэю"
    return (
        reading._replace(case="nom")
        if man and reading.role in "gp" and not reading.nominative.endswith("лы")
        else reading
    )


def _english(word: str, last: bool) -> Iterator[Reading]:
    del last
    yield from _roles(word, "*", "", "en")


@lru_cache(maxsize=20_000)
def analyses(parts: tuple[str, ...], language: str) -> tuple[Name, ...]:
    """The ways to read a sequence of capitalised words as one name, the best pattern only."""
    choices = [readings(part, language, i == len(parts) - 1) for i, part in enumerate(parts)]
    found = [name for combination in itertools.product(*choices) if (name := _name(parts, combination))]
    order = {pattern: rank for rank, pattern in enumerate((*STRONG, *WEAK))}
    best = min((order[name.pattern] for name in found), default=0)
    first = [name for name in found if order[name.pattern] == best or name.pattern in STRONG]
    written = " ".join(parts).lower()
    return tuple(
        dict.fromkeys(sorted(first, key=lambda n: (order[n.pattern], n.nominative.lower() != written, n.doubt)))
    )


def _name(parts: tuple[str, ...], combination: tuple[Reading, ...]) -> Name | None:
    pattern = "".join(reading.role for reading in combination)
    if pattern not in STRONG and pattern not in WEAK:
        return None
    sexes = {reading.sex for reading in combination if reading.sex}
    cases = [reading.case for reading in combination]
    if len(sexes) > 1 or not all(ru_forms.agree(a, b) for a, b in itertools.combinations(cases, 2)):
        return None
    whole = " ".join(_as_written(part, reading) for part, reading in zip(parts, combination, strict=True))
    surname, given = _surname_and_given(pattern, [reading.nominative for reading in combination])
    case = next((case for case in cases if case != "*"), "*")
    return Name(pattern, surname, given, whole, case, next(iter(sexes), ""), _doubt(combination))


def _doubt(combination: tuple[Reading, ...]) -> tuple[int, int]:
    """How many cases the words show, and how many show none though they could: Кирби cannot."""
    cases = {reading.case for reading in combination} - {"*"}
    return len(cases), sum(one.case == "*" and one.nominative[-1] not in "ио" for one in combination)


def _surname_and_given(pattern: str, forms: list[str]) -> tuple[str, str]:
    if pattern in ("gp", "op") and not re.search(r"(?:вич|вна|vich|vna)$", forms[1]):
        return forms[1], forms[0]
    if pattern in ("gp", "op"):
        return "", forms[0]
    if pattern == "pg":
        return forms[0], forms[1]  # Жұпарбекұлы Жарқынбек
    if pattern in ("goo", "ggo"):
        return forms[2], forms[0]  # Яго Матео Веласко
    if pattern in ("oo", "gg", "ss", "so") and not (
        _TRUE_SURNAME.search(forms[0]) and not _TRUE_SURNAME.search(forms[1])
    ):
        return forms[1], forms[0]
    at = next((i for i, role in enumerate(pattern) if role == "s"), -1)
    at = at if at >= 0 else next((i for i, role in enumerate(pattern) if role == "o"), 0)
    rest = [form for i, form in enumerate(forms) if i != at and pattern[i] != "p"]
    return forms[at], rest[0] if rest else ""


def _as_written(part: str, reading: Reading) -> str:
    """The nominative with the capitals of the document."""
    if reading.role == "i" or part.lower().replace("ё", "е") == reading.nominative:
        return part if not (part.isupper() and len(part) > 3) else part.title()
    pieces = reading.nominative.split("-")
    return "-".join(piece[:1].upper() + piece[1:] for piece in pieces)

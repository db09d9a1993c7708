"""Dates as they are written in Kazakh, Russian and English text: every form of every month, ranges, days
without a year.

A date says only what stands there: a day without a year stays one (`dates.py` resolves it), and the words
beside it are read for what they make of it ("с 1 июля", "по состоянию на", "ағымдағы жылдың", "дейін").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.tables import Row, table

FIRST_YEAR, LAST_YEAR = 1900, 2099
REACH = 36  # characters between a figure and the farthest word of its date
DASH = r"\s?[-–—]\s?"
DAY = r"(?<![\d.,])(?<!\d:)[«\"]?(?P<day>\d{1,2})[»\"]?"
MORE = r"(?:,\s\d{1,2}(?:th)?(?=,\s\d|,?\s(?:и|және|and)\s\d))*"  # "5, 6 and 7": the days between the ends
DAY2 = r"(?P<day2>\d{1,2})(?![\d:])"
SHORT = 8_000  # characters of a text whose dates are kept for the next who asks
FIGURES = re.compile(r"\d(?<!\d\d)\d?(?!\d)")  # one or two, not part of a longer number
WORDS = re.compile(r"\w+")
IN_FIGURES = {
    "numeric": re.compile(r"\d[./]\d{1,2}[./]\d{4}|\d[./]\d\d[./]\d\d\s?[гж]\."),
    "iso": re.compile(r"\d{4}-\d\d-\d\d"),
}
# Any ending but those that make another word of a month: қазандық, қазаншұңқыр, маусымдық, июньский.
ANY_ENDING = r"(?!\w*(?:[дтл][ыі][қкғг]|шұңқ|ңырақ)|ь?ск)\w{0,8}"
VERBS = ("may", "march", "mar")  # small letters make verbs of these months: "they may 20 times"
NEAR = 36  # characters beside a date that are read for what they make of it
MEANINGS = ("this_year", "since", "after", "until", "as_of", "of_act", "label")


class Written(NamedTuple):
    """A date in a text: first and last day as (year or None, month, day), what the words beside it mean."""

    start: int
    end: int
    first: tuple[int | None, int, int]
    last: tuple[int | None, int, int]
    this_year: bool
    means: str | None
    rule: str

    @property
    def year(self) -> int | None:
        """The year it names; a range may name it once."""
        return self.last[0] or self.first[0]


def written(text: str) -> Sequence[Written]:
    """All dates of a text in order; of two readings of the same words the first rule's counts."""
    return _remembered(text) if len(text) <= SHORT else _written(text)


@lru_cache(maxsize=256)
def _remembered(text: str) -> tuple[Written, ...]:
    """The dates of a paragraph: the parts of understanding ask for the same ones."""
    return _written(text)


def _written(text: str) -> tuple[Written, ...]:
    found: list[Written] = []
    covered: set[int] = set()
    for start, end in _neighbourhoods(text):
        groups = _groups(text, start, end)
        for rule, pattern in _patterns() if groups else ():
            if rule.partition(" ")[0] not in groups:
                continue
            for match in pattern.finditer(text, start, end):
                if match.start() in covered or match.end() - 1 in covered:
                    continue
                if reading := _read(text, match, rule):
                    found.append(reading)
                    covered.update(range(match.start(), match.end()))
    return tuple(sorted(found))


def _neighbourhoods(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text around figures, as far as the words of a date can be from its day."""
    start = end = -1
    for figure in FIGURES.finditer(text):
        if figure.start() - REACH > end:
            if end > 0:
                yield start, end
            start = max(0, figure.start() - REACH)
        end = figure.end() + REACH
    if end > 0:
        yield start, min(end, len(text))


def _groups(text: str, start: int, end: int) -> set[str]:
    """The groups of rules that can match there: for each there is something without which none of them can."""
    found = {group for group, pattern in IN_FIGURES.items() if pattern.search(text, start, end)}
    stems = _stems()
    for word in WORDS.findall(text[max(0, start - 1) : end].lower()):
        if word[:3] in stems:
            found.update(language for stem, language in stems[word[:3]] if word.startswith(stem))
    return found


@cache
def _stems() -> dict[str, set[tuple[str, str]]]:
    """By their first three letters, how the names of months begin, and the language of each."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in _month_rows():
        for form in row.many("written"):
            found.setdefault(form[:3], set()).add((form.removesuffix("*"), row["language"]))
    return found


def _read(text: str, match: re.Match[str], rule: str) -> Written | None:
    parts = {name: value for name, value in match.groupdict().items() if value}
    month = _month(parts["month"])
    last_month = _month(parts["month2"]) if "month2" in parts else month
    if rule.startswith("en") and parts["month"] in VERBS and not parts.keys() & {"year", "year2"}:
        return None
    years = _years(parts, over=month > last_month)
    first = (years[0], month, int(parts["day"]))
    last = (years[1], last_month, int(parts.get("day2", parts["day"])))
    if not (_exists(*first) and _exists(*last)) or (month == last_month and first[2] > last[2]):
        return None
    beside = (_before(text, match.start()), _after(text, match.end()))
    this_year = years[1] is None and "this_year" in beside
    said = next((one for one in beside if one and one != "this_year"), None)
    means = said if said == "after" else _ending(parts, rule) or said
    if "day2" in parts and means == ("until" if rule.startswith("kk") else "since"):
        means = None  # "from 5 to 7 March", "5 наурыздан 7 наурызға дейін": both words belong to the range
    return Written(match.start(), match.end(), first, last, this_year, means, rule)


def _years(parts: dict[str, str], *, over: bool) -> tuple[int | None, int | None]:
    """The years of the first and the last day; `over` if the range runs over New Year."""
    if "short" in parts:
        return 2000 + int(parts["short"]), 2000 + int(parts["short"])
    first, last = (int(parts[name]) if name in parts else None for name in ("year", "year2"))
    if first and (not last or "month2" not in parts):
        return first, first + over
    return first or (last - over if last else None), last


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return year is None or FIRST_YEAR <= year <= LAST_YEAR


def _ending(parts: dict[str, str], rule: str) -> str | None:
    """What a Kazakh case ending says: "2 қыркүйектен бастап", "20 қарашаға тағайындалды"."""
    if not rule.startswith("kk") or "day2" in parts:
        return None
    month = parts["month"].lower()
    if re.search(r"(?:дан|ден|тан|тен|нан|нен)$", month):
        return "since"
    return "until" if re.search(r"(?:ға|ге|қа|ке)$", month) else None


def _month_rows() -> tuple[Row, ...]:
    return table("indexer.normalise", "months.tsv", "language month written example")


@cache
def _month_numbers() -> tuple[tuple[str, bool, int], ...]:
    found = []
    for row in _month_rows():
        if not row["month"].isdigit() or not 1 <= int(row["month"]) <= 12:
            raise row.wrong(row["month"], "is no month: write a number from 1 to 12")
        month = int(row["month"])
        found += [(form.removesuffix("*"), form.endswith("*"), month) for form in row.many("written")]
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


@cache
def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    small = word.lower().rstrip(".")
    return next(
        number for form, open_end, number in _month_numbers() if small == form or (open_end and small.startswith(form))
    )


def _months(language: str) -> str:
    """A pattern of all forms of the months: those with any ending before the others, the longest first."""
    forms = [form for row in _month_rows() if row["language"] == language for form in row.many("written")]
    forms.sort(key=len, reverse=True)
    open_end = "|".join(re.escape(form.removesuffix("*")) for form in forms if form.endswith("*"))
    whole = [re.escape(form) for form in forms if not form.endswith("*")]
    return "(?:" + "|".join(([f"(?:{open_end}){ANY_ENDING}"] if open_end else []) + whole) + ")"


@cache
def _phrases(side: str) -> dict[str, str]:
    """The words that may stand on a side of a date, the longest first, and what each means."""
    meanings: dict[str, str] = {}
    for row in table("indexer.normalise", "date_words.tsv", "phrase side means example"):
        if row["means"] not in MEANINGS:
            raise row.wrong(row["means"], f"is nothing such words mean: use one of {', '.join(MEANINGS)}")
        if row["side"] == side:
            meanings[row["phrase"]] = row["means"]
    return dict(sorted(meanings.items(), key=lambda entry: -len(entry[0])))


def _before(text: str, at: int) -> str | None:
    """What the words directly before a date say of it."""
    beside = text[max(0, at - NEAR) : at].lower().rstrip(' \u00a0\t\n:«"')
    phrases = _phrases("before")
    for phrase, means in phrases.items() if beside.endswith(tuple(phrases)) else ():
        if beside.endswith(phrase) and not beside[: -len(phrase)][-1:].isalnum():
            return means
    return None


def _after(text: str, at: int) -> str | None:
    """What the words directly behind a date say of it."""
    beside = text[at : at + NEAR].lower().lstrip(' \u00a0\t\n,»"')
    phrases = _phrases("after")
    for phrase, means in phrases.items() if beside.startswith(tuple(phrases)) else ():
        if beside.startswith(phrase) and not beside[len(phrase) :][:1].isalnum():
            return means
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(pattern, re.IGNORECASE)) for rule, pattern in _rules())


def _rules() -> Iterator[tuple[str, str]]:
    """Name and pattern of each form, the fuller before the shorter."""
    yield "numeric", r"(?<![\d.])(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})(?![\d.]\d)"
    yield "numeric short", r"(?<![\d.])(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<short>\d\d)(?=\s?[гж]\.)"
    yield "iso", r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"
    yield from _kazakh(_months("kk"))
    yield "short", rf"{DAY}\s(?P<month>{_months('short')})\.?,?\s(?P<year>\d{{4}})(?!\d)"
    yield from _russian(_months("ru"))
    yield from _english(_months("en"))


def _kazakh(month: str) -> Iterator[tuple[str, str]]:
    year = r"(?:(?P<year>\d{4})\s?(?:жыл\w*|j[yı]l\w*|ж\.)\s*)?"
    year_behind = r"(?!\w)(?:,?\s(?P<year2>\d{4})(?:\s?(?:жыл\w*|j[yı]l\w*|ж\.))?(?!\d))?"
    ordinal = r"(?:-?(?:ші|шы|інші|ыншы|нші|ншы|сі|сы|і|ы)\w{0,4})?"
    joined = rf"(?:{DASH}|\s(?:мен|бен|пен|және|men|ben|pen|jäne)\s|,\s)"
    yield (
        "kk range",
        (
            rf"{year}{DAY}{ordinal}\s(?P<month>{month})(?:{joined}|\s)(?P<day2>\d{{1,2}}){ordinal}\s"
            rf"(?P<month2>{month}){year_behind}"
        ),
    )
    first = rf"(?<!\w)(?P<month>{month})(?:\sайының)?\s(?P<day>\d{{1,2}})"
    yield "kk from", rf"{year}{first}{ordinal}\s(?P<day2>\d{{1,2}}){ordinal}\s(?:дейін|аралығында)(?!\w)"
    yield "kk from day", rf"{year}{DAY}-?(?:[ыі]|с[ыі])?н[ае]н\s{DAY2}{ordinal}\s(?P<month>{month})\sдейін(?!\w)"
    yield "kk", rf"{year}{DAY}{MORE}{ordinal}(?:{joined}{DAY2}{ordinal})?\s?(?P<month>{month}){year_behind}"
    said = r"(?:-?\s?(?:ші|шы|сі|сы|і|ы|інші|ыншы)\w{0,5}|\sкүн\w*)(?!\w)"
    yield "kk month first", rf"{year}{first}(?:{ordinal}(?:{DASH}|\s(?:мен|бен|пен|және)\s){DAY2})?{said}"


def _russian(month: str) -> Iterator[tuple[str, str]]:
    year = r"(?:\s(?P<year>\d{4})(?:\sгода|\sг\.)?)?"
    year_behind = r"(?!\w)\.?(?:,?\s(?P<year2>\d{4})(?!\d)(?:\s?(?:года|году|год|г\.?)(?!\w))?)?"
    since = r"(?:(?<!\w)с\s)?"
    joined = rf"(?:{DASH}|\s(?:и|по|до)\s|,\s)"
    th = r"(?:-?(?:го|е))?"
    yield "ru range", (rf"{since}{DAY}\s(?P<month>{month})(?!\w){year}{joined}{DAY2}\s(?P<month2>{month}){year_behind}")
    yield "ru days", rf"{since}{DAY}{th}{MORE}{joined}{DAY2}{th}\s(?P<month>{month}){year_behind}"
    yield "ru", rf"{DAY}{th}\s(?P<month>{month}){year_behind}"


def _english(month: str) -> Iterator[tuple[str, str]]:
    year_behind = r"(?:,?\s(?P<year2>\d{4})(?!\d))?"
    since = r"(?:(?<!\w)(?:from|between)\s)?"
    first = rf"(?<!\w)(?P<month>{month})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    to = rf"(?:{DASH}|,?\s(?:to|and|through|until|till)\s)"
    last = r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?(?![\d:])"
    month2 = rf"(?P<month2>{month})"
    yield "en range", rf"{since}{first}(?:,?\s(?P<year>\d{{4}}))?{to}{month2}\.?\s{last}{year_behind}"
    yield "en days", rf"{since}{first}{MORE}{to}(?:the\s)?{last}{year_behind}"
    yield "en", rf"{first}(?![\d:]|\s?(?:%|percent|per\scent|people|km)){year_behind}"
    day = rf"{DAY}(?:st|nd|rd|th)?"
    yield "en day range", rf"{since}{day}\s(?P<month>{month}){to}{last}\s{month2}(?!\w){year_behind}"
    yield "en day first", rf"{day}{MORE}(?:{to}(?:the\s)?{last})?\s(?:of\s)?(?P<month>{month})(?!\w)\.?{year_behind}"

"""When a release was published and when its event was, with how we know; never later than the capture, never
invented.

Publication: the page's own data (meta), a line that is only a date (date_line), the first day told in the
lead (in_text), or a relative word of the page's data counted from the capture (inferred). A day without a
year takes the one nearest to the publication day or, without that, to a full date in the text at most a
season away. The event is the first day or range told in title or lead that is no term, no reporting date and
no act's date, in EDTF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.records import TITLE, Article, Evidence
from indexer.normalise.relative_dates import relative_day, relative_phrases
from indexer.normalise.written_dates import Written, written

LEAD_PARAGRAPHS = 3
LEAD_LENGTH = 900
SEASON = timedelta(days=100)  # as far may a full date be that gives its year to a day without one
SOON = timedelta(days=120)  # as far ahead may an announced event lie
RECENT = timedelta(days=45)  # as far back may the event lie that a release tells of
LONGEST = timedelta(days=10)  # as long may something last that one sentence begins and another ends
NOT_BELIEVED = "not believed: "
MONTH_IN_FIGURES = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:[-./](?P<month>0[1-9]|1[0-2]))?|(?P<month2>0[1-9]|1[0-2])[-./](?P<year2>(?:19|20)\d\d)"
)
MONTH_IN_WORDS = re.compile(r"(?:[^\W\d_]+[.,]?\s+){0,2}(?P<year>(?:19|20)\d\d)(?:\s+[^\W\d_]+[.,]?){0,3}")
MOST_DAYS = 200  # full dates of a text that are looked at
ADDRESS_DAY = re.compile(r"/(20\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?:/|-|$)")
BARE_BOUND = re.compile(
    r"(?<!\w)(?:by|until|till)\s(?:\w+\s(?:on|of)\s)?the\s(\d{1,2})(?:st|nd|rd|th)(?=[.,;]|$)"
    r"|(?<!\w)(?:к|до)\s(?:\w+\s)?(\d{1,2})-?го(?:\sчисла)?(?=[.,;\s]|$)"
    r"|(?<![\w.,])(\d{1,2})-?(?:[ыі]|с[ыі])?(?:на|не|нде|нда)\s(?:күн\w*\s)?(?:\w+\s)?(?:дейін|қарай)(?!\w)",
    re.IGNORECASE,
)  # a day without its month on which something was over
BARE_DAY = re.compile(r"\d(?:st|nd|rd|th|-?го|-?с?[ыі]?н[аед])", re.IGNORECASE)  # quickly found: in each of these
ASIDE = ("since", "after", "until", "as_of", "of_act")


@dataclass(frozen=True, slots=True)
class Publication:
    """The day of publication, how it is known, and the evidence."""

    day: date
    how: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Event:
    """The day or range of an event in EDTF, and the evidence."""

    edtf: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Told:
    """A date in a text with its days resolved, and whether the year had to be inferred."""

    written: Written
    paragraph: int
    first: date
    last: date
    inferred: bool

    def evidence(self, rule: str, confidence: float) -> Evidence:
        """Evidence resting on this date."""
        inferred = ", year inferred" if self.inferred else ""
        return Evidence(
            rule + inferred,
            confidence - 0.1 * self.inferred,
            self.paragraph,
            self.written.start,
            self.written.end,
        )


def publication(article: Article, date_lines: Sequence[str], captured: date, since: str = "") -> Publication | None:
    """The day of publication as the page itself gives it, if it can be: not before the first release of its source."""
    given = _given(article, date_lines, captured)
    return next((found for found in given if _is_believable(found.day, captured, since)), None)


def doubted(article: Article, date_lines: Sequence[str], captured: date, since: str = "") -> Evidence | None:
    """The day that the page gives and that cannot be; None where there is no such day."""
    given = (found.day for found in _given(article, date_lines, captured))
    day = next((day for day in given if not _is_believable(day, captured, since)), None)
    return Evidence(f"{NOT_BELIEVED}{day}", 0.0) if day else None


def within(article: Article, date_lines: Sequence[str], captured: date, since: str = "") -> str | None:
    """The month or the year of publication, in EDTF, where the page gives no more of it."""
    found = (_month_or_year(text.strip()) for text in (article.published or "", *date_lines))
    return next((one for one in found if one and since[: len(one)] <= one <= f"{captured}"[: len(one)]), None)


def _month_or_year(text: str) -> str | None:
    """The EDTF of "2022-03", "03.2022", "Март 2022 г.", "2022 жылғы наурыз" or "2022", if that is all of a text."""
    if found := MONTH_IN_FIGURES.fullmatch(text):
        return "-".join(filter(None, (found["year"] or found["year2"], found["month"] or found["month2"])))
    if found := MONTH_IN_WORDS.fullmatch(text):
        year, words = found["year"], text.replace(found["year"], " ").split()
        days = (
            one
            for word in words
            for wording in (f"1 {word} {year}", f"{year} жылғы 1 {word}")
            for one in written(wording)
        )
        return next((f"{year}-{day.first[1]:02}" for day in days if day.first[0]), None)
    return None


def _is_believable(day: date, captured: date, since: str) -> bool:
    latest = captured + timedelta(days=1)  # the page may count its days farther east
    return f"{day}"[: len(since)] >= since and day <= latest


def _given(article: Article, date_lines: Sequence[str], captured: date) -> Iterator[Publication]:
    noted = article.metadata.get("date_line")
    if article.published and article.published != noted and (day := _full_day(article.published)):
        yield Publication(day, "meta", Evidence(f"page data: {article.published}"))
    for line in (*([noted] if noted else []), *date_lines):
        if day := _full_day(line):
            yield Publication(day, "date_line", Evidence(f"date line: {line}", 0.95))
    if found := ADDRESS_DAY.search(article.url):
        year, month, day_number = map(int, found.groups())
        if day := _day(year, month, day_number):
            yield Publication(day, "meta", Evidence(f"address: {found.group().strip('/')}", 0.9))
    if article.published and (day := _relative_day(article.published, captured)):
        yield Publication(day, "inferred", Evidence(f"page data: {article.published}, from the day of capture", 0.6))


def _full_day(text: str) -> date | None:
    return next((_day(*one.first) for one in written(text) if one.first[0]), None)


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def _relative_day(text: str, captured: date) -> date | None:
    """The day of "Вчера 22:05" or "12 апреля 18:46", read on the day of capture."""
    for phrase, days in relative_phrases():
        if text.lower().startswith(phrase):
            return captured + timedelta(days=days)
    near = (_nearest(one.first, captured, latest=captured) for one in written(text) if not one.year)
    return next((day for day in near if day), None)


def told_dates(
    title: str | None, paragraphs: Sequence[str], anchor: date | None, others: Iterable[date] = ()
) -> list[Told]:
    """The dates of a text with their years: from the anchor (day of publication) or else from full dates."""
    texts = [(TITLE, title or ""), *enumerate(paragraphs)]
    dates = [(at, one) for at, text in texts for one in written(text)]
    known = [day for _, one in dates if one.first[0] and (day := _day(*one.first))]
    full = list(dict.fromkeys((*known, *others)))[:MOST_DAYS]
    found = []
    for at, one in dates:
        resolved = _resolve(one, anchor, full)
        if resolved:
            found.append(Told(one, at, *resolved, inferred=one.year is None))
    return found


def _resolve(one: Written, anchor: date | None, full: Sequence[date]) -> tuple[date, date] | None:
    if one.first[0]:
        first, last = _day(*one.first), _day(*one.last)
        return (first, last) if first and last else None
    if anchor and one.this_year:
        first, last = _day(anchor.year, *one.first[1:]), _day(anchor.year, *one.last[1:])
        return (first, last) if first and last else None
    near = _nearest(one.first, anchor, latest=anchor + SOON) if anchor else _beside(one, full)
    last = _nearest(one.last, near, latest=None) if near else None
    return (near, last) if near and last and near <= last else None


def _nearest(day: tuple[int | None, int, int], anchor: date, latest: date | None) -> date | None:
    """The day of that month and number nearest to the anchor and not after the latest."""
    years = (_day(anchor.year + shift, *day[1:]) for shift in (-1, 0, 1))
    days = [one for one in years if one and (latest is None or one <= latest)]
    return min(days, key=lambda one: abs(one - anchor), default=None)


def _beside(one: Written, full: Sequence[date]) -> date | None:
    """The day in the year that brings it nearest to a full date of the text, if that is at most a season
    away.
    """
    days = [(abs(day - other), day) for other in full if (day := _nearest(one.first, other, latest=None))]
    distance, day = min(days, default=(SEASON * 2, None))
    return day if distance <= SEASON else None


def publication_in_text(dates: Sequence[Told], paragraphs: Sequence[str], captured: date) -> Publication | None:
    """The first day told in the lead that is no term; none if the year of an earlier day stays open."""
    for one in _in_lead(dates, paragraphs):
        if one.written.means not in ASIDE and one.last <= captured:
            if _open_before(one, dates, paragraphs):
                return None
            return Publication(one.last, "in_text", one.evidence("day told in the lead", 0.8))
    return None


def _open_before(one: Told, dates: Sequence[Told], paragraphs: Sequence[str]) -> bool:
    """Whether an earlier day of the text, no term, has found no year."""
    resolved = {(other.paragraph, other.written.start) for other in dates}
    for at, paragraph in enumerate(paragraphs[: one.paragraph + 1]):
        for other in written(paragraph):
            earlier = (at, other.start) < (one.paragraph, one.written.start)
            if earlier and other.means not in ASIDE and (at, other.start) not in resolved:
                return True
    return False


def event(dates: Sequence[Told], paragraphs: Sequence[str], published: date | None) -> Event | None:
    """What title and lead say the release is about: what has just been, or else what is announced, what "кеше" or "on
    Wednesday" means, or the day since which something is so ("с 1 июля", "2 қыркүйектен бастап").
    """
    if published is None:
        return None
    lead = _in_lead(dates, paragraphs)
    days = [one for one in lead if one.written.means not in ASIDE]
    past = [one for one in days if published - RECENT <= one.first and one.last <= published + timedelta(days=1)]
    for one in past:
        return _event(_ending(_whole(one, days), lead, paragraphs, published), 0.85)
    ahead = [one for one in days if published < one.first <= published + SOON]
    for one in ahead:
        return _event(_whole(one, days), 0.7)
    return _relative_event(paragraphs[: _lead(paragraphs)], published) or _beginning(lead, published)


def _beginning(lead: Sequence[Told], published: date) -> Event | None:
    """The one day that title or first paragraph tell as a beginning, lately or soon."""
    begun = (one for one in lead if one.written.means == "since" and one.paragraph in (TITLE, 0))
    days = {one.first: one for one in begun if published - RECENT <= one.first <= published + SOON}
    if len(days) != 1:
        return None
    ((day, one),) = days.items()
    return Event(day.isoformat(), one.evidence("beginning told in the lead", 0.6))


def _event(one: Told, confidence: float) -> Event:
    edtf = one.first.isoformat() + (f"/{one.last.isoformat()}" if _is_range(one) else "")
    return Event(edtf, one.evidence("day told in the lead", confidence))


def _whole(one: Told, days: Sequence[Told]) -> Told:
    """The range that a day is part of, if the lead tells one."""
    ranges = (other for other in days if _is_range(other))
    return next((other for other in ranges if other.first <= one.first and one.last <= other.last), one)


def _is_range(one: Told) -> bool:
    return one.last > one.first


def _ending(one: Told, lead: Sequence[Told], paragraphs: Sequence[str], published: date) -> Told:
    """What began that day up to the day on which it was over: "…, by noon on the 23rd it was back"."""
    if _is_range(one) or one.paragraph == TITLE:
        return one
    bounds = [other.last for other in lead if other.written.means == "until"]
    text, behind = paragraphs[one.paragraph], one.written.end
    for found in BARE_BOUND.finditer(text, behind) if BARE_DAY.search(text, behind) else ():
        bounds += filter(None, [_day(one.first.year, one.first.month, int(next(filter(None, found.groups()))))])
    ends = (day for day in bounds if one.first < day <= min(published, one.first + LONGEST))
    return replace(one, last=next(ends, one.last))


def _relative_event(lead: Sequence[str], published: date) -> Event | None:
    found = relative_day(lead, published)
    if found is None:
        return None
    evidence = Evidence(f"{found.phrase}, inferred from publication", 0.6, *found[1:4])
    return Event(found.day.isoformat(), evidence)


def _lead(paragraphs: Sequence[str]) -> int:
    """How many paragraphs are the lead."""
    budget = LEAD_LENGTH
    for at, paragraph in enumerate(paragraphs[:LEAD_PARAGRAPHS]):
        if budget <= 0:
            return at
        budget -= len(paragraph)
    return min(LEAD_PARAGRAPHS, len(paragraphs))


def _in_lead(dates: Sequence[Told], paragraphs: Sequence[str]) -> list[Told]:
    """The dates of the title and of the first paragraphs, the title's last: a title is short on context."""
    lead = [one for one in dates if 0 <= one.paragraph < _lead(paragraphs)]
    return lead + [one for one in dates if one.paragraph == TITLE]

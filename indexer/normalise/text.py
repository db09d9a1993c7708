"""The text of a release cleared of what is not text: repeated titles, captions, date lines, remnants of
images, site lines.

What is left out of the paragraphs is kept aside where something later needs it (captions, date lines). The
letters are repaired first (Latin look-alikes, soft hyphens), so that every later offset is one into the
repaired paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from analyzers.folding import repair
from analyzers.wordlist import words
from corpus.records import Article
from indexer.normalise.written_dates import written

HEAD, TAIL = 6, 3  # paragraphs at the top and at the end among which a date line may stand
LEADS = 2  # paragraphs at the top that may be a summary, and after it those that may repeat it
CAPTION_LENGTH = 320
SITE_LINE_LENGTH = 160
IMAGE = re.compile(r"!?\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)|!\[\]\(\)|<img[^>\n]{0,400}>")
BEFORE, BEHIND = " |*#•·>", " |*#"  # marks of lists and tables around a text
TIME = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?|\d{1,6}")
STAMP_LENGTH, CLOCK_LENGTH = 60, 8
CLOCK = re.compile(r",?\s*\d{1,2}:\d{2}(?!\d)")
CITY = re.compile(r"(?:г\. ?|қ\. ?)?[A-ZА-ЯӘҒҚҢӨҰҮҺІЁ][\w-]+(?: қ\.| қаласы)?")
CRUMBS = re.compile(r"[^»]{1,40}(?: » [^»]{1,40}){1,5}")
LETTERS = re.compile(r"[^\W_]+")
SIGNATURE_LENGTH = 60
SIGNS = ' ./()[]«»“”"–—-©'
OF_AGENCY = re.compile(r"^(?:источник|source|дереккөз)[: ]+|^(?:ма?иа|иа|на|ақпарат агенттігі|агентство)[ «\"]+")
SIGNED = re.compile(r"\s*(?:\(([^()]{3,50})\)|/([^/]{3,50})/|(?<=[.!?»”\"])\s*[–—-]\s?([^–—]{3,40}))\.?\s*$")
SIGNING = frozenset("(/–—-")  # without one of these there is no signature
DATELINE = re.compile(
    r"(?:г\. ?)?(?P<city>[A-ZА-ЯӘҒҚҢӨҰҮҺІЁ][\w-]+(?: [A-ZА-ЯӘҒҚҢӨҰҮҺІЁ][\w-]+)?)"
    r"(?:[.,]? ?(?:\(?\d{1,2}[. ][\w .]{3,20}\)?)?[.,/ ]*(?P<agency>[\w-]{3,25})?[./ ]*)\s[–—-]\s"
)
SIGNATURE = re.compile(r"[.,/] ?(?P<agency>[\w-]{3,25})[./ ]*\s?[–—-]\s")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A page's title and paragraphs after cleaning, and what was set aside."""

    title: str | None
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    date_lines: tuple[str, ...]
    agency: str | None = None  # whose report it is, by the signature


def clean(article: Article) -> CleanText:
    """Repairs and clears the text of a page."""
    title = tidy(article.title or "") or None
    stamp, lines = _without_stamp([line for line in map(tidy, article.paragraphs) if line])
    date_lines = stamp + [
        line for at, line in enumerate(lines) if _may_hold_date(at, len(lines)) and is_date_line(line)
    ]
    if title and is_date_line(title):
        date_lines.insert(0, title)
        title = None
    own = [line for line in lines if line not in date_lines]
    signed = {at: name for at, line in enumerate(own) if (name := signature(line))}
    own = [line if at not in signed else _unsigned(line) for at, line in enumerate(own)]
    kept = [line for line in own if line and not is_site_line(line)] or lines
    noted = map(tidy, article.metadata.get("captions", "").split("\n"))
    captions = [line for line in noted if line] + [line for line in kept if is_caption(line)]
    paragraphs = _without_repeats(title, _without_lead([line for line in kept if not is_caption(line)]))
    return CleanText(title, paragraphs, tuple(captions), tuple(date_lines), next(iter(signed.values()), None))


def _without_stamp(lines: list[str]) -> tuple[list[str], list[str]]:
    """Day and time at the very beginning of the text ("08 Октября 2015, 12:50 …") apart from the lines."""
    found = written(lines[0][:STAMP_LENGTH]) if lines and ":" in lines[0][: STAMP_LENGTH + CLOCK_LENGTH] else []
    time = CLOCK.match(lines[0], found[0].end) if found and found[0].start == 0 and found[0].year else None
    if not time:
        return [], lines
    rest = lines[0][time.end() :].strip()
    return [lines[0][: time.end()]], [rest, *lines[1:]] if rest else lines[1:]


def tidy(text: str) -> str:
    """One paragraph with its letters repaired, image remnants and outer bars gone, blanks single."""
    seen = IMAGE.sub(" ", text) if "[" in text or "<" in text else text
    plain = repair(unicodedata.normalize("NFC", seen))
    return " ".join(plain.split()).lstrip(BEFORE).rstrip(BEHIND)


def is_date_line(paragraph: str) -> bool:
    """Whether a paragraph says a day and nothing else: "04.03.2022", "Дата: 20 сентября 2015", "Астана, 4
    наурыз 2022 ж.".
    """
    dates = written(paragraph) if len(paragraph) <= 90 else []
    if len(dates) != 1 or not dates[0].year:
        return False
    before, after = paragraph[: dates[0].start].strip(' ,:|«»"·'), paragraph[dates[0].end :]
    if TIME.sub("", after).strip(" ,:|.·года-") and not CITY.fullmatch(after.strip(" ,.|")):
        return False
    label = dates[0].means == "label" and len(before) <= 25
    return not before or label or bool(CITY.fullmatch(before) or CRUMBS.fullmatch(before) or TIME.fullmatch(before))


def is_caption(paragraph: str) -> bool:
    """Whether a paragraph is the caption or credit of a picture."""
    if len(paragraph) > CAPTION_LENGTH:
        return False
    small = paragraph.lower()
    starts, holds = _caption_marks()
    return small.startswith(starts) or any(mark in small for mark in holds)


def is_site_line(paragraph: str) -> bool:
    """Whether a paragraph belongs to the site, not to the release: sharing, keywords, an agency's name."""
    if len(paragraph) <= SITE_LINE_LENGTH and paragraph.lower().startswith(words(__name__, "boilerplate.txt")):
        return True
    return is_agency(paragraph)


def is_agency(text: str) -> bool:
    """Whether words are the name of an agency, with "ИА", marks and brackets or without."""
    if len(text) > SITE_LINE_LENGTH:
        return False
    bare = OF_AGENCY.sub("", text.lower().strip(SIGNS)).strip(SIGNS)
    return bare in words(__name__, "agencies.txt")


def signature(paragraph: str) -> str | None:
    """The agency that signs a paragraph at its end ("… (Kazinform)", "… /ИА …/", "… – AKIpress"), or is all of it."""
    if is_agency(paragraph):
        return paragraph.strip(SIGNS)
    end = paragraph[-SIGNATURE_LENGTH:]
    found = None if SIGNING.isdisjoint(end) else SIGNED.search(end)
    name = next(filter(None, found.groups()), "") if found else ""
    return name.strip(SIGNS) if is_agency(name) else None


def _unsigned(paragraph: str) -> str:
    """A paragraph without the signature at its end; nothing is left of one that is nothing else."""
    if is_agency(paragraph):
        return ""
    head = paragraph[:-SIGNATURE_LENGTH]
    return head + SIGNED.sub("", paragraph[len(head) :]).rstrip()


def dateline(paragraph: str) -> int:
    """Where the dateline of a paragraph ends ("ASTANA – ", "АЛМАТЫ. КАЗИНФОРМ – "); 0 if it has none."""
    found = DATELINE.match(paragraph)
    if not found:
        return 0
    agency = (found["agency"] or "").lower()
    signed = agency in words(__name__, "agencies.txt")
    return found.end() if signed or (found["city"].isupper() and not agency) else 0


def is_signed(paragraph: str, end: int) -> bool:
    """Whether an agency signs behind a place, as in a dateline that a headline runs into: `… АСТАНА. КАЗИНФОРМ – `."""
    found = SIGNATURE.match(paragraph, end)
    return found is not None and found["agency"].lower() in words(__name__, "agencies.txt")


@cache
def _caption_marks() -> tuple[tuple[str, ...], tuple[str, ...]]:
    marks = words(__name__, "captions.txt")
    return tuple(m for m in marks if m[0] != "…"), tuple(m[1:] for m in marks if m[0] == "…")


def _may_hold_date(at: int, count: int) -> bool:
    return at < HEAD or at >= count - TAIL


def _without_repeats(title: str | None, paragraphs: Iterable[str]) -> tuple[str, ...]:
    """The paragraphs without those that only repeat the title or an earlier long paragraph."""
    seen = {letters_of(title)} if title else set()
    kept: list[str] = []
    for paragraph in paragraphs:
        key = letters_of(paragraph)
        if key not in seen:
            kept.append(paragraph)
        if len(key) > 40:
            seen.add(key)
    return tuple(kept)


def _without_lead(paragraphs: list[str]) -> list[str]:
    """The paragraphs without a summary at the top that the text repeats word for word."""
    for at, lead in enumerate(paragraphs[:LEADS]):
        key = letters_of(lead)
        following = paragraphs[at + 1 : at + 1 + LEADS]
        if len(key) > 40 and any(_begins(text, key) for text in following):
            return [*paragraphs[:at], *paragraphs[at + 1 :]]
    return paragraphs


def _begins(paragraph: str, key: str) -> bool:
    """Whether a longer paragraph begins with the letters of a key, behind its dateline if it has one."""
    found = (letters_of(text) for text in (paragraph, paragraph[dateline(paragraph) :]))
    return any(letters.startswith(key) and len(letters) > len(key) for letters in found)


@lru_cache(maxsize=256)
def letters_of(text: str) -> str:
    """The letters and figures of a text, which stay the same when blanks, capitals and punctuation change; remembered
    for who asks next, since a paragraph is compared with its text, and later with its source.
    """
    return "".join(LETTERS.findall(text.lower()))

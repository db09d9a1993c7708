"""Plain text by the conventions of press releases: a date line first, then a title if the next line is one.

    04.03.2022 |                      20 october, 2022
    ![]() |
    A working trip took place …       As part of the mission, a meeting was held …

Each line is a paragraph, unless the text was wrapped by hand: then a blank line ends one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.errors import InputError
from corpus.records import Article, Page
from indexer.extract.charset import decode

DAY = r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
DAY_IN_WORDS = (
    r"\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d]{3,12}\.?,?\s+(?:19|20)\d\d"  # 20 october, 2022 · 4 наурыз 2022
    r"|[^\W\d]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"  # October 20th, 2022
    r"|(?:19|20)\d\d\s+[^\W\d]{3,7}\s+\d{1,2}\s+[^\W\d]{3,14}"  # 2014 жылдың 26 қыркүйегі
)
DATE_LINE = re.compile(
    rf"(?:[^\W\d]{{2,15}}:\s*)?(?:{DAY}|{DAY_IN_WORDS})\s*(?:г\.?|года|ж\.?|жыл|year)?,?\s*(?:\d{{1,2}}[:.]\d\d)?[\s|]*",
    re.IGNORECASE,
)
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
MARKS = re.compile(r"^[#*_>\s]+|[*_|\s]+$")
TITLE_LENGTH = 220
WRAPPED = range(40, 101)  # the length of lines broken by hand
SENTENCE_END = (".", "!", "?", "…", ":", ";", "»", "”", '"')
NO_TITLE_END = (".", "…", ":", ";", ",", "|")


def extract(page: Page) -> tuple[Article, ...]:
    """The one article that a text file is."""
    paragraphs = [line for line in map(_tidy, _paragraphs(_lines(page))) if line]
    if not any(letter.isalpha() for line in paragraphs for letter in line):
        raise InputError(f"{page.url}: holds no text; give a file with a release in it")
    date_line = paragraphs.pop(0) if DATE_LINE.fullmatch(paragraphs[0]) else None
    title = paragraphs.pop(0) if is_title(paragraphs) else None
    return (
        Article(
            url=page.url,
            source=page.source,
            title=title,
            paragraphs=tuple(paragraphs),
            published=date_line,
            metadata={"date_line": date_line} if date_line else {},
        ),
    )


def is_title(paragraphs: Sequence[str]) -> bool:
    """Whether the first paragraph is a title: short, not ended like a sentence, and followed by text."""
    if len(paragraphs) < 2:
        return False
    first = paragraphs[0]
    return len(first) <= TITLE_LENGTH and not first.endswith(NO_TITLE_END)


def _lines(page: Page) -> list[str]:
    return decode(page.body, page.content_type, name=page.url).replace("\u2028", "\n").splitlines()


def _tidy(line: str) -> str:
    """A line without remnants of images and without the bars and marks around it."""
    return MARKS.sub("", IMAGE.sub(" ", line))


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines, or blocks of them where the text was wrapped by hand."""
    blocks = [list(block) for is_text, block in groupby(lines, key=lambda line: bool(line.strip())) if is_text]
    if _is_wrapped(blocks):
        yield from (" ".join(line.strip() for line in block) for block in blocks)
    else:
        yield from (line for block in blocks for line in block)


def _is_wrapped(blocks: list[list[str]]) -> bool:
    """Whether lines end at a margin: nearly all are of one length and break off within a sentence."""
    inner = [line.strip() for block in blocks for line in block[:-1]]
    if len(blocks) < 2 or len(inner) < 3:
        return False
    broken = sum(len(line) in WRAPPED and not line.endswith(SENTENCE_END) for line in inner)
    return broken >= 0.8 * len(inner)

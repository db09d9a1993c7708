"""The footer in which a press service signs and says how to reach it: out of the text, into the rendition's
contact.

A footer stands at the end: short lines, one of which names the press service or holds a telephone number or
mail address. It is cut off as a whole; a sentence about a press service in the middle of a text is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzers.wordlist import words

REACH = 10  # paragraphs at the end among which a footer may begin
LINE_LENGTH = 140
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
TELEPHONE = re.compile(
    r"(?<!\w)(?:(?:тел|факс|ұялы|моб|tel|phone|fax|mob)\w*\.?\s*:?\s*[\d+(]|\+7[\s(-]?\d{3}|8\s?\(\d{3,4}\))",
    re.IGNORECASE,
)
IN_TELEPHONE = re.compile(r"[\d+(]")  # without which it is none
SENTENCE = re.compile(r"[а-яәғқңөұүһіёa-z]{2}[.!?…]$")


def split_contact(paragraphs: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    """The paragraphs without their contact footer, and the footer's lines joined; None if there is none."""
    start = len(paragraphs)
    for at in range(len(paragraphs) - 1, max(0, len(paragraphs) - REACH) - 1, -1):
        if not _may_belong(paragraphs[at]):
            break
        if is_contact(paragraphs[at]):
            start = at
    if start == len(paragraphs) or start == 0:
        return tuple(paragraphs), None
    return tuple(paragraphs[:start]), "\n".join(paragraphs[start:])


def is_contact(paragraph: str) -> bool:
    """Whether a line names a press service or says how to reach one."""
    if len(paragraph) > LINE_LENGTH:
        return False
    small = paragraph.lower()
    marks = words(__name__, "contact_words.txt")
    signs = small.startswith(marks) or small.rstrip(" .:").endswith(marks)
    if signs and not SENTENCE.search(paragraph):
        return True
    mail = "@" in paragraph and MAIL.search(paragraph)
    return bool(mail or (IN_TELEPHONE.search(paragraph) and TELEPHONE.search(paragraph)))


def _may_belong(paragraph: str) -> bool:
    return len(paragraph) <= LINE_LENGTH and (is_contact(paragraph) or not SENTENCE.search(paragraph))

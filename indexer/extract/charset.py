"""Bytes to text: which encoding a page is in, whatever it says of itself.

A byte order mark is believed; then what the header or the page declares, if it decodes to plausible text;
then UTF-8, forgiving a few stray bytes; then the old Cyrillic encodings, the most plausible first. What is
plausible in none is not a text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from corpus.errors import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNMARKED = ("utf-16-le", "utf-16-be")
OLD = ("kz1048", "koi8-r", "cp866", "mac-cyrillic", "cp1252")  # kz1048: windows-1251 with the Kazakh letters
MEANT = {
    "windows-1251": "kz1048",
    "cp1251": "kz1048",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "utf-8",
}
DECLARED = re.compile(rb"""<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
HEAD = 4096  # bytes in which a page declares its encoding
SAMPLE = 65536  # bytes that are looked at to judge an encoding
STRAY = 0.03  # share of damaged letters a UTF-8 text may have
PLAUSIBLE = 0.75
FEW = 20  # letters too few to tell capitals from small ones turned round
ODD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\u2500-\u259f\u3000-\u9fff\uac00-\ud7af\ue000-\uf8ff]")
CYRILLIC = re.compile(r"[Ѐ-ԯ]")
SMALL = re.compile(r"[а-яёәғқңөұүһі]")
ACCENTED = re.compile(r"[À-ÿ]")
STRANGERS = re.compile(  # letters of other code pages, capitals inside words, words of two alphabets
    r"[ЂЃѓЉЊЌЋЏђљњќћџЅѕЈјЄєЇї¤¦¬¶ҐґЎў]|(?<=[a-zа-я])[A-ZА-Я](?=[a-zа-я])|(?<=[A-Za-z])[Ѐ-ԯ]|(?<=[Ѐ-ԯ])[A-Za-z]"
)


def decode(body: bytes, content_type: str = "", *, name: str = "page") -> str:
    """The text of a page; an `InputError` naming it where the bytes are no text."""
    for mark, encoding in MARKS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace").removeprefix("\ufeff")
    for encoding in (*_declared(body, content_type), "utf-8"):
        if text := _forgiving(body, encoding):
            return text
    text = _unmarked(body) or _old(body)
    if text is None:
        raise InputError(f"{name}: {len(body)} bytes that are no text in any known encoding; save it as UTF-8 text")
    return text


def plausibility(text: str, encoding: str = "") -> float:
    """How much a text looks like Kazakh, Russian or English rather than like bytes read wrongly, 0 to 1.

    One old encoding has small letters where another has capitals; what decodes as UTF may be all in capitals.
    """
    cyrillic = len(CYRILLIC.findall(text))
    small = len(SMALL.findall(text))
    capitals = (cyrillic - small) / cyrillic if cyrillic > FEW and not encoding.startswith("utf") else 0.0
    accented = len(ACCENTED.findall(text))
    foreign = accented if accented > sum(letter.isalpha() for letter in text) / 4 else 0
    odd = len(ODD.findall(text)) + len(STRANGERS.findall(text)) / 2 + foreign
    return max(0.0, 1.0 - 4 * odd / max(1, len(text)) - capitals / 2)


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    header = IN_HEADER.search(content_type)
    page = DECLARED.search(body[:HEAD])
    for declared in (header and header[1], page and page[1].decode("ascii")):
        if declared:
            yield MEANT.get(declared.lower(), declared)


def _forgiving(body: bytes, encoding: str) -> str | None:
    """The text in an encoding, if plausible; without the few bytes that the encoding does not explain."""
    try:
        text = body.decode(encoding, errors="replace")
    except (LookupError, UnicodeError):
        return None
    allowed = STRAY * max(1, sum(letter.isalpha() for letter in text))
    if text.count("\ufffd") > allowed or text.count("\x00") > allowed:
        return None
    text = text.replace("\ufffd", "").replace("\x00", "")
    return text if plausibility(text[:SAMPLE], codecs.lookup(encoding).name) >= PLAUSIBLE else None


def _unmarked(body: bytes) -> str | None:
    """The text as UTF-16 without a byte order mark, which shows by its zero bytes."""
    if body[:SAMPLE].count(0) < len(body[:SAMPLE]) / 50:
        return None
    even = body[: len(body) // 2 * 2]
    return next((text for encoding in UNMARKED if (text := _forgiving(even, encoding))), None)


def _old(body: bytes) -> str | None:
    """The text in the most plausible of the encodings of one byte a letter."""
    sample = body[:SAMPLE]
    if sample.count(0) > len(sample) / 1000:
        return None
    scored = [(plausibility(sample.decode(encoding, errors="replace")), encoding) for encoding in OLD]
    best, encoding = max(scored, key=lambda one: one[0])
    return body.decode(encoding, errors="ignore").replace("\x00", "") if best >= PLAUSIBLE else None

"""How to cite a release: GOST R 7.0.100-2018 and APA 7 as text, BibTeX and RIS as records.

Each is a function over one rendition. The words of a citation (accessed, press release) are in the language of the
interface; title and body are as published. The day of access is handed in, so that the same citation can be made again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, format_skeleton

from corpus.records import Rendition
from search_app.i18n import tag

LINES = "\r\n"  # RIS asks for both
UNTITLED = 90  # letters of a text that stand for the title it has not
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
BABEL = {"kk": "kazakh", "ru": "russian", "en": "english"}  # languages as TeX calls them


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of citations in one language of the interface."""

    electronic: str
    site: str
    accessed: str
    press_release: str
    undated: str
    retrieved: str
    changed: str


WORDING = {
    "kk": Wording(
        "Мәтін : электрондық",
        "сайт",
        "қаралған күні",
        "баспасөз релизі",
        "күні жоқ",
        "{url} ({day} қаралды)",
        "мәтіннің сөздері өзгертілген",
    ),
    "ru": Wording(
        "Текст : электронный",
        "сайт",
        "дата обращения",
        "пресс-релиз",
        "б. д.",
        "Дата обращения: {day}. {url}",
        "слова текста изменены",
    ),
    "en": Wording(
        "Text : electronic",
        "website",
        "accessed",
        "press release",
        "n.d.",
        "Retrieved {day}, from {url}",
        "words of the text were changed",
    ),
}


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: a rendition, the name of who published it, the language of the interface, the day of access."""

    rendition: Rendition
    publisher: str
    ui: str
    accessed: date

    @property
    def title(self) -> str:
        """The title on one line, without a full stop at its end; of a text without one, how it begins."""
        found = self.rendition
        title = " ".join((found.title or "").split())
        if not title:
            begin = " ".join(found.paragraphs[0].split()) if found.paragraphs else found.id
            title = begin if len(begin) <= UNTITLED else begin[:UNTITLED].rsplit(" ", 1)[0] + "…"
        return title[:-1] if title.endswith(".") and not title.endswith("..") else title

    @property
    def wording(self) -> Wording:
        """The words in the language of the interface."""
        return WORDING[self.ui]

    @property
    def note(self) -> str:
        """A warning, where the text is no official source."""
        return self.wording.changed if self.rendition.altered else ""


def gost(cited: Cited) -> str:
    """As an electronic resource after GOST R 7.0.100-2018: a part of a site."""
    words, day = cited.wording, cited.rendition.published
    dated = (str(day.year), format_skeleton("MMMMd", day, locale=cited.ui)) if day else ()
    accessed = f"{words.accessed}: {cited.accessed:%d.%m.%Y}"
    areas = (
        f"{_closed(cited.title)} – {words.electronic} // {cited.publisher} : [{words.site}]",
        *dated,
        *([cited.note] if cited.note else []),
        f"URL: {cited.rendition.url} ({accessed})",
    )
    return ". – ".join(areas) + "."


def apa(cited: Cited) -> str:
    """After APA 7: a press release of a body; the day of access only where there is no day of publication."""
    words, day = cited.wording, cited.rendition.published
    kind = words.press_release[:1].upper() + words.press_release[1:]
    if cited.note:
        kind = f"{kind}; {cited.note}"
    where = cited.rendition.url
    if not day:
        where = words.retrieved.format(day=format_date(cited.accessed, "long", locale=cited.ui), url=where)
    return f"{_closed(cited.publisher)} ({_apa_day(day, cited)}). {cited.title} [{kind}]. {where}"


def _apa_day(day: date | None, cited: Cited) -> str:
    if not day:
        return cited.wording.undated
    return f"{day.year}, {format_skeleton('MMMMd', day, locale=cited.ui)}"


def bibtex(cited: Cited) -> str:
    """A BibTeX record; letters stand as they are (UTF-8), signs that mean something to TeX are escaped."""
    found, day = cited.rendition, cited.rendition.published
    fields = (
        ("title", f"{{{_tex(cited.title)}}}"),
        ("author", f"{{{_tex(cited.publisher)}}}"),
        ("year", str(day.year) if day else ""),
        ("month", str(day.month) if day else ""),
        ("date", day.isoformat() if day else ""),
        ("howpublished", _tex(cited.wording.press_release)),
        ("url", _address(found.url)),
        ("urldate", cited.accessed.isoformat()),
        ("language", BABEL.get(found.language, found.language)),
        ("note", _tex(cited.note)),
    )
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@misc{{{_key(found)},\n{lines}}}\n"


def ris(cited: Cited) -> str:
    """A RIS record of an electronic source."""
    found, day = cited.rendition, cited.rendition.published
    fields = (
        ("TY", "ELEC"),
        ("ID", found.id),
        ("TI", cited.title),
        ("AU", cited.publisher),
        ("PB", cited.publisher),
        ("PY", str(day.year) if day else ""),
        ("DA", f"{day:%Y/%m/%d}/" if day else ""),
        ("LA", tag(found.language, found.script)),
        ("M3", cited.wording.press_release),
        ("N1", cited.note),
        ("UR", found.url),
        ("Y2", f"{cited.accessed:%Y/%m/%d}/"),
    )
    lines = [f"{name}  - {_line(value)}" for name, value in fields if value]
    return LINES.join((*lines, "ER  - ", ""))


def text(cited: Cited) -> str:
    """The title and text of a rendition with who published it and where, to keep or print; the citation last."""
    found = cited.rendition
    facts = (cited.publisher, found.published.isoformat() if found.published else "", found.url, cited.note)
    title = (cited.title,) if found.title else ()
    return "\n\n".join((*title, "\n".join(filter(None, facts)), *found.paragraphs, "—", gost(cited))) + "\n"


def _closed(text: str) -> str:
    """Ends with a full stop, unless another mark ends it."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _tex(text: str) -> str:
    return "".join(TEX.get(letter, letter) for letter in _line(text))


def _address(url: str) -> str:
    """An address that breaks no record: braces and backslashes in percents."""
    return _line(url).translate({ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C", ord(" "): "%20"})


def _key(found: Rendition) -> str:
    """A key of ASCII letters and digits that no other rendition has."""
    year = found.published.year if found.published else "nd"
    source = re.sub(r"[^a-z0-9]+", "", found.source.casefold()) or "release"
    return f"{source}{year}-{re.sub(r'[^A-Za-z0-9-]+', '', found.id)}"


def _line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())

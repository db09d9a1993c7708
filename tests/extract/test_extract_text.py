"""Plain text and JSON lines: date lines, titles, paragraphs, and what a line says of itself."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.records import Article, Page
from corpus.sources import FILES
from indexer.extract import extract

TABLE = Path(__file__).with_name("plain_texts.tsv").read_text(encoding="utf-8").splitlines()
CASES = [row for row in csv.reader(TABLE, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]


def read(body: bytes, content_type: str = "text/plain", url: str = "file:a/a.txt?at=1") -> Article:
    page = Page.of(url, "files", body, fetched=datetime.now(UTC), content_type=content_type)
    (article,) = extract(page, FILES)
    return article


@pytest.mark.parametrize(("text", "day", "title", "paragraphs"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_conventions_of_plain_text(text: str, day: str, title: str, paragraphs: str, end: str) -> None:
    article = read(text.replace("⏎", end).encode())
    assert (article.published or "-", article.title or "-") == (day, title)
    assert list(article.paragraphs) == paragraphs.split("⏎")
    assert article.metadata.get("date_line") == article.published


SEEDS = {
    "000": ("20 october, 2022", None),
    "001": ("04.03.2022", "On March 4"),
    "002": (None, "«Адал сайлау"),
    "003": ("24.02.2022", "On February 22"),
    "004": (None, None),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_given_releases(shared: Path, seed: str) -> None:
    file = shared / "data" / "seeds" / f"seed-{seed}.txt"
    article = read(file.read_bytes())
    day, title = SEEDS[seed]
    assert article.published == day
    assert article.title is None if title is None else (article.title or "").startswith(title)
    words = file.read_text(encoding="utf-8").replace("![]()", "").replace("|", "").split()
    kept = " ".join([article.published or "", article.title or "", *article.paragraphs]).replace("|", "").split()
    assert kept == words, "nothing is lost"


@pytest.mark.parametrize("text", ["", " \n\n", "|\n![]()\n", "12.03.2022\n", "---\n***\n"])
def test_a_file_without_text_is_an_input_error(text: str) -> None:
    with pytest.raises(InputError, match=r"a\.txt"):
        read(text.encode())


@pytest.mark.parametrize(("kind", "body"), [("image/png", b"\x89PNG"), ("application/pdf", b"%PDF-1.7")])
def test_other_kinds_of_page_are_an_input_error(kind: str, body: bytes) -> None:
    with pytest.raises(InputError, match=kind):
        read(body, kind)


@pytest.mark.parametrize(("body", "title"), [("<html><h1>T</h1><p>Long text.</p>", "T"), ("T\nText.", "T")])
def test_the_kind_of_a_page_is_seen_where_nobody_says_it(body: str, title: str) -> None:
    assert read(body.encode(), "").title == title


# JSON lines

LINE = {
    "id": "pm-01-ru",
    "lang": "ru",
    "pair": "pm-01",
    "title": "Заголовок",
    "text": "Первый абзац.\n\nВторой абзац.",
    "date": "2022-03-04",
    "site": "example.org",
    "tags": ["выборы", "область"],
    "url": None,
}


def line(**changes: object) -> Article:
    body = json.dumps(LINE | changes, ensure_ascii=False).encode()
    return read(body, "application/json", "file:a/b.jsonl?at=1#pm-01-ru")


def test_a_line_says_what_it_is() -> None:
    article = line()
    assert (article.title, article.published, article.language) == ("Заголовок", "2022-03-04", "ru")
    assert article.paragraphs == ("Первый абзац.", "Второй абзац.")
    assert article.metadata == {
        "id": "pm-01-ru",
        "pair": "pm-01",
        "site": "example.org",
        "tags": "выборы, область",
    }


def test_paired_lines_lead_to_each_other() -> None:
    base = "file:a/b.jsonl?at=1#pm-01-"
    assert line().translations == {"kk": f"{base}kk", "en": f"{base}en"}
    assert line(pair=None).translations == {}
    assert line(pair="other").translations == {}


@pytest.mark.parametrize(
    ("title", "text", "read_title"),
    [
        ("Первый", "Первый абзац продолжается.", None),
        ("Первый абзац…", "Первый абзац продолжается.", None),
        ("Первый абзац", "Первый абзац", "Первый абзац"),
        ("Первый абзац.", "Первый абзац. Он продолжается.", "Первый абзац."),
        ("Заголовок", "Совсем другой текст.", "Заголовок"),
        (None, "Текст.", None),
        ("", "Текст.", None),
    ],
)
def test_a_beginning_cut_off_is_no_title(title: str | None, text: str, read_title: str | None) -> None:
    assert line(title=title, text=text).title == read_title

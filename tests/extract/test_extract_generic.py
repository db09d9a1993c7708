"""Pages of unknown sites: what they state for machines, what is text on them, what is only a listing."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

import pytest

from corpus.errors import InputError
from corpus.records import Article, Page
from corpus.sources import FILES
from indexer.extract import extract

FLOORS = {"art": 0.97, "main-en": 0.9, "main-ru": 0.87}  # F1 of bags of words
DATE_FLOOR = 0.9
BODY = "".join(
    f"<p>The commission met the residents of district {n} and answered their questions.</p>" for n in range(6)
)


def read(html: str, content_type: str = "text/html") -> tuple[Article, ...]:
    body = html.encode()
    return extract(
        Page.of("https://a.example.org/x", "files", body, fetched=datetime.now(UTC), content_type=content_type),
        FILES,
    )


def article(head: str = "", body: str = BODY) -> Article:
    (found,) = read(f"<html lang=en-GB><head>{head}</head><body><main>{body}</main></body></html>")
    return found


def ld(**stated: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(stated)}</script>'


GRAPH = [
    {"@type": "WebPage"},
    {"@type": ["Article"], "headline": "Title & more", "datePublished": ["2022-03-04"]},
]
OPEN_GRAPH = (
    '<meta property="og:title" content="Title & more | Site"><meta property="og:site_name" content="Site">'
    '<meta property="article:published_time" content="2022-03-04T10:00">'
)
BROKEN = (
    '<script type="application/ld+json">{"@type": </script>'
    "<title>Title & more</title><meta name=pubdate content=2022-03-04>"
)
STATED = [
    ("json-ld", ld(**{"@type": "NewsArticle", "headline": "Title &amp; more", "datePublished": "2022-03-04"})),
    ("graph", ld(**{"@graph": GRAPH})),
    ("open graph", OPEN_GRAPH),
    ("broken json-ld", BROKEN),
]


@pytest.mark.parametrize("head", [head for _, head in STATED], ids=[name for name, _ in STATED])
def test_what_a_page_states_is_believed(head: str) -> None:
    found = article(head)
    assert (found.title, (found.published or "")[:10], found.language) == ("Title & more", "2022-03-04", "en")
    assert len(found.paragraphs) == 6


@pytest.mark.parametrize(
    ("window", "heading"),
    [
        ("Title - Site", "<h1>Title</h1>"),
        ("SITE :: Title", "<h2>Title</h2>"),
        ("Title | Part | Site", "<h1>Title</h1>"),
        ("Title — Site", "<h1>News</h1>"),
    ],
)
def test_the_title_is_the_part_of_the_window_that_is_a_heading(window: str, heading: str) -> None:
    assert article(f"<title>{window}</title>", heading + BODY).title == "Title"


def test_a_date_in_the_running_text_is_not_taken() -> None:
    assert article(body=BODY + "<p>The law was passed on 4 March 2019, they said.</p>").published is None


def test_a_time_without_a_day_is_no_date() -> None:
    assert article(body='<article><time datetime="11:02">11:02</time>' + BODY + "</article>").published is None


def test_other_languages_are_found_by_their_links() -> None:
    links = '<link rel=alternate hreflang=kk-KZ href="/kk/x"><link rel=alternate hreflang=x-default href="/y">'
    assert article(links).translations == {"kk": "https://a.example.org/kk/x"}


@pytest.mark.parametrize(
    "html", ["<html></html>", "<p> &nbsp; </p><script>var text = 'none';</script>", "<div><img src=a></div>"]
)
def test_a_page_without_text_is_an_input_error(html: str) -> None:
    with pytest.raises(InputError, match="no text found"):
        read(html)


# measured on real pages


def bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def f1(found: str, gold: str) -> float:
    both = (bag(found) & bag(gold)).total()
    return 2 * both / (bag(found).total() + bag(gold).total())


def real(file: Path) -> tuple[Article, ...]:
    charset = json.loads(file.with_suffix(".json").read_text(encoding="utf-8")).get("charset")
    kind = f"text/html; charset={charset}" if charset else "text/html"
    page = Page.of(f"file:{file.name}", "files", file.read_bytes(), fetched=datetime.now(UTC), content_type=kind)
    return extract(page, FILES)


@pytest.mark.slow
@pytest.mark.parametrize("kind", FLOORS)
def test_main_text_is_found(shared: Path, kind: str) -> None:
    golds = sorted((shared / "data" / "html").glob(f"{kind}-*.txt"))
    scores = [
        f1(
            "\n".join(line for one in real(gold.with_suffix(".html")) for line in one.paragraphs),
            gold.read_text("utf-8"),
        )
        for gold in golds
    ]
    assert mean(scores) >= FLOORS[kind]


@pytest.mark.slow
def test_stated_dates_are_found(shared: Path) -> None:
    folder = shared / "data" / "html"
    cards = [(file, json.loads(file.read_text(encoding="utf-8"))["date"]) for file in sorted(folder.glob("*.json"))]
    right = [
        (found[0].published or "")[:10] == day
        for file, day in cards
        if day and (found := real(file.with_suffix(".html")))
    ]
    assert mean(right) >= DATE_FLOOR


@pytest.mark.parametrize("name", ["list-tengri-a", "list-tengri-b"])
def test_listings_give_nothing(shared: Path, name: str) -> None:
    assert real(shared / "data" / "html" / f"{name}.html") == ()

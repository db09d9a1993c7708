"""Pages of the sample sites: read by the rules on their cards, and read as pages of a site nobody knows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.errors import SourceError
from corpus.records import Article, Page
from corpus.sample_site import commission, server
from corpus.sample_site.releases import SampleRelease, releases
from corpus.sample_site.render import Resource, strings
from corpus.sources import FILES, Source, read_card, source
from indexer.extract import extract

ADDRESS = "http://127.0.0.1:50001/"  # not the one on the card
TEXTS = [(release, tag) for release in releases() for tag in release.texts]
PLAIN = [(r, t) for r, t in TEXTS if r.id not in (commission.BOTH_LANGUAGES, commission.BROKEN)]
SITES = {site: server.pages(site, 1, ADDRESS) for site in server.SITES}


def page_of(path: str, found: Resource, name: str = "files") -> Page:
    url = ADDRESS.rstrip("/") + path
    return Page.of(url, name, found.body, fetched=datetime.now(UTC), content_type=found.content_type)


def read(release: SampleRelease, tag: str, by: Source | None = None) -> Article:
    card = by or source(f"sample-{release.site}")
    path = server.path(release, tag)
    (article,) = extract(page_of(path, SITES[release.site][path], card.name), card)
    return article


@pytest.mark.parametrize(("release", "tag"), PLAIN, ids=[f"{r.id}-{t}" for r, t in PLAIN])
def test_rules_give_title_text_and_language(release: SampleRelease, tag: str) -> None:
    article = read(release, tag)
    text = release.texts[tag]
    assert article.title == text.title
    assert [p for p in article.paragraphs if any(p.endswith(own) for own in text.paragraphs)] == body(article)
    assert len(body(article)) == len(text.paragraphs)
    assert article.language == tag[:2]


def body(article: Article) -> list[str]:
    """The paragraphs without what normalising takes out of the commission's pages: date line, picture, contact."""
    lines = list(article.paragraphs)
    if article.source != "sample-commission":
        return lines
    start = 2 if lines[1].startswith("![](") else 1
    contact = strings()["commission"][article.language or ""]["contact"][0]
    return lines[start : lines.index(contact)]


@pytest.mark.parametrize(("release", "tag"), PLAIN, ids=[f"{r.id}-{t}" for r, t in PLAIN])
def test_rules_give_date_and_translations(release: SampleRelease, tag: str) -> None:
    article = read(release, tag)
    if release.site == "commission":
        assert article.published is None
        assert article.paragraphs[0] == f"{release.published:%d.%m.%Y} |"
    else:
        assert article.published is not None
        assert article.published.startswith(release.published.isoformat())
    others = {other: ADDRESS.rstrip("/") + server.path(release, other) for other in release.texts if other != tag}
    assert article.translations == others


def test_captions_and_noise_are_kept_out_of_the_text() -> None:
    story = next(release for release in releases() if release.site == "news" and "en" in release.texts)
    article = read(story, "en")
    assert article.metadata["captions"]
    assert article.byline
    text = "\n".join(article.paragraphs)
    assert all(word not in text for word in ("USD", article.metadata["captions"], article.byline, "©"))


def test_a_page_of_two_languages_is_one_article() -> None:
    release = next(release for release in releases() if release.id == commission.BOTH_LANGUAGES)
    article = read(release, "kk")
    text = "\n".join(article.paragraphs)
    assert release.texts["kk"].paragraphs[0] in text
    assert release.texts["ru"].title in article.paragraphs


def test_broken_html_still_reads() -> None:
    release = next(release for release in releases() if release.id == commission.BROKEN)
    assert body(read(release, "en")) == list(release.texts["en"].paragraphs)


@pytest.mark.parametrize(
    ("site", "path"), [("commission", "/rus/news/"), ("region", "/ru/press?page=1"), ("news", "/archive/")]
)
def test_a_listing_gives_nothing(site: str, path: str) -> None:
    card = source(f"sample-{site}")
    assert extract(page_of(path, SITES[site][path], card.name), card) == ()


NAMED = [(r, t) for r, t in PLAIN if r.site != "commission"]


@pytest.mark.parametrize(("release", "tag"), NAMED[::5], ids=[f"{r.id}-{t}" for r, t in NAMED[::5]])
def test_an_unknown_site_that_describes_its_pages_is_read_too(release: SampleRelease, tag: str) -> None:
    article = read(release, tag, FILES)
    text = release.texts[tag]
    assert article.title == text.title
    assert article.published is not None
    assert article.published.startswith(release.published.isoformat())
    assert article.language == tag[:2]
    found = "\n".join(article.paragraphs)
    assert all(paragraph in found for paragraph in text.paragraphs)
    assert len(found) < 1.35 * sum(map(len, text.paragraphs)) + 400


CARD = """
name = "one"
address = "https://one.example.org/"
[titles]
en = "One"
[rules]
extractor = "rules"
"""


def by_card(rules: str, html: str) -> tuple[Article, ...]:
    card = read_card("one", CARD + rules)
    page = Page.of(
        "https://one.example.org/a", "one", html.encode(), fetched=datetime.now(UTC), content_type="text/html"
    )
    return extract(page, card)


def test_a_page_may_hold_several_articles() -> None:
    html = "<article><h2>A</h2><p>One.</p></article><article><h2>B</h2><p>Two.<br>Three.</p></article>"
    found = by_card('article = "article"\ntitle = "h2"\nparagraphs = "p"', html)
    assert [(one.title, one.paragraphs) for one in found] == [("A", ("One.",)), ("B", ("Two.", "Three."))]


def test_blocks_inside_blocks_are_not_read_twice() -> None:
    html = "<div class=t><p>One <b>and</b> two.</p><ul><li><p>Three.</p></li></ul>loose<!-- hidden --></div>"
    (found,) = by_card('paragraphs = ".t, .t p, .t li"', html)
    assert found.paragraphs == ("One and two.", "Three.", "loose")


def test_what_the_rules_set_aside_is_kept_apart() -> None:
    html = "<p>Text.</p><p class=c>Press<br>tel. 1</p><i>Photo</i><p class=ad>Buy</p>"
    (found,) = by_card('paragraphs = "p"\ncontact = ".c"\ncaptions = "i"\nremove = ".ad"', html)
    assert found.paragraphs == ("Text.",)
    assert found.metadata == {"contact": "Press\ntel. 1", "captions": "Photo"}


def test_a_rule_that_is_no_css_is_told() -> None:
    with pytest.raises(SourceError, match="CSS rule 'p:::'"):
        by_card('paragraphs = "p:::"', "<p>Text.</p>")


def test_mark_up_nested_without_end_is_read() -> None:
    (found,) = by_card('paragraphs = "body"', "<div>" * 5000 + "deep" + "</div>" * 5000)
    assert "deep" in " ".join(found.paragraphs)

"""The newsroom's site: an RSS feed and an archive, OpenGraph, datelines, captions, a signature, and noise."""

from __future__ import annotations

from datetime import date, time
from email.utils import format_datetime
from functools import cache

from corpus.sample_site.region import stamp
from corpus.sample_site.releases import SampleRelease
from corpus.sample_site.render import Resource, changed, paragraphs, render, resource, strings
from corpus.tables import table

SITE = "news"
LOCALES = {"kk": "kk_KZ", "kk-Latn": "kk_KZ", "ru": "ru_KZ", "en": "en_US"}
ROBOTS = "User-agent: *\nDisallow: /subscribe\n"
IN_THE_FEED = 20
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360"/></svg>'


def path(release: SampleRelease, tag: str) -> str:
    """The path of a release in one language."""
    return f"/{release.published:%Y/%m}/{release.slug}-{tag[:2]}/"


def pages(releases: tuple[SampleRelease, ...], state: int, address: str) -> dict[str, Resource]:
    """All pages of the site by path; the feed needs the full address."""
    day = max(release.published for release in releases)
    stories = [(release, tag) for release in reversed(releases) for tag in release.texts]
    found = {path(release, tag): _story(release, tag, releases=releases, state=state) for release, tag in stories}
    return found | {
        "/robots.txt": resource(ROBOTS, day, "text/plain"),
        "/rss.xml": _feed(stories[:IN_THE_FEED], day, address),
        "/archive/": _archive(stories, day),
        "/": _archive(stories, day),
        "/img/picture.svg": resource(PICTURE, day, "image/svg+xml"),
    }


def _story(release: SampleRelease, tag: str, *, releases: tuple[SampleRelease, ...], state: int) -> Resource:
    text = release.texts[tag]
    first, *rest = paragraphs(text, state)
    near = [r for r in releases if tag in r.texts and r is not release][-3:]
    page = render(
        "news/page.html",
        tag=tag,
        locale=LOCALES[tag],
        title=text.title,
        lead=_dateline(release, tag) + first,
        paragraphs=rest,
        moment=stamp(release.published, time(9, 30)).isoformat(),
        also={other: path(release, other) for other in release.texts if other != tag},
        related=[(path(r, tag), r.texts[tag].title) for r in near],
        words=strings()[SITE][tag],
    )
    return resource(page, changed(release, state))


def _dateline(release: SampleRelease, tag: str) -> str:
    city = _cities().get((release.about or ("",))[0], {}).get(tag)
    return f"{city} – " if city else ""


@cache
def _cities() -> dict[str, dict[str, str]]:
    rows = table("corpus.sample_site", "datelines.tsv", "region kk ru en")
    return {row.cells["region"]: row.cells for row in rows}


def _feed(stories: list[tuple[SampleRelease, str]], day: date, address: str) -> Resource:
    items = [
        (
            address.rstrip("/") + path(release, tag),
            release.texts[tag].title,
            format_datetime(stamp(release.published, time(9, 30))),
        )
        for release, tag in stories
    ]
    text = render("news/rss.xml", items=items, address=address, words=strings()[SITE]["ru"])
    return resource(text, day, "application/rss+xml; charset=utf-8")


def _archive(stories: list[tuple[SampleRelease, str]], day: date) -> Resource:
    rows = [(r.published, path(r, tag), tag, r.texts[tag].title) for r, tag in stories]
    return resource(render("news/archive.html", rows=rows, words=strings()[SITE]["ru"]), day)

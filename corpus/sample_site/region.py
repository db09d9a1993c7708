"""The regional administration's site: listings with paging, a sitemap with hreflang, JSON-LD and `<time>`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from corpus.sample_site.releases import SampleRelease
from corpus.sample_site.render import HTML, Resource, changed, paragraphs, render, resource, strings

SITE = "region"
TAGS = ("kk", "ru", "en")
ROBOTS = "User-agent: *\nDisallow: /*/search\nSitemap: {address}sitemap.xml\n"
ON_A_PAGE = 5
ONE_TIME_ZONE = date(2024, 3, 1)  # since then all Kazakhstan keeps UTC+5


def path(release: SampleRelease, tag: str) -> str:
    """The path of a release in one language."""
    return f"/{tag}/press/{release.slug}"


def pages(releases: tuple[SampleRelease, ...], state: int, address: str) -> dict[str, Resource]:
    """All pages of the site by path; the sitemap and the alternates need the full address."""
    day = max(changed(release, state) for release in releases)
    found = {
        "/robots.txt": resource(ROBOTS.format(address=address), day, "text/plain"),
        "/sitemap.xml": _sitemap(releases, state, address),
    }
    for tag in TAGS:
        found |= _listings(releases, tag, day)
        for release in releases:
            if tag in release.texts:
                found[path(release, tag)] = _release(release, tag, state=state, address=address)
    found["/"] = found["/ru/press"]
    return found


def stamp(day: date, clock: time) -> datetime:
    """A moment in the time that Kostanay and Astana kept on that day."""
    hours = 5 if day >= ONE_TIME_ZONE else 6
    return datetime.combine(day, clock, tzinfo=timezone(timedelta(hours=hours)))


def _alternates(release: SampleRelease, address: str) -> dict[str, str]:
    return {tag: address.rstrip("/") + path(release, tag) for tag in TAGS if tag in release.texts}


def _release(release: SampleRelease, tag: str, *, state: int, address: str) -> Resource:
    text = release.texts[tag]
    when = changed(release, state)
    card = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": text.title,
        "datePublished": stamp(release.published, time(10, 20)).isoformat(),
        "dateModified": stamp(when, time(10, 20)).isoformat(),
        "inLanguage": tag,
        "publisher": {"@type": "GovernmentOrganization", "name": strings()[SITE][tag]["site"]},
    }
    page = render(
        "region/page.html",
        tag=tag,
        title=text.title,
        paragraphs=paragraphs(text, state),
        published=release.published,
        card=card,
        alternates=_alternates(release, address),
        words=strings()[SITE][tag],
    )
    return resource(page, when)


def _listings(releases: tuple[SampleRelease, ...], tag: str, day: date) -> dict[str, Resource]:
    cards = [(r.published, path(r, tag), r.texts[tag]) for r in reversed(releases) if tag in r.texts]
    last = (len(cards) - 1) // ON_A_PAGE + 1
    found = {}
    for number in range(1, last + 1):
        page = render(
            "region/listing.html",
            tag=tag,
            cards=cards[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
            number=number,
            last=last,
            words=strings()[SITE][tag],
        )
        found[f"/{tag}/press?page={number}"] = resource(page, day, HTML)
    found[f"/{tag}/press"] = found[f"/{tag}/press?page=1"]
    return found


def _sitemap(releases: tuple[SampleRelease, ...], state: int, address: str) -> Resource:
    """One entry a release, in its first language; the other languages are alternates of it."""
    entries = [(_alternates(release, address), changed(release, state)) for release in releases]
    text = render("region/sitemap.xml", entries=entries)
    return resource(text, max(when for _, when in entries), "application/xml")

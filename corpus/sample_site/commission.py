"""The commission's site: tables of the old school, `/kaz/ /rus/ /eng/`, windows-1251, date line and contacts.

Among its pages are one holding a Kazakh text and its Russian version (019), a mirror of an English release
under another path, a page of broken HTML, a page that robots.txt forbids, and a link that leads nowhere.
"""

from __future__ import annotations

from datetime import date

from corpus.sample_site.releases import SampleRelease
from corpus.sample_site.render import Resource, changed, paragraphs, render, resource, strings

SITE = "commission"
FOLDERS = {"kk": "kaz", "ru": "rus", "en": "eng"}
BOTH_LANGUAGES = "019"
MIRRORED = "004"
BROKEN = "012"
MIRROR = "/mirror/news/4/constitution-round-table.html"
FORBIDDEN = "/rus/news/9001/internal-draft.html"
GONE = "/eng/news/9404/moved.html"
ROBOTS = "User-agent: *\nDisallow: /rus/news/9001/\nDisallow: /search\n"
ON_A_PAGE = 8


def path(release: SampleRelease, tag: str) -> str:
    """The path of a release in one language."""
    return f"/{FOLDERS[tag]}/news/{1000 + int(release.id)}/{release.slug}.html"


def pages(releases: tuple[SampleRelease, ...], state: int) -> dict[str, Resource]:
    """All pages of the site by path."""
    day = max(release.published for release in releases)
    found = {"/robots.txt": resource(ROBOTS, day, "text/plain")}
    for tag in FOLDERS:
        found |= _listings(releases, tag, day)
        for release in releases:
            if _tags(release, tag):
                found[path(release, tag)] = _release(release, tag, state)
    mirrored = next(release for release in releases if release.id == MIRRORED)
    found[MIRROR] = _release(mirrored, "en", state)
    found[FORBIDDEN] = _encoded(_page("ru", "Черновик", lines=("Служебная страница.",), links={}), "ru", day)
    found["/"] = found["/kaz/news/"]
    return found


def _tags(release: SampleRelease, tag: str) -> bool:
    alone = release.id == BOTH_LANGUAGES and tag == "ru"
    return tag in release.texts and not alone


def _release(release: SampleRelease, tag: str, state: int) -> Resource:
    text = release.texts[tag]
    lines = [f"{release.published:%d.%m.%Y} |", "![]() |", *paragraphs(text, state)]
    if release.id == BOTH_LANGUAGES:
        lines += [release.texts["ru"].title, *paragraphs(release.texts["ru"], state)]
    links = {other: path(release, other) for other in FOLDERS if _tags(release, other)}
    page = _page(tag, text.title, lines=(*lines, *strings()[SITE][tag]["contact"]), links=links)
    made = _encoded(page, tag, changed(release, state))
    if release.id == BROKEN and tag == "en":
        return Resource(_break(made.body), made.content_type, made.modified)
    return made


def _page(tag: str, title: str, *, lines: tuple[str, ...], links: dict[str, str]) -> str:
    addresses = {other: links.get(other, f"/{folder}/news/") for other, folder in FOLDERS.items()}
    words = strings()[SITE][tag]
    charset = "utf-8" if tag == "kk" else "windows-1251"
    return render("commission/page.html", title=title, lines=lines, links=addresses, words=words, charset=charset)


def _listings(releases: tuple[SampleRelease, ...], tag: str, day: date) -> dict[str, Resource]:
    """The listing pages of a language, newest first; odd links stand on the first page."""
    rows = [(r.published, path(r, tag), r.texts[tag].title) for r in reversed(releases) if _tags(r, tag)]
    odd = {"ru": [(day, FORBIDDEN, "Черновик")], "en": [(day, MIRROR, "Mirror"), (day, GONE, "Moved")]}
    rows = odd.get(tag, []) + rows
    found = {}
    for start in range(0, len(rows), ON_A_PAGE):
        number = start // ON_A_PAGE + 1
        more = f"/{FOLDERS[tag]}/news/page{number + 1}.html" if start + ON_A_PAGE < len(rows) else None
        page = render(
            "commission/listing.html",
            rows=rows[start : start + ON_A_PAGE],
            more=more,
            words=strings()[SITE][tag],
            charset="utf-8" if tag == "kk" else "windows-1251",
        )
        name = f"page{number}.html" if number > 1 else ""
        found[f"/{FOLDERS[tag]}/news/{name}"] = _encoded(page, tag, day)
    return found


def _encoded(page: str, tag: str, when: date) -> Resource:
    """Kazakh as UTF-8 that only the page declares, the others as windows-1251 that the header declares."""
    if tag == "kk":
        return resource(page, when, "text/html")
    return resource(page, when, "text/html; charset=windows-1251", encoding="windows-1251")


def _break(body: bytes) -> bytes:
    """The page with unclosed tags, a stray tag and bytes that no encoding explains."""
    body = body.replace(b"</p>", b"").replace(b"</body>", b"").replace(b"</html>", b"\x98\x00</span")
    return body.replace(b'<div id="content">', b'<div id="content"></font><!-- \x98\xff broken -- >-->')

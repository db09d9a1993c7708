"""The sample sites as they are served: what each of them does in its own way, and the odd pages."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import cache
from html import unescape
from http.client import HTTPResponse

import pytest

from corpus.errors import SettingsError
from corpus.sample_site import commission
from corpus.sample_site.releases import SampleRelease, releases
from corpus.sample_site.server import ANY_PORT, SITES, Pages, SampleSite, pages, path
from corpus.sources import Source

INVENTED = {"kk": "ойдан шығарылған", "kk-Latn": "oidan şyğarylğan", "ru": "вымышлены", "en": "invented"}


@pytest.fixture(scope="module")
def server() -> Iterator[SampleSite]:
    with SampleSite(ANY_PORT) as running:
        yield running


@pytest.fixture(scope="module")
def sites(server: SampleSite) -> dict[str, Source]:
    return {source.name.removeprefix("sample-"): source for source in server.sources}


def get(url: str, **headers: str) -> HTTPResponse:
    asked = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        return urllib.request.urlopen(urllib.request.Request(url, headers=asked), timeout=5)
    except urllib.error.HTTPError as error:
        return error  # type: ignore[return-value]


def release(identifier: str) -> SampleRelease:
    return next(each for each in releases() if each.id == identifier)


@cache
def first_state(site: str) -> Pages:
    return pages(site, 1, "http://127.0.0.1/")


def text_of(site: str, where: str) -> str:
    served = first_state(site)[where]
    charset = served.content_type.partition("charset=")[2] or "utf-8"
    return unescape(served.body.decode(charset, errors="replace"))


def test_every_text_is_served_and_labelled_as_invented() -> None:
    for each in releases():
        for tag, text in each.texts.items():
            if (each.id, tag) == ("019", "ru"):
                continue
            shown = text_of(each.site, path(each, tag))
            assert INVENTED[tag] in shown, f"{each.id} {tag} is not labelled"
            assert text.title in shown
            if each.id != commission.BROKEN:
                assert all(f"{paragraph}</" in shown for paragraph in text.paragraphs)


def test_one_page_holds_a_kazakh_text_and_then_its_russian_version() -> None:
    both = release("019")
    shown = text_of("commission", path(both, "kk"))
    places = [shown.index(both.texts[tag].paragraphs[-1]) for tag in ("kk", "ru")]
    assert places == sorted(places)
    assert path(both, "ru") not in pages("commission", 1, "")


@pytest.mark.parametrize(
    ("tag", "header", "encoding"),
    [("kk", "text/html", "utf-8"), ("ru", "text/html; charset=windows-1251", "windows-1251")],
)
def test_commission_has_an_encoding_a_language(sites: dict[str, Source], tag: str, header: str, encoding: str) -> None:
    answer = get(sites["commission"].url(path(release("002"), tag)))
    assert answer.headers["Content-Type"] == header
    body = answer.read()
    assert f"charset={encoding}".encode() in body
    assert release("002").texts[tag].title in body.decode(encoding)


def test_commission_page_has_date_line_image_remnant_and_contact() -> None:
    shown = text_of("commission", path(release("002"), "en"))
    assert re.search(r"<p>04\.03\.2022 \|</p>\s*<p>!\[\]\(\) \|</p>", shown)
    assert "tel. +7 (7172) 00-01-02" in shown


def test_mirror_holds_the_same_text_under_another_path() -> None:
    mirrored = release(commission.MIRRORED)
    assert text_of("commission", commission.MIRROR) == text_of("commission", path(mirrored, "en"))


def test_broken_page_is_really_broken() -> None:
    body = pages("commission", 1, "")[path(release(commission.BROKEN), "en")].body
    assert b"</p>" not in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("windows-1251")


def test_region_page_tells_its_date_three_ways_and_its_languages() -> None:
    shown = text_of("region", path(release("026"), "ru"))
    card = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown)
    assert card is not None
    assert json.loads(card[1])["datePublished"] == "2023-07-13T10:20:00+06:00"
    assert '<time datetime="2023-07-13">' in shown
    assert re.findall(r'hreflang="(\w+)"', shown) == ["kk", "ru", "en"]


def test_news_page_has_dateline_caption_signature_and_noise() -> None:
    shown = text_of("news", path(release("035"), "ru"))
    assert "АТЫРАУ – " in shown
    for part in (
        "<figcaption>",
        'class="sign"',
        'class="related"',
        'class="rates"',
        "article:published_time",
    ):
        assert part in shown


def test_latin_kazakh_is_served_in_latin() -> None:
    assert "Tarazdağy" in text_of("news", path(release("046"), "kk-Latn"))


def test_only_the_changing_release_differs_between_the_states() -> None:
    for site in SITES:
        before, after = (pages(site, state, "http://127.0.0.1/") for state in (1, 2))
        changed = {where for where in after if before[where].body != after[where].body}
        changing = [each for each in releases() if each.id == "026" and each.site == site]
        assert changed - {"/sitemap.xml"} == {path(each, tag) for each in changing for tag in each.texts}


def test_unchanged_page_is_not_sent_again(server: SampleSite, sites: dict[str, Source]) -> None:
    url = sites["region"].url(path(release("026"), "kk"))
    first = get(url)
    tag, day = first.headers["ETag"], first.headers["Last-Modified"]
    assert get(url, If_None_Match=tag).status == 304
    assert get(url, If_Modified_Since=day).status == 304
    assert get(url, If_None_Match='"other"', If_Modified_Since=day).status == 200
    assert get(url, If_Modified_Since="yesterday").status == 200
    server.state = 2
    try:
        assert get(url, If_None_Match=tag).status == 200
        assert get(url, If_Modified_Since=day).status == 200
    finally:
        server.state = 1


def test_requests_are_counted(server: SampleSite, sites: dict[str, Source]) -> None:
    assert get(sites["commission"].url(commission.GONE)).status == 404
    assert server.requests["sample-commission", commission.GONE, 404] == 1


def test_taken_port_is_one_sentence(sites: dict[str, Source]) -> None:
    port = int(sites["news"].address.rstrip("/").rpartition(":")[2])
    with pytest.raises(SettingsError, match=f"port {port} cannot be used"), SampleSite((0, 0, port)):
        pass

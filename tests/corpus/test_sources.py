"""Source cards: what they say is read, what they cannot say is refused in one sentence."""

from __future__ import annotations

import pytest
import soupsieve

from corpus.errors import SourceError
from corpus.sources import FILES, Rules, Source, read_card, source, sources

CARD = """
name = "here"
address = "https://example.org/press"
pages = ['^/(rus|kaz)/news/']
[titles]
en = "Here"
[languages]
kk = "^/kaz/"
[[listings]]
start = "/rus/"
next = "a.next"
[rules]
extractor = "rules"
paragraphs = "p"
"""


@pytest.fixture
def here() -> Source:
    return read_card("here", CARD)


def test_card_becomes_a_source(here: Source) -> None:
    assert (here.name, here.kind, here.delay, here.sample) == ("here", "unknown", 1.0, False)
    assert here.rules == Rules(extractor="rules", paragraphs="p")
    assert [(listing.start, listing.links, listing.next) for listing in here.listings] == [("/rus/", "a", "a.next")]
    assert here.url("/rus/") == "https://example.org/rus/"


@pytest.mark.parametrize(
    ("url", "held", "language"),
    [
        ("https://example.org/kaz/news/1", True, "kk"),
        ("http://example.org/rus/news/1", True, None),
        ("https://example.org/about", False, None),
        ("https://elsewhere.example/kaz/news/1", False, "kk"),
        ("ftp://example.org/kaz/news/1", False, "kk"),
        ("https://example.org.evil.example/rus/news/1", False, None),
    ],
)
def test_source_knows_its_addresses(here: Source, url: str, held: bool, language: str | None) -> None:
    assert here.holds(url) is held
    assert here.language(url) == language


def test_source_without_paths_holds_its_whole_host() -> None:
    assert Source("x", {}, address="https://example.org/").holds("https://example.org/anything?p=1")


def test_source_moves_to_another_address(here: Source) -> None:
    moved = here.at("http://127.0.0.1:9999")
    assert moved.holds("http://127.0.0.1:9999/kaz/news/1")
    assert not moved.holds("https://example.org/kaz/news/1")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("pages =", "page =", "key 'page' is not known: did you mean 'pages'"),
        (
            'paragraphs = "p"',
            'paragraph = "p"',
            "[rules] key 'paragraph' is not known: did you mean 'paragraphs'",
        ),
        ('next = "a.next"', 'nxet = "a.next"', "[[listings]] key 'nxet' is not known: did you mean 'next'"),
        ('address = "https://example.org/press"', "", "address is missing"),
        ('start = "/rus/"', "", "[[listings]] start is missing"),
        ('paragraphs = "p"', "", "paragraphs is missing"),
        ('paragraphs = "p"', "paragraphs = 3", "[rules] paragraphs is 3: write a text"),
        ("pages = ['^/(rus|kaz)/news/']", 'pages = "all"', "pages is 'all': write a list of texts"),
        ("pages = ['^/(rus|kaz)/news/']", "delay = true", "delay is True: write a number"),
        ("pages = ['^/(rus|kaz)/news/']", "delay = -1", "delay is -1.0"),
        ("pages = ['^/(rus|kaz)/news/']", "kind = 'blog'", "kind is 'blog': use one of official"),
        ("^/(rus|kaz)/news/", "^/(rus", "does not compile"),
        ('kk = "^/kaz/"', 'kz = "^/kaz/"', "language tag is 'kz'"),
        ('extractor = "rules"', 'extractor = "magic"', "extractor is 'magic': use one of rules, generic"),
        ("https://example.org/press", "example.org", "address is 'example.org': write it with http"),
        ('name = "here"', 'name = "there"', "name is 'there': give it the name of the file"),
        ('name = "here"', "name = here", "not TOML"),
    ],
)
def test_wrong_card_is_refused_in_one_sentence(old: str, new: str, says: str) -> None:
    assert old in CARD
    with pytest.raises(SourceError, match=r"^here\.toml: ") as error:
        read_card("here", CARD.replace(old, new))
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_unknown_source_names_the_nearest_one() -> None:
    with pytest.raises(SourceError, match="did you mean 'sample-region'"):
        source("sample-regoin")
    assert source("files") is FILES


@pytest.mark.parametrize("name", sorted(set(sources()) - {"files"}))
def test_bundled_card_names_three_languages_and_sound_selectors(name: str) -> None:
    card = source(name)
    assert set(card.titles) == {"kk", "ru", "en"}
    rules = [getattr(card.rules, rule) for rule in Rules.__slots__ if rule != "extractor"]
    links = [css for listing in card.listings for css in (listing.links, listing.next)]
    for css in filter(None, (*rules, *links)):
        soupsieve.compile(css.partition("@")[0])

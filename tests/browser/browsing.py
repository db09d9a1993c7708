"""One page of every kind that a reader meets, for the tests that look at all of them, and numbers that are shown."""

from __future__ import annotations

import re

from playwright.sync_api import Page

LANGUAGES = ("kk", "ru", "en")
KINDS = {  # kind of page → its address after the language; those of a release and a person are looked up
    "home": "",
    "results": "search?q=школа&region=KZ-39&-region=KZ-10&year=2022",
    "browsing": "search",
    "statements": "search?in=statements&q=выборы",
    "nothing found": "search?q=ъъъъ&region=KZ-39",
    "a bad day": "search?q=ярмарка&from=вчера",
    "too open": "search?q=" + "+".join(f"{letter}*" for letter in "абвгдежзиклмнопрстуф"),
    "release": "",
    "two versions": "",
    "person": "",
    "region": "region/KZ-39",
    "topic": "topic/elections",
    "source": "source/sample-news",
    "coverage": "coverage",
    "help": "help",
    "about": "about",
    "not there": "nothing/here",
}


def number(text: str) -> int:
    """The last number in a text; its thousands may stand apart."""
    found = re.findall(r"\d[\d\s,]*", text)
    return int(re.sub(r"\D", "", found[-1])) if found else 0


def count(page: Page) -> int:
    """The number in the heading above the hits."""
    return number(page.locator("#count").inner_text())


def addresses(page: Page) -> dict[str, str]:
    """The address of each kind of page, without its language."""
    page.goto("/ru/search?in=statements&language=ru")
    person = page.locator(".quote cite a").first.get_attribute("href") or ""
    page.goto("/ru/search?q=школа&language=kk")
    release = page.locator(".hit:has(.badges a:nth-child(2)) h2 a").first.get_attribute("href") or ""
    page.goto(release)
    beside = page.locator(".pairs a").first.get_attribute("href") or ""
    found = {"person": person, "release": release, "two versions": beside}
    assert all(found.values()), found
    return KINDS | {kind: address.removeprefix("/ru/") for kind, address in found.items()}

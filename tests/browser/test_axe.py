"""No violation of WCAG 2.2 AA that axe-core can see, on a page of every kind.

Each page is looked at in three languages and three guises, which take turns: with every rule in the light and in the
dark, and a third time without that of contrast, which neither language nor width changes and which takes longest.
Of long tables and lists the first lines are looked at. `MINBER_AXE=all` looks at all of every page in every language
and guise with every rule.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe, AxeResults
from browsing import KINDS, LANGUAGES, addresses
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALIKE = ["tbody tr:nth-child(n+5)", "li:nth-child(n+9)"]  # rows of a table and of a list are made by one macro
THOROUGH = os.environ.get("MINBER_AXE") == "all"


class Guise(NamedTuple):
    """How a page is shown."""

    width: int
    scheme: str

    def put_on(self, page: Page) -> None:
        """Shows the page so."""
        page.set_viewport_size({"width": self.width, "height": 900})
        page.emulate_media(color_scheme="dark" if self.scheme == "dark" else "light")


GUISES = tuple(Guise(*each) for each in ((1280, "light"), (390, "dark"), (390, "light"), (1280, "dark")))


class Looked(NamedTuple):
    """One look at a page: in which language and guise, and whether its contrasts are measured."""

    ui: str
    guise: Guise
    contrast: bool = True


def looks(kind: str) -> list[Looked]:
    """How a page of this kind is looked at."""
    if THOROUGH:
        return [Looked(ui, guise) for ui in LANGUAGES for guise in GUISES]
    turn = list(KINDS).index(kind)
    light, dark, third = (GUISES[(turn + step) % len(GUISES)] for step in (0, 1, 2))
    one, other, last = (LANGUAGES[(turn + step) % len(LANGUAGES)] for step in range(3))
    return [Looked(one, light), Looked(other, dark), Looked(last, third, contrast=False)]


def violations(page: Page, *, contrast: bool = True) -> AxeResults:
    """What axe finds wrong with the page."""
    rules = {"color-contrast": {"enabled": contrast}}
    left_out = [] if THOROUGH else [[alike] for alike in ALIKE]
    return Axe().run(page, {"exclude": left_out}, {"runOnly": RULES, "rules": rules, "resultTypes": ["violations"]})


@pytest.fixture(scope="module")
def seen(browser: Browser, address: str) -> Iterator[Page]:
    """A page into which axe can be put: the policy of the app would not let it in."""
    with browser.new_context(base_url=address, bypass_csp=True) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def at(seen: Page) -> dict[str, str]:
    """The addresses of the kinds of pages."""
    return addresses(seen)


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_can_use_the_page(seen: Page, at: dict[str, str], kind: str) -> None:
    for ui, guise, contrast in looks(kind):
        guise.put_on(seen)
        seen.goto(f"/{ui}/{at[kind]}")
        seen.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
        told = violations(seen, contrast=contrast)
        assert told.violations_count == 0, f"/{ui}/{at[kind]} {guise}: {told.generate_report()}"


def test_axe_sees_what_is_wrong(seen: Page) -> None:
    seen.goto("/ru/help")
    pale = '<button></button><p style="color: #888; background: #999">pale</p>'
    seen.evaluate("(wrong) => document.getElementById('main').insertAdjacentHTML('beforeend', wrong)", pale)
    assert {"button-name", "color-contrast"} <= {each["id"] for each in violations(seen).response["violations"]}

"""Manners of every page: no request to others, nothing moves, nothing is too wide or heavy, all is in its language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import LANGUAGES, addresses
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from analyzers.identify import identify

pytestmark = pytest.mark.browser
WIDTHS = (390, 768, 1280, 2560)
LONG = 60  # letters from which on a text shows its language
FIRST_PAGE, OWN = 120_000, 60_000  # bytes: the first page of results; style sheet and script
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.moved += entry.value)))
  .observe({ type: "layout-shift", buffered: true });
"""
MOVED = "() => new Promise((told) => requestAnimationFrame(() => setTimeout(() => told(window.moved), 50)))"
RUNNING_TEXTS = """() => [...document.querySelectorAll(
  ".snippet, .said > p:last-child, .hit :is(h2, h3), article.release h1, .text p, .diff, #similar a")]
  .map((part) => [part.closest("[lang]").lang, part.textContent])"""
FOCUSABLE = """() => {
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")];
  const seen = all.filter((part) => part.checkVisibility());
  seen.forEach((part, place) => (part.dataset.place = place));
  return seen.length;
}"""
FOCUSED = """() => {
  const part = document.activeElement, look = getComputedStyle(part), shape = part.querySelector("path, circle");
  const outlined = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2 && look.opacity === "1";
  const stroked = shape && part.closest("svg.map") && parseFloat(getComputedStyle(shape).strokeWidth) > 1.5;
  const box = part.getBoundingClientRect();
  const near = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [part.dataset.place === undefined ? -1 : Number(part.dataset.place), Boolean(outlined || stroked) && near,
    part.outerHTML.slice(0, 200)];
}"""


@pytest.fixture(scope="module")
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A reader of all pages."""
    with browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}) as context:
        yield context


@pytest.fixture(scope="module")
def at(context: BrowserContext) -> dict[str, str]:
    """The addresses of the kinds of pages."""
    return addresses(context.new_page())


def misnamed(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Texts that are not in the language they are marked with."""
    long = [(language, text) for language, text in texts if sum(map(str.isalpha, text)) >= LONG]
    return [(language, text) for language, text in long if identify(text).language != language.partition("-")[0]]


def check(page: Page, ui: str) -> list[tuple[str, str]]:
    """Looks at the page that was opened; the texts by language that it shows."""
    assert page.evaluate(MOVED) == 0
    assert page.locator("html").get_attribute("lang") == ui
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    page.set_viewport_size({"width": 1280, "height": 900})
    texts: list[tuple[str, str]] = page.evaluate(RUNNING_TEXTS)
    assert misnamed(texts) == []
    return texts


@pytest.mark.parametrize("ui", LANGUAGES)
def test_every_page(context: BrowserContext, at: dict[str, str], address: str, ui: str) -> None:
    page, asked, wrong, texts = context.new_page(), set[str](), list[str](), list[tuple[str, str]]()
    page.add_init_script(WATCH)
    page.on("request", lambda sent: asked.add(sent.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for kind, path in at.items():
        page.goto(f"/{ui}/{path}")
        try:
            texts += check(page, ui)
        except AssertionError as error:
            wrong.append(f"{kind} /{ui}/{path}: {error}")
    assert wrong == []
    assert {url for url in asked if not url.startswith(f"{address}/")} == set()
    assert {language for language, _ in texts} >= set(LANGUAGES), "texts of all languages were seen"
    page.close()


def test_the_first_page_of_results_is_light(context: BrowserContext) -> None:
    page, weights = context.new_page(), dict[str, int]()

    def weigh(answer: Response) -> None:
        weights[answer.url.rpartition("/")[2].partition("?")[0]] = len(answer.body())

    page.on("response", weigh)
    page.goto("/ru/search?q=школа", wait_until="networkidle")
    own = {name: weight for name, weight in weights.items() if name.endswith((".css", ".js"))}
    assert {"minber.css", "minber.js"} <= set(own)
    assert sum(own.values()) <= OWN
    assert sum(weights.values()) <= FIRST_PAGE, weights
    page.close()


@pytest.mark.parametrize("kind", ["browsing", "release", "person"])
def test_tab_leads_through_all_of_a_page(context: BrowserContext, at: dict[str, str], kind: str) -> None:
    page = context.new_page()
    page.goto(f"/ru/{at[kind]}")
    number = page.evaluate(FOCUSABLE)
    reached = []
    for _ in range(number):
        page.keyboard.press("Tab")
        place, visible, told = page.evaluate(FOCUSED)
        reached.append(place)
        assert visible, f"the focus cannot be seen on {told}"
    assert reached == list(range(number))
    assert number > 30
    page.close()


def test_the_first_stop_leads_past_the_head(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/ru/search?q=школа")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="К содержанию")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")
    page.close()


def test_what_is_announced_is_outside_of_what_is_swapped(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/ru/search?q=школа")
    status = page.get_by_role("status")
    assert status.evaluate("(part) => part.closest('[data-swap]')") is None
    expect(status).to_be_empty()
    kept = status.element_handle()
    page.locator("#f-region-KZ-39").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#f-region-KZ-39[aria-current]")).to_have_count(1)
    expect(status).to_have_text(page.locator("#count").inner_text())
    assert kept.evaluate("(part) => part.isConnected"), "a new element would not be announced"
    page.close()

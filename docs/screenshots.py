"""Takes the pictures of the documentation: crawls the sample site into a scratch folder, serves it, photographs it.

make screenshots        writes docs/img/*.png (needs Debian's chromium)
"""

from __future__ import annotations

import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from corpus.sample_site.server import ANY_PORT, SampleSite
from indexer import pipeline
from indexer.library import Library
from indexer.progress import Progress
from indexer.settings import Settings
from search_app import create_app

IMAGES = Path(__file__).parent / "img"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
QUESTION = {"ru": "электронное голосование", "kk": "электрондық дауыс беру", "en": "electronic voting"}
PATHS = {
    "home": "",
    "search": "search?q={question}",
    "statements": "statements?q={question}",
    "region": "region/KZ-39",
}
BEGUN = {"ru": "избир", "kk": "сайл", "en": "elec"}
DARK = {"home": "kk/", "search": f"ru/search?q={QUESTION['ru']}", "region": "en/region/KZ-39"}
WIDTHS = (1280, 390)


def main() -> int:
    """Photographs the pages, wide and narrow, in three languages; a few of them in the dark."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Library.open(Settings(home=Path(folder))) as library:
        with SampleSite(ANY_PORT) as site, Progress("pages") as progress:
            pipeline.crawl_sources(library, site.sources, progress=progress)
            pipeline.index(library, progress=progress)
        server = make_server("127.0.0.1", 0, create_app(library), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        photograph(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
    return 0


def photograph(address: str) -> None:
    """Takes every picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 860})
            for ui in QUESTION:
                for name, path in PATHS.items():
                    page.goto(f"{address}/{ui}/{path.format(question=QUESTION[ui])}")
                    save(page, f"{name}-{ui}-{width}")
                page.goto(f"{address}/{ui}/search?q={QUESTION[ui]}")
                page.locator("article.hit a").first.click()
                save(page, f"release-{ui}-{width}")
                if page.locator(".pairs a").first.is_visible():
                    page.locator(".pairs a").first.click()
                    save(page, f"beside-{ui}-{width}")
                suggest(page, f"{address}/{ui}/", BEGUN[ui])
                save(page, f"suggestions-{ui}-{width}")
                page.goto(f"{address}/{ui}/")
                page.locator(".list a[href*='/person/']").first.click()
                save(page, f"person-{ui}-{width}")
        dark = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="dark")
        for name, path in DARK.items():
            dark.goto(f"{address}/{path}")
            save(dark, f"{name}-dark")
        browser.close()


def suggest(page: Page, address: str, begun: str) -> None:
    """Begins a question and waits for how it may go on."""
    page.goto(address)
    page.locator("#ask input[name=q]").press_sequentially(begun)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")


def save(page: Page, name: str) -> None:
    """Writes what is in sight."""
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())

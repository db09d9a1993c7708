"""What a reader does, with and without scripts: ask, filter, open, go back, change the language."""

from __future__ import annotations

import re

import pytest
from browsing import count
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
REGION = re.compile("^(Выбрано; снять: )?Костанайская область")


def ask(page: Page, text: str) -> None:
    """Opens the home page and asks."""
    page.goto("/")
    expect(page).to_have_url(re.compile(r"/ru/$"))
    page.get_by_role("combobox").fill(text)
    page.get_by_role("button", name="Найти").click()
    expect(page.locator("#count")).to_contain_text("релиз")


def test_ask_filter_open_and_go_back(page: Page) -> None:
    ask(page, "школа")
    everywhere = count(page)
    page.get_by_role("link", name=REGION).first.click()
    expect(page.get_by_role("link", name="Снять: Регион: Костанайская область")).to_be_visible()
    expect(page).to_have_url(re.compile("region=KZ-39"))
    narrowed = count(page)
    assert 0 < narrowed < everywhere
    page.locator(".hit h2 a").first.click()
    expect(page.locator("article.release h1")).to_be_visible()
    expect(page.locator(".text mark").first).to_be_visible()
    page.get_by_role("link", name="Назад к результатам").click()
    assert count(page) == narrowed
    page.go_back()
    page.go_back()
    expect(page.locator("#count")).to_be_visible()
    assert count(page) == narrowed
    page.go_back()
    expect(page.locator("#count")).to_have_text(re.compile(rf"^{everywhere} "))
    assert "region" not in page.url


def test_chips_take_filters_off(page: Page) -> None:
    page.goto("/ru/search?q=школа&region=KZ-39&year=2022")
    page.get_by_role("link", name="Снять: Год: 2022").click()
    expect(page).not_to_have_url(re.compile("year="))
    expect(page).to_have_url(re.compile("region=KZ-39"))
    page.get_by_role("link", name="Снять все фильтры").click()
    expect(page).not_to_have_url(re.compile("region="))


def test_dates_drill_down(page: Page) -> None:
    page.goto("/ru/search")
    year = page.get_by_role("table", name="Год")
    year.get_by_role("link", name="2022").click()
    expect(page).to_have_url(re.compile("year=2022"))
    inside = count(page)
    page.get_by_role("table", name="Месяц").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("month=2022-"))
    assert 0 < count(page) <= inside


def test_a_bad_day_is_told_beside_the_field_and_the_hits_stay(page: Page) -> None:
    page.goto("/ru/search")
    everything = count(page)
    page.get_by_role("textbox", name="с", exact=True).fill("когда-то")
    page.get_by_role("button", name="Применить").click()
    expect(page.get_by_text("«когда-то» – не дата")).to_be_visible()
    expect(page.get_by_role("textbox", name="с", exact=True)).to_have_value("когда-то")
    assert count(page) == everything


def test_the_language_changes_and_the_state_stays(page: Page) -> None:
    page.goto("/ru/search?q=школа&region=KZ-39")
    found = count(page)
    page.get_by_role("link", name="Қазақша").click()
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    expect(page.get_by_role("link", name="Алып тастау: Өңір: Қостанай облысы")).to_be_visible()
    assert count(page) == found
    page.goto("/")
    expect(page).to_have_url(re.compile("/kk/$"))


def test_language_versions_are_tabs(page: Page) -> None:
    page.goto("/ru/search?in=releases&language=en")
    page.locator(".hit h2 a").first.click()
    page.get_by_role("navigation", name="Языковые версии").get_by_role("link", name="Английский").click()
    expect(page.locator(".text")).to_have_attribute("lang", "en")


def test_a_statement_leads_to_its_place_in_the_text(page: Page) -> None:
    page.goto("/ru/search?in=statements&q=школа")
    expect(page.locator(".quote cite").first).to_be_visible()
    page.locator(".quote .meta a").first.click()
    expect(page.locator(".spoken:target, .text").first).to_be_visible()
    assert re.search(r"#s\d+$", page.url)


def test_filters_fold_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/ru/search?q=школа")
    link = page.get_by_role("link", name=REGION).first
    expect(link).to_be_hidden()
    page.locator("#fold > summary").click()
    link.click()
    expect(page).to_have_url(re.compile("region=KZ-39"))


def test_script_swaps_keeps_focus_and_tells(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/ru/search?q=школа")
        page.evaluate("window.untouched = true")
        link = page.locator("#f-region-KZ-39")
        link.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("region=KZ-39"))
        expect(page.get_by_role("status")).to_have_text(page.locator("#count").inner_text())
        assert page.evaluate("window.untouched") is True, "the page was loaded anew: the script did not swap"
        assert page.evaluate("document.activeElement.id") == "f-region-KZ-39"
        assert page.locator("#ask input[name=region]").get_attribute("value") == "KZ-39"
        assert "region=KZ-39" in (page.locator("#tongues a").first.get_attribute("href") or "")


def test_script_goes_to_the_address_when_the_answer_is_unexpected(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/ru/search?q=школа")
        page.evaluate("window.untouched = true")
        page.evaluate("document.getElementById('f-region-KZ-39').href = '/ru/search?q=школа&region=KZ-39'")
        page.route(
            re.compile("region=KZ-39"),
            lambda route: route.continue_() if route.request.is_navigation_request() else route.abort(),
        )
        page.locator("#f-region-KZ-39").click()
        expect(page).to_have_url(re.compile("region=KZ-39"))
        expect(page.get_by_role("link", name="Снять: Регион: Костанайская область")).to_be_visible()
        assert page.evaluate("window.untouched") is None

"""What a reader does on the other pages, with and without scripts: the map, people, regions, versions, coverage."""

from __future__ import annotations

import re

import pytest
from browsing import count
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"


def test_the_map_of_the_home_page_leads_to_a_region(page: Page) -> None:
    page.goto("/ru/")
    unit = page.get_by_role("group", name="Карта регионов").get_by_role(
        "link", name=re.compile("^Костанайская область")
    )
    told = int(re.sub(r"\D", "", (unit.get_attribute("aria-label") or "").rpartition(",")[2]))
    unit.click()
    expect(page).to_have_url(re.compile("region=KZ-39"))
    assert count(page) == told


def test_the_region_pointed_at_is_told_below_the_map(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/ru/")
        tip = page.locator(".legend .tip")
        before = tip.inner_text()
        unit = page.locator("svg.map a[href*='KZ-39']")
        unit.hover()
        expect(tip).to_have_text(unit.get_attribute("aria-label") or "?")
        page.locator("h1").hover()
        expect(tip).to_have_text(before)
        unit.focus()
        expect(tip).to_have_text(re.compile("^Костанайская область, "))


def test_the_map_beside_an_answer_narrows_it(page: Page) -> None:
    page.goto("/kk/search?q=сайлау")
    everything = count(page)
    page.locator("svg.map a[href*='KZ-39']").click()
    expect(page.locator("svg.map a[aria-current]")).to_have_count(1)
    expect(page).to_have_url(re.compile("region=KZ-39"))
    assert 0 < count(page) < everything
    page.go_back()
    expect(page.locator("#count")).to_contain_text(str(everything))


def test_from_a_statement_to_the_person_and_what_was_said_on_a_topic(page: Page) -> None:
    page.goto("/ru/search?in=statements&q=выборы")
    page.locator(".quote cite a").first.click()
    expect(page).to_have_url(re.compile("/ru/person/"))
    name = page.locator("h1").inner_text()
    number = page.get_by_role("table", name="Высказывания по темам и годам").locator("tbody td a").first
    told = int(number.inner_text())
    number.click()
    assert count(page) == told
    expect(page.get_by_role("link", name=re.compile(f"Снять: Кто говорит: {name}"))).to_be_visible()


def test_a_search_within_a_person_stays_within(page: Page) -> None:
    page.goto("/ru/search?in=statements&q=выборы")
    page.locator(".quote cite a").first.click()
    field = page.get_by_role("searchbox", name=re.compile("^Только здесь: "))
    field.fill("выборы")
    field.press("Enter")
    expect(page).to_have_url(re.compile("speaker="))
    expect(page.get_by_role("link", name=re.compile("Снять: Кто говорит: "))).to_be_visible()


def test_a_value_is_left_out_with_its_minus(page: Page) -> None:
    page.goto("/ru/search")
    everything = count(page)
    page.locator("#list-region li").first.hover()
    page.get_by_role("link", name="Без: Костанайская область").first.click()
    chip = page.get_by_role("link", name="Снять: Регион: кроме «Костанайская область»")
    expect(chip).to_be_visible()
    assert count(page) < everything
    chip.click()
    expect(chip).to_have_count(0)
    assert count(page) == everything


def test_a_person_is_found_within_the_list(page: Page) -> None:
    page.goto("/ru/search")
    field = page.get_by_role("searchbox", name="Найти человека")
    field.fill("байс")
    field.press("Enter")
    expect(page).to_have_url(re.compile("find="))
    expect(page.locator("#list-speaker li:visible")).to_have_count(1)
    page.locator("#list-speaker li > a").first.click()
    expect(page.get_by_role("link", name=re.compile("Снять: Кто говорит: .*Байсалов"))).to_be_visible()
    assert "find=" not in page.url


def test_down_to_a_day_and_up_by_the_crumbs(page: Page) -> None:
    page.goto("/ru/search?year=2022")
    page.get_by_role("table", name="Месяц").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("month="))
    page.get_by_role("table", name="День").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"from=2022-\d\d-\d\d&to=2022-\d\d-\d\d"))
    assert count(page) > 0
    page.get_by_role("navigation", name="Дата").get_by_role("link", name="Все даты").click()
    expect(page).not_to_have_url(re.compile("year="))


def test_through_the_results_and_back(page: Page) -> None:
    page.goto("/ru/search?q=школа")
    second = page.locator(".hit h2 a").nth(1).inner_text()
    page.locator(".hit h2 a").first.click()
    expect(page.locator(".steps")).to_contain_text("1 из")
    page.get_by_role("link", name="Следующий результат").click()
    expect(page.locator("article.release h1")).to_have_text(second)
    page.get_by_role("link", name="Назад к результатам").click()
    expect(page.locator("#count")).to_be_visible()


def test_two_versions_side_by_side(page: Page) -> None:
    page.goto("/ru/search?q=школа&language=kk")
    page.locator(".hit:has(.badges a:nth-child(2)) h2 a").first.click()
    page.locator(".pairs a").first.click()
    expect(page.locator(".text.other")).to_be_visible()
    left, right = (page.locator(".text").nth(n).bounding_box() for n in (0, 1))
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"] + 1


def test_the_address_of_a_sentence_shows_it(page: Page) -> None:
    page.goto("/ru/search?q=школа")
    page.locator(".hit h2 a").first.click()
    sentence = page.locator(".sentence").nth(1)
    sentence.hover()
    sentence.locator(".here").click()
    assert page.url.endswith("#" + (sentence.get_attribute("id") or "?"))
    page.goto(page.url)
    expect(page.locator(".sentence:target")).to_have_count(1)
    shown = page.locator(".sentence:target").evaluate("one => getComputedStyle(one).backgroundColor")
    assert shown != "rgba(0, 0, 0, 0)"


def test_the_coverage_leads_to_texts(page: Page) -> None:
    page.goto("/ru/")
    page.get_by_role("link", name="Что собрано: по месяцам").click()
    cell = page.locator(".heat td a").first
    told = int(cell.inner_text())
    cell.click()
    expect(page.locator("#count")).to_contain_text("текст")
    assert count(page) == told


def test_keys(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto("/ru/search?q=школа")
        titles = page.locator(".hit h2 a")
        for key, place in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
            page.keyboard.press(key)
            expect(titles.nth(place)).to_be_focused()
        page.keyboard.press("f")
        assert page.evaluate("!!document.activeElement.closest('#fold')")
        page.keyboard.press("/")
        expect(page.locator("#ask input[name=q]")).to_be_focused()
        page.keyboard.type("j?")
        expect(page.locator("#ask input[name=q]")).to_have_value("j?")
        titles.first.focus()
        page.keyboard.press("o")
        expect(page.locator("article.release")).to_be_visible()
        page.keyboard.press("?")
        told = page.get_by_role("dialog", name="Клавиши")
        expect(told).to_contain_text("к полю поиска")
        expect(told.get_by_role("button", name="Закрыть")).to_be_focused()
        page.keyboard.press("Escape")
        expect(told).to_have_count(0)
        expect(page.locator("article.release")).to_be_visible()


def test_a_list_of_people_narrows_while_typing(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto("/ru/search")
        page.get_by_role("searchbox", name="Найти человека").press_sequentially("байс")
        expect(page.locator("#list-speaker li:visible")).to_have_count(1)
        assert "find=" not in page.url


def test_kazakh_letters_are_of_the_same_face(browser: Browser, address: str) -> None:
    """Letters of one face have the same height of line; a letter from a fallback face would stretch it."""
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/kk/")
        height = "(text) => { const p = document.createElement('span'); p.textContent = text; document.body.append(p); \
            const made = p.getBoundingClientRect().height; p.remove(); return made; }"
        plain = page.evaluate(height, "Аа")
        assert {page.evaluate(height, letter) for letter in KAZAKH} == {plain}


def test_print_leaves_out_what_cannot_be_pressed_and_tells_what_was_asked(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/ru/search?q=школа&region=KZ-39")
        told = page.locator(".printed")
        expect(told).to_be_hidden()
        page.emulate_media(media="print")
        for part in (".side", ".top", ".turns", ".chips", ".tools"):
            assert page.locator(part).first.count() == 0 or not page.locator(part).first.is_visible(), part
        expect(page.locator(".hit").first).to_be_visible()
        expect(told).to_have_text(re.compile("^школа · Регион: Костанайская область http.*region=KZ-39$"))


def test_print_is_dark_on_light_in_the_dark_too(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, color_scheme="dark") as context:
        page = context.new_page()
        page.goto("/ru/search?q=школа")
        colour = "(part) => getComputedStyle(part).color"
        links = page.locator(".said .as, .hit h2 a")
        assert {sum(map(int, re.findall(r"\d+", one.evaluate(colour)))) > 400 for one in links.all()} == {True}
        page.emulate_media(media="print", color_scheme="dark")
        assert {sum(map(int, re.findall(r"\d+", one.evaluate(colour)))) < 320 for one in links.all()} == {True}

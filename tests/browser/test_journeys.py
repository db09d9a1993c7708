"""What a reader does with an answer, scripts or none: take off, take away, cite, mend a question, come back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from browsing import count, number
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def test_an_expansion_is_taken_off_and_put_back(page: Page) -> None:
    page.goto("/ru/search?q=школы")
    everything = count(page)
    chip = page.get_by_role("link", name=re.compile("^Снять: в переводе: «мектеп»"))
    chip.click()
    expect(chip).to_have_count(0)
    expect(page).to_have_url(re.compile("without="))
    assert count(page) <= everything
    page.get_by_role("link", name="вернуть снятое").click()
    expect(chip).to_be_visible()
    assert "without=" not in page.url
    assert count(page) == everything


def test_only_the_words_as_typed(page: Page) -> None:
    page.goto("/ru/search?q=школы")
    everything = count(page)
    page.get_by_role("link", name="только слова, как они набраны").click()
    chip = page.get_by_role("link", name=re.compile("^Снять: Только слова, как они набраны"))
    expect(chip).to_be_visible()
    assert 0 < count(page) < everything
    assert {text.lower() for text in page.locator(".snippet mark").all_inner_texts()} <= {"школы"}
    chip.click()
    expect(chip).to_have_count(0)
    assert count(page) == everything


def test_a_part_of_a_question_is_taken_off(page: Page) -> None:
    page.goto("/ru/search?q=школа больница")
    page.get_by_role("link", name=re.compile("^Снять: больница")).click()
    expect(page.locator("#ask input[name=q]")).to_have_value("школа")


def test_statements_have_a_tab_and_kinds(page: Page) -> None:
    page.goto("/ru/search?q=выборы")
    tab = page.locator(".tabs").get_by_role("link", name=re.compile("^Высказывания"))
    told = number(tab.inner_text())
    tab.click()
    expect(page.locator(".quote cite").first).to_be_visible()
    assert count(page) == told
    kind = page.locator("#list-kind li > a").first
    told = number(kind.inner_text())
    kind.click()
    expect(page).to_have_url(re.compile("kind="))
    assert count(page) == told


def test_a_misspelt_question_is_mended(page: Page) -> None:
    page.goto("/ru/search?q=выбары")
    expect(page.locator("#count")).to_have_text("Ничего не найдено")
    page.locator(".note").get_by_role("link", name="выборы").click()
    expect(page.locator(".hit").first).to_be_visible()
    expect(page.locator("#ask input[name=q]")).to_have_value("выборы")


@pytest.mark.parametrize(
    ("asked", "remedy"),
    [
        ("q=ярмарка&topic=elections", "без «Тема: Выборы»"),
        ("q=школа ярмарка парламент", "любое из слов: «школа, ярмарка, парламент»"),
    ],
    ids=["a filter", "any of the words"],
)
def test_nothing_found_is_explained_in_numbers_that_lead_on(page: Page, asked: str, remedy: str) -> None:
    page.goto(f"/ru/search?{asked}")
    expect(page.locator(".nothing").get_by_role("link", name="Что собрано: по месяцам")).to_be_visible()
    line = page.locator(".nothing li").filter(has_text=remedy)
    told = number(line.locator(".n").inner_text())
    line.get_by_role("link").click()
    expect(page.locator(".hit").first).to_be_visible()
    assert count(page) == told


def test_days_are_typed(page: Page) -> None:
    page.goto("/ru/search")
    everything = count(page)
    page.get_by_role("textbox", name="с", exact=True).fill("март 2022")
    page.get_by_role("textbox", name="по", exact=True).fill("2022")
    page.get_by_role("button", name="Применить").click()
    chip = page.get_by_role("link", name=re.compile("^Снять: Опубликовано: "))
    expect(chip).to_be_visible()
    assert 0 < count(page) < everything
    chip.click()
    expect(chip).to_have_count(0)
    assert count(page) == everything


def test_an_answer_is_taken_away_whole(page: Page) -> None:
    page.goto("/ru/search?q=школа")
    told = count(page)
    for name, begins in {"CSV": r"[a-z0-9]{12},", "JSON lines": r"\{", "BibTeX": "@", "RIS": "TY  -"}.items():
        with page.expect_download() as begun:
            page.locator(".take").get_by_role("link", name=name, exact=True).click()
        text = Path(begun.value.path()).read_text("utf-8")
        assert len(re.findall(f"^{begins}", text, re.MULTILINE)) == told, name


def test_an_answer_is_a_feed_and_data(page: Page) -> None:
    page.goto("/ru/search?q=школа")
    told = count(page)
    feed = page.locator("head link[type='application/atom+xml']").get_attribute("href") or ""
    assert page.locator(".take").get_by_role("link", name="Atom").get_attribute("href") == feed
    assert page.request.get(feed).text().count("<entry") == told
    data = page.locator(".take").get_by_role("link", name="JSON", exact=True).get_attribute("href") or ""
    assert json.loads(page.request.get(data).text())["total"] == told


def test_a_release_is_cited(page: Page) -> None:
    page.goto("/ru/search?q=школа")
    title = page.locator(".hit h2 a").first.inner_text()
    page.locator(".hit .tools").first.get_by_role("link", name="цитировать").click()
    part = page.locator("#cite")
    expect(part).to_be_in_viewport()
    if part.get_attribute("open") is None:  # without scripts the reader unfolds it
        part.locator("summary").click()
    expect(part.locator("pre").first).to_contain_text(title)
    with page.expect_download() as begun:
        part.get_by_role("link", name="BibTeX").click()
    assert Path(begun.value.path()).read_text("utf-8").startswith("@")


def test_back_forward_and_reload_show_what_the_address_says(page: Page) -> None:
    page.goto("/ru/search?q=школа")
    states = [(page.url, count(page))]
    for link in ("#f-region-KZ-39", "#f-language-kk"):
        page.locator(link).first.click()
        expect(page.locator(f"{link}[aria-current]")).to_have_count(1)
        states.append((page.url, count(page)))
    page.reload()
    assert (page.url, count(page)) == states[2]
    for state in (states[1], states[0]):
        page.go_back()
        expect(page.locator("#count")).to_have_text(re.compile(rf"^{state[1]} "))
        assert page.url == state[0]
    page.go_forward()
    expect(page.locator("#f-region-KZ-39[aria-current]")).to_have_count(1)
    assert count(page) == states[1][1]
    expect(page.locator("#ask input[name=region]")).to_have_value("KZ-39")


def test_back_to_an_address_with_a_place_in_the_page(page: Page) -> None:
    page.goto("/ru/search?q=школа#count")
    everything = count(page)
    page.locator("#f-region-KZ-39").first.click()
    expect(page.locator("#f-region-KZ-39[aria-current]")).to_have_count(1)
    page.go_back()
    expect(page.locator("#f-region-KZ-39[aria-current]")).to_have_count(0)
    assert count(page) == everything


def test_on_a_phone_the_filters_lead_to_the_results(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/ru/search?q=школа&region=KZ-39&language=kk")
    fold = page.locator("#fold > summary")
    expect(fold).to_contain_text("2")
    expect(page.locator(".hit").first).to_be_in_viewport(ratio=0.1)
    fold.click()
    page.locator("#f-language-kk").click()
    expect(page).not_to_have_url(re.compile("language="))
    told = count(page)
    if not page.locator("#f-region-KZ-39").is_visible():  # without scripts it is a new page, folded again
        page.locator("#fold > summary").click()
    onward = page.locator(".onward a")
    assert number(onward.inner_text()) == told
    onward.click()
    expect(page.locator("#count")).to_be_in_viewport()


def test_earlier_searches_stay_in_the_browser_and_are_forgotten(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/ru/")
        expect(page.locator("#earlier")).to_be_hidden()
        page.goto("/ru/search?q=школа")
        page.locator("#f-region-KZ-39").click()
        expect(page).to_have_title("школа — Регион: Костанайская область — Minber")
        page.goto("/ru/")
        lines = page.locator("#earlier li a")
        expect(lines).to_have_text(["школа — Регион: Костанайская область", "школа"])
        lines.first.click()
        expect(page).to_have_url(re.compile("region=KZ-39"))
        page.goto("/ru/")
        expect(lines).to_have_count(2)
        page.get_by_role("button", name="Забыть").click()
        expect(page.locator("#earlier")).to_be_hidden()
        page.reload()
        expect(page.locator("#earlier")).to_be_hidden()
        assert page.evaluate("localStorage.length") == 0


def test_without_storage_nothing_is_remembered_and_all_works(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.add_init_script("Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new Error('no'); }")
        page.goto("/ru/search?q=школа")
        page.locator("#f-region-KZ-39").click()
        expect(page.locator("#f-region-KZ-39[aria-current]")).to_have_count(1)
        page.goto("/ru/")
        expect(page.locator("#earlier")).to_be_hidden()
        assert complaints == []


def test_searches_are_kept_under_a_name_taken_away_and_brought_back(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with browser.new_context(base_url=address, accept_downloads=True) as context:
        page = context.new_page()
        page.goto("/ru/search?q=школа&region=KZ-39")
        page.get_by_text("Сохранить запрос").click()
        name = page.get_by_label("Название")
        expect(name).to_have_value("школа — Регион: Костанайская область")
        name.fill("Школы Костаная")
        name.press("Enter")
        expect(page.locator("#status")).to_have_text("Сохранено: запрос стоит на главной странице.")
        page.goto("/ru/")
        lines = page.locator("#kept li a")
        expect(lines).to_have_text(["Школы Костаная"])
        page.get_by_role("button", name="Переименовать: Школы Костаная").click()
        page.get_by_role("textbox", name="Переименовать: Школы Костаная").fill("Моё")
        page.keyboard.press("Enter")
        expect(lines).to_have_text(["Моё"])
        with page.expect_download() as downloading:
            page.get_by_text("Забрать файлом").click()
        downloading.value.save_as(tmp_path / "kept.json")
        page.get_by_role("button", name="Убрать из списка: Моё").click()
        expect(lines).to_have_count(0)
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/ru/")
        expect(page.locator("#kept")).to_be_hidden()
        page.goto("/ru/search?q=закон")
        page.goto("/ru/")
        odd = [{"name": "x", "address": "https://example.org/"}, {"name": 1, "address": "/ru/search?q=a"}, "odd"]
        (tmp_path / "odd.json").write_text(json.dumps(odd), encoding="utf-8")
        page.get_by_text("Вернуть сохранённые запросы").click()
        page.get_by_label("Файл, взятый ранее").set_input_files(tmp_path / "odd.json")
        expect(page.locator("#status")).to_have_text("Возвращено запросов: 0")
        page.get_by_label("Файл, взятый ранее").set_input_files(tmp_path / "kept.json")
        expect(page.locator("#kept li a")).to_have_text(["Моё"])
        page.locator("#kept li a").click()
        expect(page).to_have_url(re.compile("region=KZ-39"))

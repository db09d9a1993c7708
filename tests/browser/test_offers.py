"""How a question may go on is offered while it is typed: a combobox after the ARIA pattern, plain without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browsing import number
from playwright.sync_api import Browser, Locator, Page, expect
from test_axe import violations
from test_manners import MOVED, WATCH

pytestmark = pytest.mark.browser


@pytest.fixture
def typing(browser: Browser, address: str) -> Iterator[Page]:
    """The home page in Russian, with scripts, where axe may look."""
    with browser.new_context(base_url=address, bypass_csp=True) as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto("/ru/")
        yield page


def field_of(page: Page) -> Locator:
    """The search field."""
    return page.get_by_role("combobox", name="Что вы ищете?")


def offered(page: Page, text: str) -> Locator:
    """The options for what is typed."""
    field_of(page).press_sequentially(text, delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    return options


def active(page: Page) -> str | None:
    """The id of the option that the field points at."""
    return field_of(page).get_attribute("aria-activedescendant")


def test_options_stand_in_named_groups_with_their_hits(typing: Page) -> None:
    options = offered(typing, "ба")
    people = typing.get_by_role("group", name="Люди").get_by_role("option")
    topics = typing.get_by_role("group", name="Темы").get_by_role("option")
    assert people.count() + topics.count() <= options.count()
    assert people.count() > 1
    assert topics.count() >= 1
    assert all(number(text) > 0 for text in options.all_inner_texts())
    expect(typing.get_by_role("status")).to_have_text(f"Подсказки: {options.count()}")


def test_a_word_stands_once_in_its_group(typing: Page) -> None:
    offered(typing, "сайлауш")
    words = typing.get_by_role("group", name="Слова и выражения").get_by_role("option").locator("span:first-child")
    told = [text.lower() for text in words.all_inner_texts()]
    assert told
    assert len(told) == len(set(told))


def test_arrows_walk_through_and_around(typing: Page) -> None:
    options = offered(typing, "ба")
    field = field_of(typing)
    expect(field).to_have_attribute("aria-expanded", "true")
    assert active(typing) is None
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", options.count() - 1)):
        field.press(key)
        assert active(typing) == options.nth(place).get_attribute("id")
        expect(typing.locator("[role=option][aria-selected=true]")).to_have_count(1)
        expect(options.nth(place)).to_have_attribute("aria-selected", "true")
        expect(field).to_be_focused()
    field.press("ArrowDown")
    assert active(typing) == options.first.get_attribute("id")
    field.press("ArrowLeft")
    assert active(typing) is None
    expect(field).to_have_value("ба")


def test_escape_closes_the_list_and_an_arrow_opens_it(typing: Page) -> None:
    offered(typing, "ба")
    field = field_of(typing)
    field.press("Escape")
    expect(typing.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("ба")
    field.press("ArrowDown")
    expect(typing.get_by_role("listbox")).to_be_visible()
    assert active(typing) == typing.get_by_role("option").first.get_attribute("id")
    field.press("Tab")
    expect(typing.get_by_role("listbox")).to_be_hidden()


def test_enter_asks_for_what_is_pointed_at(typing: Page) -> None:
    options = offered(typing, "байс")
    told = number(options.first.inner_text())
    field = field_of(typing)
    field.press("ArrowDown")
    field.press("Enter")
    expect(typing).to_have_url(re.compile(r"q=speaker%3A"))
    assert number(typing.locator("#count").inner_text()) == told


def test_enter_without_a_choice_asks_for_what_was_typed(typing: Page) -> None:
    offered(typing, "школа")
    field_of(typing).press("Enter")
    expect(typing.locator("#ask input[name=q]")).to_have_value("школа")
    expect(typing.locator(".hit").first).to_be_visible()


def test_a_click_asks_for_what_is_clicked(typing: Page) -> None:
    offered(typing, "костан").first.click()
    expect(typing.locator(".hit").first).to_be_visible()
    assert typing.locator("#ask input[name=q]").input_value() != "костан"


def test_letters_that_lead_nowhere_close_the_list(typing: Page) -> None:
    offered(typing, "ба")
    field_of(typing).press_sequentially("яяя")
    expect(typing.get_by_role("listbox")).to_be_hidden()
    expect(field_of(typing)).to_have_attribute("aria-expanded", "false")


def test_still_a_combobox_after_a_filter_was_chosen(typing: Page) -> None:
    typing.goto("/ru/search?q=школа")
    typing.locator("#f-region-KZ-39").click()
    expect(typing.locator("#f-region-KZ-39[aria-current]")).to_have_count(1)
    field_of(typing).fill("")
    offered(typing, "ба")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_has_nothing_against_it_and_nothing_moves(typing: Page, width: int, scheme: str) -> None:
    typing.set_viewport_size({"width": width, "height": 800})
    typing.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    typing.reload()
    before = typing.locator(".hero").bounding_box()
    offered(typing, "ба")
    field_of(typing).press("ArrowDown")
    told = violations(typing)
    assert told.violations_count == 0, told.generate_report()
    assert typing.locator(".hero").bounding_box() == before
    assert typing.evaluate(MOVED) < 0.01


def test_without_scripts_it_is_a_field_with_a_button(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/ru/")
        page.get_by_label("Что вы ищете?").fill("школа")
        page.get_by_role("button", name="Найти").click()
        expect(page.locator(".hit").first).to_be_visible()

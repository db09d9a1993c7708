"""The texts of the interface: none missing in any language, none left over or unsure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from indexer import notes
from search_app.request import LANGUAGES

APP = Path(__file__).parent.parent.parent / "search_app"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
EVERY = pytest.mark.parametrize("language", LANGUAGES)


@cache
def used() -> frozenset[str | tuple[str, ...]]:
    """All texts that code and templates ask for."""
    ways = [("templates/**.html", "jinja2"), ("**.py", "python")]
    options = {"templates/**.html": {"trimmed": "true"}}
    found = extract_from_dir(APP, method_map=ways, options_map=options, keywords=KEYWORDS)
    codes = (*notes.SENTENCES.values(), *notes.REASONS.values())
    return frozenset((*(message for _, _, message, _, _ in found), *codes))


@cache
def catalogue(language: str) -> Catalog:
    with (APP / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


@EVERY
def test_texts_are_those_in_use(language: str) -> None:
    held = {message.id for message in messages(language)}
    assert held == used()


@EVERY
def test_none_is_missing_or_unsure(language: str) -> None:
    assert not [message.id for message in messages(language) if message.fuzzy or not all(forms(message))]


@EVERY
def test_placeholders_agree(language: str) -> None:
    for message in messages(language):
        asked = message.id if isinstance(message.id, str) else message.id[-1]
        for form in forms(message):
            assert sorted(PLACEHOLDER.findall(form)) == sorted(PLACEHOLDER.findall(asked)), asked
            assert "%" not in PLACEHOLDER.sub("", form), "a lone % breaks the text"


@EVERY
def test_plurals_follow_the_language(language: str) -> None:
    count, rule = get_plural(language)
    assert (catalogue(language).num_plurals, catalogue(language).plural_expr) == (count, rule)
    for message in messages(language):
        assert len(forms(message)) == (count if message.pluralizable else 1)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_translations_are_translated(language: str) -> None:
    latin = re.compile(r"[A-Za-z]{3,}")
    foreign = {"Minber", "Atom", "Cookie", "cookie", "search", "json", "JSON"}
    for message in messages(language):
        for form in forms(message):
            assert set(latin.findall(PLACEHOLDER.sub("", form))) <= foreign, form

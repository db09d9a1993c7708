"""What things are called: days and events by the rules of each language, people as the documents write them."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.engines.base import UNSTATED
from search_app.i18n import Labels, tag
from search_app.people import Names
from search_app.request import LANGUAGES
from search_app.views import desk


@pytest.mark.parametrize(
    ("ui", "edtf", "expected"),
    [
        ("en", "2022-03-04", "March 4, 2022"),
        ("ru", "2022-03-04/2022-03-05", "4 марта 2022 г. – 5 марта 2022 г."),
        ("kk", "2022-03", "2022 ж. наурыз"),
        ("en", "2022", "2022"),
        ("en", "2022-03-04/..", "March 4, 2022 – …"),
        ("ru", "2022?", "2022"),
        ("ru", "2022-02-30", "2022-02-30"),
        ("ru", "spring", "spring"),
    ],
)
def test_events(ui: str, edtf: str, expected: str) -> None:
    assert re.sub(r"[\u202f\xa0]", " ", Labels(ui).event(edtf)) == expected


@pytest.mark.parametrize(
    ("ui", "facet", "value", "expected"),
    [
        ("kk", "region", "KZ-15", "Ақтөбе облысы"),
        ("ru", "region", "KZ-99", "KZ-99"),
        ("en", "topic", "sport", "Sport"),
        ("ru", "language", "kk", "Казахский"),
        ("kk", "source", "sample-region", "Қостанай облысының әкімдігі (үлгі)"),
        ("ru", "source", "gone", "gone"),
        ("ru", "speaker", "abdirov-nurlan", "Нурлан Абдиров"),
        ("en", "speaker", "nobody-known", "Nobody Known"),
        ("ru", "month", "2022-03", "март 2022 г."),
        ("ru", "month", "2022-99", "2022-99"),
        ("kk", "kind", "direct", "төл сөз"),
        ("en", "year", "2022", "2022"),
        ("ru", "topic", UNSTATED, "не указано"),
    ],
)
def test_values(app: Flask, ui: str, facet: str, value: str, expected: str) -> None:
    with app.test_request_context(f"/{ui}/"):
        app.preprocess_request()
        assert Labels(ui).value(facet, value).replace("\u202f", " ").replace("\xa0", " ") == expected


@pytest.mark.parametrize(
    ("language", "script", "expected"),
    [
        ("kk", "Cyrl", "kk"),
        ("kk", "Latn", "kk-Latn"),
        ("kk", "Arab", "kk-Arab"),
        ("en", "Latn", "en"),
        ("ru", "Cyrl", "ru"),
    ],
)
def test_tags_of_texts(language: str, script: str, expected: str) -> None:
    assert tag(language, script) == expected


@pytest.mark.parametrize("ui", LANGUAGES)
def test_people_who_are_in_no_authority_have_names(app: Flask, client: FlaskClient, ui: str) -> None:
    counts = client.get("/search.json").get_json()["facets"]["speaker"]
    with app.app_context():
        names = Names(desk().library).labels(counts, ui).people
    listed = [one for one in counts if one != UNSTATED]
    assert len(names) >= 0.9 * len(listed)
    letters = re.compile(r"[A-Za-z]" if ui == "en" else r"[\u0400-\u04ff]")
    assert sum(bool(letters.search(name)) for name in names.values()) >= 0.7 * len(names)


@pytest.mark.parametrize(("ui", "expected"), [("kk", "1 234 567"), ("ru", "1 234 567"), ("en", "1,234,567")])
def test_numbers_are_written_in_groups(ui: str, expected: str) -> None:
    assert Labels(ui).number(1234567).replace("\xa0", " ") == expected
    assert Labels(ui).number(999) == "999"

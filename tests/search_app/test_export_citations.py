"""Citations: GOST, APA, BibTeX and RIS of a release with a day and of one without, in three languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import rendition

from corpus.records import Alteration, Rendition
from search_app.citations import LINES, Cited, apa, bibtex, gost, ris, text

URL = "https://example.org/news/7?a=1&b=2_c"
RELEASE = rendition(
    "abc234",
    "kk",
    "Сайлау туралы хабар",
    "Бүгін өтті.",
    "Ертең де өтеді.",
    url=URL,
    source="sample-commission",
    captured=datetime(2022, 3, 5, tzinfo=UTC),
    published=date(2022, 3, 4),
)
UNDATED = replace(RELEASE, published=None)
ACCESSED = date(2026, 11, 21)


def cited(ui: str, found: Rendition = RELEASE, publisher: str = "Кеңес") -> Cited:
    return Cited(found, publisher, ui, ACCESSED)


@pytest.mark.parametrize(
    ("ui", "found", "expected"),
    [
        (
            "ru",
            RELEASE,
            "Сайлау туралы хабар. – Текст : электронный // Кеңес : [сайт]. – 2022. – 4 марта. – "
            f"URL: {URL} (дата обращения: 21.11.2026).",
        ),
        (
            "kk",
            RELEASE,
            "Сайлау туралы хабар. – Мәтін : электрондық // Кеңес : [сайт]. – 2022. – 4 наурыз. – "
            f"URL: {URL} (қаралған күні: 21.11.2026).",
        ),
        (
            "en",
            RELEASE,
            "Сайлау туралы хабар. – Text : electronic // Кеңес : [website]. – 2022. – March 4. – "
            f"URL: {URL} (accessed: 21.11.2026).",
        ),
        (
            "ru",
            UNDATED,
            f"Сайлау туралы хабар. – Текст : электронный // Кеңес : [сайт]. – URL: {URL} (дата обращения: 21.11.2026).",
        ),
    ],
    ids=["ru", "kk", "en", "undated"],
)
def test_gost(ui: str, found: Rendition, expected: str) -> None:
    assert gost(cited(ui, found)) == expected


@pytest.mark.parametrize(
    ("ui", "found", "expected"),
    [
        ("en", RELEASE, f"Кеңес. (2022, March 4). Сайлау туралы хабар [Press release]. {URL}"),
        ("ru", RELEASE, f"Кеңес. (2022, 4 марта). Сайлау туралы хабар [Пресс-релиз]. {URL}"),
        ("kk", RELEASE, f"Кеңес. (2022, 4 наурыз). Сайлау туралы хабар [Баспасөз релизі]. {URL}"),
        ("en", UNDATED, f"Кеңес. (n.d.). Сайлау туралы хабар [Press release]. Retrieved November 21, 2026, from {URL}"),
    ],
    ids=["en", "ru", "kk", "undated"],
)
def test_apa(ui: str, found: Rendition, expected: str) -> None:
    assert apa(cited(ui, found)) == expected


def test_bibtex_keeps_letters_and_escapes_signs() -> None:
    found = replace(RELEASE, title="Өсім 5% & {жаңа} #1_a ~ \\ ^ $")
    record = bibtex(cited("ru", found))
    assert record.startswith("@misc{samplecommission2022-abc234,\n")
    title = r"Өсім 5\% \& \{жаңа\} \#1\_a \textasciitilde{} \textbackslash{} \textasciicircum{} \$"
    assert f"  title = {{{{{title}}}}},\n" in record
    assert f"  url = {{{URL}}},\n" in record
    for line in (
        "year = {2022}",
        "month = {3}",
        "date = {2022-03-04}",
        "urldate = {2026-11-21}",
        "language = {kazakh}",
    ):
        assert line in record


def test_ris_of_a_dated_and_an_undated_text() -> None:
    lines = ris(cited("en")).split(LINES)
    assert lines[0] == "TY  - ELEC"
    assert lines[-2:] == ["ER  - ", ""]
    assert {"PY  - 2022", "DA  - 2022/03/04/", "LA  - kk", f"UR  - {URL}", "Y2  - 2026/11/21/"} < set(lines)
    assert not [line for line in ris(cited("en", UNDATED)).split(LINES) if line.startswith(("PY", "DA"))]


def test_a_text_that_was_altered_says_so_everywhere() -> None:
    altered = replace(RELEASE, spun=Alteration("spun", 0.9, ("office → bureau",)))
    for write in (gost, apa, bibtex, ris, text):
        assert "words of the text were changed" in write(cited("en", altered)), write


def test_a_text_without_a_title_is_cited_by_how_it_begins() -> None:
    long = replace(RELEASE, title=None, paragraphs=("сөз " * 60,))
    assert re.search(r"^сөз( сөз)+…$", cited("kk", long).title)
    assert cited("kk", replace(long, paragraphs=("Бір сөз.",))).title == "Бір сөз"
    assert cited("kk", replace(long, paragraphs=())).title == "abc234"
    assert text(cited("kk", long)).startswith("Кеңес\n2022-03-04\n")


@pytest.mark.parametrize(
    ("title", "ends"), [("Кім келді?", "Кім келді? – "), ("Соңы.", "Соңы. – "), ("Сөз…", "Сөз… – ")]
)
def test_a_title_ends_with_one_mark(title: str, ends: str) -> None:
    assert gost(cited("kk", replace(RELEASE, title=title))).startswith(ends)


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_title_breaks_a_record(title: str, publisher: str) -> None:
    found = replace(RELEASE, title=title)
    record = bibtex(cited("ru", found, publisher))
    bare = re.sub(r"\\[{}]", "", record.replace("\\textbackslash{}", ""))
    assert bare.count("{") == bare.count("}")
    assert record.count("\n@") == 0
    lines = ris(cited("ru", found, publisher)).split(LINES)
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert lines[-1] == ""


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_no_address_breaks_a_record(tail: str) -> None:
    record = bibtex(cited("en", replace(RELEASE, url=f"https://example.org/{tail}")))
    assert len(record.strip().splitlines()) == len(bibtex(cited("en")).strip().splitlines())

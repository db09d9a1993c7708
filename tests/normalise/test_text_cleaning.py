"""What is text and what is not: date lines, captions, repeated titles, site lines, datelines, contacts."""

from __future__ import annotations

import pytest

from corpus.records import Article
from indexer.normalise.contacts import split_contact
from indexer.normalise.text import clean, dateline, is_caption, is_date_line, is_site_line, tidy


def test_a_page_is_cleared() -> None:
    page = Article(
        "file:a",
        "files",
        "A working trip took place |",
        (
            "04.03.2022 |",
            "![]() |",
            "A working trip took place",
            "The chairman met voters. |",
            "Photo: A. Author",
            "Share this",
        ),
    )
    text = clean(page)
    assert text.title == "A working trip took place"
    assert text.paragraphs == ("The chairman met voters.",)
    assert text.captions == ("Photo: A. Author",)
    assert text.date_lines == ("04.03.2022",)


def test_a_stamp_at_the_beginning_is_a_date_line() -> None:
    text = clean(Article("file:a", "files", None, ("08 Октября 2015, 12:50 Запасов хватит на век.", "Второй абзац.")))
    assert text.date_lines == ("08 Октября 2015, 12:50",)
    assert text.paragraphs[0] == "Запасов хватит на век."


def test_a_long_paragraph_said_twice_is_kept_once() -> None:
    twice = "Бұл сөйлем екі рет қайталанады, сондықтан бір рет қана қалады."
    assert clean(Article("file:a", "files", None, (twice, "Иә.", twice, "Иә."))).paragraphs == (twice, "Иә.", "Иә.")


def test_letters_are_repaired() -> None:
    assert tidy("қала\u00adсынан  Mемлекет") == "қаласынан Мемлекет"


@pytest.mark.parametrize(
    "line",
    [
        "04.03.2022",
        "20 october, 2022",
        "Дата: 20 сентября 2015",
        "Күні: 20 қыркүйек 2015",
        "Астана, 4 наурыз 2022 ж.",
        "18.11.2022 14:05",
        "Главная » Пресс-служба » Новости 25 августа 2015",
    ],
)
def test_a_line_that_is_only_a_date(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line", ["4 марта 2022 года прошла встреча", "On March 4, 2022 he came", "18 ноября", "Штаб, 75-23-69", ""]
)
def test_a_line_that_is_more_or_less_than_a_date(line: str) -> None:
    assert not is_date_line(line)


def test_captions_and_site_lines() -> None:
    assert is_caption("Officials met reporters. Picture credit score: example.org")
    assert is_caption("Сурет: А. Автор")
    assert not is_caption("Фотограф рассказал о выставке.")
    assert is_site_line("Читайте также")
    assert is_site_line("ҚазАқпарат")
    assert not is_site_line("Подробнее " + "о плане рассказали в акимате. " * 8)


@pytest.mark.parametrize(
    ("paragraph", "rest"),
    [
        ("АСТАНА. КАЗИНФОРМ – Запасов хватит.", "Запасов хватит."),
        ("ASTANA – The government decided.", "The government decided."),
        ("АҚТАУ. ҚазАқпарат - Өрт сөндірілді.", "Өрт сөндірілді."),
        ("Қостанай – Торғай автожолында жөндеу.", "Қостанай – Торғай автожолында жөндеу."),
        ("Аким – глава района.", "Аким – глава района."),
    ],
)
def test_a_dateline_ends_where_the_text_begins(paragraph: str, rest: str) -> None:
    assert paragraph[dateline(paragraph) :] == rest


@pytest.mark.parametrize(
    "footer",
    [
        ("Press service", "Central Commission", "tel. 75-23-69", "press@example.org"),
        ("Кеңестің баспасөз қызметі", "тел.: 8 (7172) 00-00-00"),
        ("Пресс-служба акимата области",),
        ("For media inquiries: press@example.org",),
    ],
)
def test_a_footer_is_taken_out(footer: tuple[str, ...]) -> None:
    text = ("Жиналыс өтті.", "Встреча завершилась.")
    assert split_contact((*text, *footer)) == (text, "\n".join(footer))


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Пресс-служба Акорды опубликовала видео.", "На нём видно совещание."),
        ("Тел. 75-23-69", "Жиналыс өтті. Оған 46 адам қатысты."),
        ("Press service",),
        (),
    ],
    ids=["a sentence", "not at the end", "nothing else", "empty"],
)
def test_what_is_no_footer_stays(paragraphs: tuple[str, ...]) -> None:
    assert split_contact(paragraphs) == (paragraphs, None)


@pytest.mark.parametrize(
    ("line", "agency", "rest"),
    [
        ("The plant will open in May. (Kazinform)", "Kazinform", "The plant will open in May."),
        ("Завод откроют в мае. /ИА «Новости-Казахстан»/", "ИА «Новости-Казахстан", "Завод откроют в мае."),
        ("Завод откроют в мае. – AKIpress", "AKIpress", "Завод откроют в мае."),
        ("Зауыт мамырда ашылады. (ҚазАқпарат).", "ҚазАқпарат", "Зауыт мамырда ашылады."),
        ("/ИА КазТАГ/", "ИА КазТАГ", None),
        ("BNews", "BNews", None),
    ],
)
def test_an_agency_signs_at_the_end_or_alone(line: str, agency: str, rest: str | None) -> None:
    first = "Строители работают без выходных."
    text = clean(Article("file:a", "files", None, (first, line)))
    assert text.agency == agency
    assert text.paragraphs == ((first, rest) if rest else (first,))


@pytest.mark.parametrize(
    "line",
    [
        "Об этом пишет газета (районная).",
        "Ставка 5 тенге/км.",
        "Он сказал: «Да». – Нурлан",
        "Сообщил об этом Казинформ вчера.",
    ],
)
def test_what_is_no_signature_stays(line: str) -> None:
    text = clean(Article("file:a", "files", None, ("Строители работают без выходных.", line)))
    assert (text.agency, text.paragraphs[-1]) == (None, line)


def test_a_lead_that_the_text_repeats_is_kept_once() -> None:
    lead = "Акимат построит три школы в новых районах города до конца года."
    body = f"АСТАНА. КАЗИНФОРМ – {lead} Об этом сказали на совещании."
    assert clean(Article("file:a", "files", "Школы", (lead, body, "Конец."))).paragraphs == (body, "Конец.")
    assert clean(Article("file:a", "files", "Школы", (lead, "Другое.", "Конец."))).paragraphs[0] == lead

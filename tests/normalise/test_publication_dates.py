"""The day of publication and the event: where they come from, what they rest on, and that none is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import AuthorityError
from corpus.records import Article
from corpus.tables import Row
from indexer.normalise import normalise
from indexer.normalise.dates import (
    NOT_BELIEVED,
    doubted,
    event,
    publication,
    publication_in_text,
    told_dates,
    within,
)
from indexer.normalise.relative_dates import weekday_number
from indexer.schema import rendition_document

CAPTURED = date(2024, 5, 10)
AT = datetime(2024, 5, 10, 9, tzinfo=UTC)


def article(url: str = "https://example.org/news/17", published: str | None = None) -> Article:
    return Article(url, "example", None, (), published=published)


@pytest.mark.parametrize(
    ("page", "lines", "day", "how"),
    [
        (article(published="2022-03-04T10:00:00+05:00"), (), "2022-03-04", "meta"),
        (article(published="4 марта 2022, 10:00"), ("05.03.2022",), "2022-03-04", "meta"),
        (article(), ("04.03.2022",), "2022-03-04", "date_line"),
        (article("https://example.org/2022/03/04/trip"), (), "2022-03-04", "meta"),
        (article(published="Вчера 22:05"), (), "2024-05-09", "inferred"),
        (article(published="30 декабря 18:46"), (), "2023-12-30", "inferred"),
    ],
    ids=["meta", "meta before date line", "date line", "address", "yesterday", "no year"],
)
def test_the_page_gives_the_day(page: Article, lines: tuple[str, ...], day: str, how: str) -> None:
    found = publication(page, lines, CAPTURED)
    assert found
    assert (found.day.isoformat(), found.how) == (day, how)


@pytest.mark.parametrize("published", ["2024-06-01", "soon", "32.13.2022", None])
def test_no_day_is_invented_and_none_lies_after_the_capture(published: str | None) -> None:
    assert publication(article(published=published), (), CAPTURED) is None


@pytest.mark.parametrize(
    ("published", "since", "believed"),
    [
        ("1970-01-01", "1991-12-16", False),
        ("2008-05-01", "2009", False),
        ("2009-01-01", "2009", True),
        ("2009-02-28", "2009-03", False),
        ("2031-01-01", "2009", False),
    ],
)
def test_a_day_before_the_first_release_is_doubted(published: str, since: str, believed: bool) -> None:
    asked = article(published=published), (), CAPTURED, since
    assert (publication(*asked) is not None) == believed
    doubt = doubted(*asked)
    assert (doubt.rule if doubt else None) == (None if believed else f"{NOT_BELIEVED}{published}")


def test_a_day_that_cannot_be_leaves_room_for_one_that_can() -> None:
    found = publication(article(published="1970-01-01"), ("04.03.2022",), CAPTURED, "2009")
    assert found
    assert (f"{found.day}", found.how) == ("2022-03-04", "date_line")


@pytest.mark.parametrize(
    ("published", "known"),
    [
        ("2022-03", "2022-03"),
        ("03.2022", "2022-03"),
        ("Март 2022 г.", "2022-03"),
        ("2022 жылғы наурыз", "2022-03"),
        ("March 2022", "2022-03"),
        ("2022", "2022"),
        ("2022-03-04", None),
        ("2022-13", None),
        ("Новости 2022", None),
        ("2031-03", None),
        ("2008-03", None),
        (None, None),
    ],
)
def test_a_month_stays_a_month(published: str | None, known: str | None) -> None:
    assert within(article(published=published), (), CAPTURED, "2009") == known
    assert known is None or publication(article(published=published), (), CAPTURED, "2009") is None


def test_what_was_concluded_says_as_much_as_is_known() -> None:
    text = ("Аким области встретился с жителями посёлка и ответил на их вопросы о ремонте школы.",)
    (month,) = normalise(Article("https://example.org/1", "x", "Встреча", text, published="Март 2022"), AT)
    assert (month.published, month.published_within, month.published_evidence) == (None, "2022-03", None)
    (odd,) = normalise(Article("https://example.org/1", "x", "Встреча", text, published="1970-01-01"), AT)
    assert (odd.published, odd.published_within) == (None, None)
    assert odd.published_evidence
    assert odd.published_evidence.rule == "not believed: 1970-01-01"
    document = rendition_document(month, 1)
    assert (document.facets["year"], document.facets["month"], document.published) == (("2022",), ("2022-03",), None)


def test_the_date_line_that_extraction_noted_is_a_date_line() -> None:
    page = Article("file:a.txt", "files", None, (), published="04.03.2022", metadata={"date_line": "04.03.2022"})
    found = publication(page, (), CAPTURED)
    assert found
    assert found.how == "date_line"


@pytest.mark.parametrize(
    ("paragraphs", "day"),
    [
        (("18 ноября т.г. состоялся брифинг.", "Выборы назначены на 20 ноября 2022 года."), "2022-11-18"),
        (("Сайлау 2022 жылғы 20 қарашаға тағайындалды. Брифинг 18 қарашада өтті.",), "2022-11-18"),
        (("On March 4-5, 2022, a working trip took place.",), "2022-03-05"),
        (("18 ноября т.г. состоялся брифинг.",), None),
        (("18 ноября прошёл сход.", "Аким избран 25 июля 2021 года."), None),
        (("Служба работает с 1 июля 2022 года.",), None),
        (("Выборы пройдут 1 декабря 2030 года.",), None),
        (("No day is given here.",), None),
    ],
    ids=["year from another sentence", "a term does not win", "range", "no year", "too far", "since", "future", "none"],
)
def test_a_day_told_in_the_lead(paragraphs: tuple[str, ...], day: str | None) -> None:
    found = publication_in_text(told_dates(None, paragraphs, None), paragraphs, CAPTURED)
    assert (found.day.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("paragraph", "edtf"),
    [
        ("В среду на брифинге рассказали о паводке.", "2022-03-02"),
        ("Дүйсенбі күні облыста жиын өтті.", "2022-02-28"),
        ("The Council met on Friday.", "2022-03-04"),
        ("Позавчера в Семее открыли школу.", "2022-03-02"),
        ("В субботу состоится ярмарка.", None),
        ("Жәрмеңке сенбіде өтеді.", None),
        ("The fair will open on Saturday.", None),
        ("Совет заседает каждую среду в полдень.", None),
        ("«Вчера я видел паводок», – сказал аким.", None),
        ("– Вчера я видел паводок, – сказал аким.", None),
        ("1 марта тепло отключили. К полудню 3 марта его вернули.", "2022-03-01/2022-03-03"),
        ("The heat went off on March 1. By noon on the 3rd, it was back.", "2022-03-01/2022-03-03"),
        ("1 марта тепло отключили, к 3-го числа его вернули.", "2022-03-01/2022-03-03"),
        ("1 наурызда жылу сөнді, 3-іне дейін қайта қосылды.", "2022-03-01/2022-03-03"),
        ("1 марта открыт приём, он идёт до 31 марта.", "2022-03-01"),
    ],
)
def test_days_told_by_a_weekday_or_by_two_bounds(paragraph: str, edtf: str | None) -> None:
    published = date(2022, 3, 4)
    found = event(told_dates(None, (paragraph,), published), (paragraph,), published)
    assert (found.edtf if found else None) == edtf


def test_today_farther_on_is_nowadays_and_a_weekday_is_told_to_be_inferred() -> None:
    published = date(2022, 3, 4)
    assert event([], ("Дорогу ремонтируют.", "Сегодня готово 70 процентов."), published) is None
    found = event([], ("Дорогу ремонтируют.", "Во вторник её осмотрел аким."), published)
    assert found
    assert (found.edtf, found.evidence.paragraph, "inferred" in found.evidence.rule) == ("2022-03-01", 1, True)


@pytest.mark.parametrize(
    ("paragraphs", "edtf"),
    [
        (("2–3 марта 2022 года прошла поездка.",), "2022-03-02/2022-03-03"),
        (("Выборы пройдут 20 марта, рассказали 3 марта на брифинге.",), "2022-03-03"),
        (("Жәрмеңке 12 наурызда өтеді.",), "2022-03-12"),
        (("С 1 марта работает служба.",), "2022-03-01"),
        (("15 наурыздан бастап тіркеу ашылады.",), "2022-03-15"),
        (("Since March 1 and, at the lake, since March 2 there is a service.",), None),
        (("The service has been there for long.", "It has worked since March 1."), None),
        (("С 1 января рост составил 5 процентов.",), None),
        (("После 1 марта дорогу закрыли.",), None),
        (("12 шілдедегі жағдай бойынша жол дайын.",), None),
        (("As elected on July 25, 2021, the akim reported.",), None),
        (("Бүгін облыста жиын өтті.",), "2022-03-04"),
        (("Вчера в области прошёл сход.",), "2022-03-03"),
        (("On March 1, 2022, he came; on March 1 - 2, 2022, he spoke.",), "2022-03-01/2022-03-02"),
    ],
    ids=[
        "range",
        "past first",
        "announced",
        "since",
        "from then on",
        "two beginnings",
        "deep in the text",
        "long since",
        "after",
        "as of",
        "long ago",
        "today",
        "yesterday",
        "day inside range",
    ],
)
def test_the_event(paragraphs: tuple[str, ...], edtf: str | None) -> None:
    published = date(2022, 3, 4)
    found = event(told_dates(None, paragraphs, published), paragraphs, published)
    assert (found.edtf if found else None) == edtf


def test_an_inferred_year_is_told_and_costs_confidence() -> None:
    published = date(2022, 1, 3)
    (one,) = told_dates(None, ("28 декабря открыта школа.",), published)
    assert one.first == date(2021, 12, 28)
    assert one.evidence("rule", 0.8).rule == "rule, year inferred"
    assert one.evidence("rule", 0.8).confidence == pytest.approx(0.7)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 1, 1)), st.text(max_size=80))
def test_nothing_is_published_after_its_capture(captured: date, text: str) -> None:
    found = publication(article(published=text), (text,), captured)
    in_text = publication_in_text(told_dates(None, (text,), None), (text,), captured)
    assert all(one is None or (one.day - captured).days <= 1 for one in (found, in_text))


def test_a_wrong_weekday_in_the_table_is_told_with_its_line() -> None:
    with pytest.raises(AuthorityError, match=r"weekdays\.tsv, line 3: '7' is no weekday"):
        weekday_number(Row("weekdays.tsv", 3, {"weekday": "7", "written": "on sunday"}))

"""Reading a release: sentences with addresses, versions side by side, what changed, the way through the results."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from seeing import soup

from corpus.edits import ADDED, GONE, KEPT
from corpus.records import Rendition
from corpus.store import Revision
from indexer.library import Card, Library
from indexer.query.ask import Question
from search_app.history import versions
from search_app.request import LANGUAGES, read
from search_app.steps import steps


@pytest.fixture(scope="session")
def card(library: Library) -> Card:
    """A release in all three languages."""
    cards = library.search(Question(size=50)).cards
    return next(card for card in cards if {one.language for one in card.versions} == set(LANGUAGES))


@pytest.fixture(scope="session")
def shown(card: Card) -> Rendition:
    """Its Russian version."""
    return next(one.rendition() for one in card.versions if one.language == "ru")


def test_paragraphs_and_sentences_have_addresses(client: FlaskClient, shown: Rendition) -> None:
    page = soup(client, f"/ru/release/{shown.release}?version=ru")
    for tag in page.select(".text .ref"):
        tag.decompose()
    assert [tag["id"] for tag in page.select(".text > p")] == [f"p{n + 1}" for n in range(len(shown.paragraphs))]
    for sentence in page.select(".sentence"):
        place = re.fullmatch(r"p(\d+)s(\d+)", str(sentence["id"]))
        assert place
        assert sentence.text in shown.paragraphs[int(place[1]) - 1]
        link = sentence.select_one("a.here")
        assert link is not None
        assert link["href"] == f"#{sentence['id']}"
        assert link["aria-label"]
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("other", ["kk", "en"])
def test_two_versions_side_by_side(client: FlaskClient, card: Card, shown: Rendition, other: str) -> None:
    page = soup(client, f"/ru/release/{shown.release}?version=ru&with={other}")
    beside = next(one.rendition() for one in card.versions if one.language == other)
    column = page.select_one(".text.other")
    assert column is not None
    assert column["lang"] == other
    assert [tag.text for tag in column.select("p:not(.lead)")] == list(beside.paragraphs)
    assert page.select_one(".pairs [aria-current]")
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids)), "the second column has no addresses of its own"
    alone = soup(client, str(page.select_one(".pairs [aria-current]")["href"]))  # type: ignore[index]
    assert not alone.select(".other"), "the same link takes it away again"


@pytest.mark.parametrize("other", ["ru", "de", ""])
def test_nothing_stands_beside_itself_or_what_is_not_held(client: FlaskClient, shown: Rendition, other: str) -> None:
    assert not soup(client, f"/ru/release/{shown.release}?version=ru&with={other}").select(".other")


def test_where_it_comes_from_is_proven(client: FlaskClient, library: Library, shown: Rendition) -> None:
    page = soup(client, f"/ru/release/{shown.release}?version=ru")
    assert page.select_one(".hash").text == library.store.revisions(shown.id)[-1].sha256  # type: ignore[union-attr]
    assert re.search(r"\d\d:\d\d \(UTC\+5\)", page.text)
    assert not page.select("#versions"), "a text that never changed has no history"


@pytest.mark.parametrize("query", ["q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0", "in=statements", "in=texts", ""])
def test_the_way_through_the_results(client: FlaskClient, query: str) -> None:
    page = soup(client, f"/ru/search?{query}")
    first, second = (str(link["href"]) for link in page.select(".hit h2 a, .quote .meta > a")[:2])
    opened = soup(client, first)
    assert not opened.select("#before")
    assert opened.select_one("#after")["href"].split("#")[0] == second.split("#")[0]  # type: ignore[union-attr,index]
    on = soup(client, str(opened.select_one("#after")["href"]))  # type: ignore[index]
    assert on.select_one("#before")["href"] == first  # type: ignore[index]
    assert re.match(r"2 из \d+", on.select_one(".steps").text.strip())  # type: ignore[union-attr]


def test_the_way_back_leads_to_the_right_page(client: FlaskClient) -> None:
    page = soup(client, "/ru/search?page=2")
    opened = soup(client, str(page.select_one(".hit h2 a")["href"]))  # type: ignore[index]
    assert opened.select_one(".back a")["href"] == "/ru/search?page=2"  # type: ignore[index]


@pytest.mark.parametrize("at", ["0", "x", "-1", "99999", "²", "999999999999"])
def test_places_that_are_none(library: Library, at: str) -> None:
    assert steps(library, read("ru", []), at) is None


START = datetime(2026, 1, 1, tzinfo=UTC)


def revisions(*texts: tuple[str, ...]) -> list[Revision]:
    made = []
    for day, text in enumerate(texts):
        moment = START + timedelta(days=day)
        last = day == len(texts) - 1
        made.append(Revision(moment, moment, last, "https://a.example/1", f"{day:064}", text[0], text[1:]))
    return made


def test_what_changed_is_told_word_by_word() -> None:
    now, first = versions(
        revisions(("Title", "It cost 5 million tenge.", "Same."), ("Title", "It cost 7 million tenge.", "Same."))
    )
    assert (first.first, first.changed) == (True, ())
    (paragraph,) = now.changed
    assert [(piece.kind, piece.text.strip()) for piece in paragraph] == [
        (KEPT, "It cost"),
        (GONE, "5"),
        (ADDED, "7"),
        (KEPT, "million tenge."),
    ]


def test_paragraphs_that_came_and_went() -> None:
    now, _ = versions(revisions(("T", "One.", "Two."), ("T", "Two.", "Three.")))
    assert [[(piece.kind, piece.text) for piece in paragraph] for paragraph in now.changed] == [
        [(GONE, "One.")],
        [(ADDED, "Three.")],
    ]


@given(
    st.lists(st.sampled_from(["a", "b", "c d"]), max_size=6), st.lists(st.sampled_from(["a", "b", "c e"]), max_size=6)
)
def test_what_is_kept_and_added_is_the_new_text(old: list[str], new: list[str]) -> None:
    now, _ = versions(revisions(("T", " ".join(old)), ("T", " ".join(new))))
    for paragraph in now.changed:
        said = "".join(piece.text for piece in paragraph if piece.kind != GONE)
        assert said.split() == " ".join(new).split()

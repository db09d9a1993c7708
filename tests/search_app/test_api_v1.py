"""/api/v1: the description is valid OpenAPI 3.1, and answers to whatever is asked are as it says."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from markupsafe import escape
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from indexer.library import Library
from indexer.query.ask import Question
from indexer.settings import Settings
from search_app import create_app
from search_app.api import ROUTES
from search_app.openapi import schema_of

EXAMPLES = int(os.environ.get("MINBER_API_EXAMPLES", "20"))
FITTING = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "positive_data_acceptance",
    "negative_data_rejection",
    "unsupported_method",
)


@pytest.fixture(scope="module")
def described(app: Flask) -> dict[str, Any]:
    """The description as the app serves it."""
    found: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").get_json()
    return found


def test_the_description_is_valid(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    validate(described)


def test_every_route_is_described_and_told_in_the_documents(described: dict[str, Any], app: Flask, root: Path) -> None:
    served = {str(rule).replace("<identifier>", "{id}") for rule in app.url_map.iter_rules() if "/api/v1" in str(rule)}
    assert served - {"/api/v1/openapi.json", "/api/v1/"} == set(described["paths"])
    text = (root / "docs" / "api.md").read_text("utf-8")
    assert [route.path for route in ROUTES if f"/api/v1{route.path.replace('{id}', '<id>')}" not in text] == []


@pytest.fixture(scope="module")
def operations(app: Flask) -> dict[str, schemathesis.APIOperation]:
    """The operations of the description, by path, with the app that it describes."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    return {operation.path: operation for operation in (found.ok() for found in schema.get_all_operations())}


@pytest.mark.parametrize("fitting", [True, False], ids=["as described", "otherwise"])
@pytest.mark.parametrize("path", [f"/api/v1{route.path}" for route in ROUTES])
def test_answers_are_as_described(operations: dict[str, schemathesis.APIOperation], path: str, fitting: bool) -> None:
    operation = operations[path]
    mode = GenerationMode.POSITIVE if fitting else GenerationMode.NEGATIVE
    if not fitting and not operation.query:
        return  # nothing that could be otherwise

    @settings(max_examples=EXAMPLES, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
    @given(operation.as_strategy(generation_mode=mode))
    def holds(case: schemathesis.Case) -> None:
        case.headers["Accept-Encoding"] = "identity"  # the client of the tests unpacks nothing
        case.call_and_validate(checks=[CHECKS.get_one(name) for name in FITTING])

    holds()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("search?regoin=KZ-39", "did you mean region?"),
        ("regions?x=1", "known are none"),
        ("search?from=2022-13", "is no day"),
        ("search?from=04.03.2022", "is no day"),
        ("search?page=0", "is no whole number from 1"),
        ("search?page=two", "is no whole number"),
        ("search?size=101", "to 100"),
        ("search?region=", "is empty"),
        ("search?sort=best", "is none of relevance, new, newest, old"),
        ("search?q=a&q=b", "is given 2 times"),
        (f"search?q={'a' * 501}", "is longer than 500 letters"),
        ("search?kind=direct", "'kind' is not known"),
        ("suggest", "'q' is missing"),
        ("releases/none", "nothing of the id 'none'"),
        ("persons/none", "nothing of the id 'none'"),
        ("persons/unstated", "nothing of the id 'unstated'"),
        ("nowhere", "not found"),
    ],
)
def test_what_cannot_be_answered_is_a_problem_that_names_it(client: FlaskClient, address: str, told: str) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.mimetype == "application/problem+json"
    assert answer.status_code in (400, 404) == {400: (400, 404), 404: (400, 404)}[answer.status_code]
    assert answer.get_json()["status"] == answer.status_code
    assert told in answer.get_json()["detail"]


def test_answers_are_those_of_the_library(client: FlaskClient, library: Library) -> None:
    asked = Question(text="school", filters={"region": ("KZ-39",)}, size=10)
    found = library.search(asked)
    answer = client.get("/api/v1/search?q=school&region=KZ-39").get_json()
    assert answer["total"] == found.total > 0
    assert [hit["release"] for hit in answer["hits"]] == [card.rendition.release for card in found.cards]
    without = client.get("/api/v1/search?q=school&-region=KZ-39").get_json()
    assert without["total"] == client.get("/api/v1/search?q=school").get_json()["total"] - found.total
    assert client.get(answer["hits"][0]["page"], follow_redirects=True).status_code == 200


def test_the_last_page_is_told_and_reached(client: FlaskClient) -> None:
    first = client.get("/api/v1/statements?size=100").get_json()
    last = client.get(f"/api/v1/statements?size=100&page={first['last']}").get_json()
    assert len(last["hits"]) == first["total"] - 100 * (first["last"] - 1)
    beyond = client.get(f"/api/v1/statements?size=100&page={first['last'] + 1}").get_json()
    assert (beyond["hits"], beyond["total"]) == ([], first["total"])


def test_days_and_order(client: FlaskClient) -> None:
    years = client.get("/api/v1/search").get_json()["facets"]["year"]
    year = next(iter(sorted(years)))
    found = client.get(f"/api/v1/search?from={year}&to={year}-12-31&sort=old&size=100").get_json()
    assert found["total"] == years[year]
    days = [hit["published"] for hit in found["hits"]]
    assert days == sorted(days)
    assert client.get("/api/v1/search?from=2023&to=2022").get_json()["total"] == 0


def test_persons_regions_topics_sources_agree_with_the_counts(client: FlaskClient) -> None:
    counts = client.get("/api/v1/search").get_json()["facets"]
    areas = {one["id"]: one["releases"] for one in client.get("/api/v1/regions").get_json()["regions"]}
    assert len(areas) == 20
    assert {region: number for region, number in areas.items() if number} == {
        region: number for region, number in counts["region"].items() if region != "unstated"
    }
    topics = {one["id"]: one["releases"] for one in client.get("/api/v1/topics").get_json()["topics"]}
    assert all(topics[topic] == number for topic, number in counts["topic"].items() if topic != "unstated")
    sources = client.get("/api/v1/sources").get_json()["sources"]
    held = client.get("/api/v1/status").get_json()
    assert sum(source["texts"] for source in sources) == held["texts"] > 0
    person = client.get("/api/v1/persons/abishev-galym").get_json()
    said = client.get("/api/v1/statements?speaker=abishev-galym").get_json()["total"]
    assert person["statements"] == said == sum(person["years"].values()) > 0


def test_the_beginning_leads_everywhere(client: FlaskClient) -> None:
    found = client.get("/api/v1/", follow_redirects=True).get_json()
    assert client.get(found["description"]).get_json()["openapi"] == "3.1.0"
    assert client.get(found["help"]).status_code == 200
    assert len(found["addresses"]) == len(ROUTES) - 1
    plain = [address for address in found["addresses"] if "{id}" not in address]
    assert {
        client.get(address, query_string={"q": "a"} if "suggest" in address else {}).status_code for address in plain
    } == {200}
    assert 'openapi.json>; rel="service-desc"' in client.get(plain[0]).headers["Link"]


def test_what_was_taken_otherwise_is_told(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=school+(").get_json()
    assert answer["notes"] == [{"code": "unclosed-bracket", "piece": "(", "meaning": "no closing bracket"}]
    assert client.get("/api/v1/statements?q=school").get_json()["notes"] == []
    assert client.get("/api/v1/search?q=kostanay").get_json()["entities"] == [{"kind": "region", "id": "KZ-39"}]
    meant = client.get("/api/v1/search?q=schoool").get_json()["meant"]
    assert ("school", True) in [(one["question"], one["total"] > 0) for one in meant]


@pytest.mark.parametrize(("ways", "days"), [(("new", "newest"), True), (("old", "oldest"), False)])
def test_orders_are_called_as_on_pages_and_in_the_terminal(
    client: FlaskClient, ways: tuple[str, str], days: bool
) -> None:
    short, long = (
        [hit["published"] for hit in client.get(f"/api/v1/search?sort={way}").get_json()["hits"]] for way in ways
    )
    assert short == long == sorted(short, reverse=days)
    best = client.get("/api/v1/search?q=school&sort=relevance").get_json()["hits"]
    assert best == client.get("/api/v1/search?q=school").get_json()["hits"]
    assert client.get("/api/v1/search?q=school&sort=fresh").get_json()["hits"]


def test_a_person_has_spellings_and_posts_whether_listed_or_not(client: FlaskClient) -> None:
    speakers = client.get("/api/v1/statements").get_json()["facets"]["speaker"]
    for identifier in speakers.keys() - {"unstated"}:
        found = client.get(f"/api/v1/persons/{identifier}").get_json()
        page = client.get(f"/ru/person/{identifier}").text
        assert all(spellings for spellings in found["spellings"].values())
        assert set(found["names"].items()) <= {
            (language, name) for language, some in found["spellings"].items() for name in some
        }
        assert all(str(escape(name)) in page for some in found["spellings"].values() for name in some)
        assert sum(post["count"] for post in found["posts_written"]) <= found["statements"] * 3
    written = client.get("/api/v1/persons/abishev-galym").get_json()["posts_written"]
    assert {post["language"] for post in written} >= {"kk", "ru", "en"}
    assert client.get("/en/person/abishev-galym.json").get_json()["posts_written"] == written


def test_suggestions_can_be_asked(client: FlaskClient) -> None:
    found = client.get("/api/v1/suggest?q=%D0%BA%D0%BE%D1%81%D1%82&ui=ru").get_json()["suggestions"]
    assert found
    answer = client.get("/api/v1/search", query_string={"q": found[0]["question"]}).get_json()
    assert answer["total"] == found[0]["count"]
    assert client.get("/api/v1/suggest?q=").get_json() == {"suggestions": []}


def test_a_missing_index_is_a_problem(tmp_path: Path) -> None:
    with Library.open(Settings(home=tmp_path)) as empty:
        answer = create_app(empty).test_client().get("/api/v1/search")
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert "minber index" in answer.get_json()["detail"]


def test_data_may_be_read_by_pages_of_others(client: FlaskClient) -> None:
    assert client.get("/api/v1/status").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/en/search").headers
    asking = {"Origin": "https://example.org", "Access-Control-Request-Headers": "if-none-match"}
    told = client.options("/kk/search.json", headers=asking)
    assert (told.status_code, told.headers["Access-Control-Allow-Headers"]) == (200, "If-None-Match")
    assert "ETag" in told.headers["Access-Control-Expose-Headers"]


def test_a_type_without_a_schema_is_told() -> None:
    @dataclass
    class Odd:
        when: complex

    with pytest.raises(TypeError, match="no schema for such a type"):
        schema_of(complex, {})

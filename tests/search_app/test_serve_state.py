"""What spares work and tells how the app does: tags, gzip, /health, /metrics, the log of questions, the WSGI entry."""

from __future__ import annotations

import gzip
import importlib
import json
import re
import sys
import threading
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.errors import SettingsError, StoreError
from indexer import pipeline
from indexer.library import Library
from indexer.progress import Progress
from indexer.settings import Settings
from search_app import create_app, query_log, serving
from search_app.compression import GZIP

ANSWERS = (
    "/kk/search?q=мектеп",
    "/kk/search.csv?q=мектеп",
    "/kk/search.atom",
    "/en/search.json",
    "/api/v1/search?q=school",
    "/sitemap.xml",
)
SAMPLE = "04.03.2022\nХабар\n\nАуданда жаңа мектеп ашылды."


@pytest.mark.parametrize("address", ANSWERS)
def test_an_unchanged_answer_is_not_made_again(client: FlaskClient, library: Library, address: str) -> None:
    first = client.get(address)
    tag = first.headers["ETag"]
    assert first.status_code == 200

    def forbidden(*_: object) -> None:
        raise AssertionError("nothing is to be searched")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "search", forbidden)
        again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Content-Security-Policy"]
    assert client.get(address, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_other_addresses_and_languages_have_other_tags(client: FlaskClient) -> None:
    addresses = ("/kk/search", "/ru/search", "/kk/search?q=a", "/kk/search.csv", "/kk/search.csv?bom=1")
    assert len({client.get(address).headers["ETag"] for address in addresses}) == len(addresses)
    client.delete_cookie("ui")
    spoken = [client.get("/search.csv", headers={"Accept-Language": ui}) for ui in ("kk", "ru")]
    assert len({answer.headers["ETag"] for answer in spoken}) == 2
    assert "Accept-Language" in spoken[0].headers["Vary"]


def test_a_new_commit_changes_the_tag(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAMPLE, encoding="utf-8")
    with Library.open(Settings(home=tmp_path / "home", processes=1)) as library, Progress("documents") as progress:
        pipeline.add(library, [tmp_path / "a.txt"], source="files", progress=progress)
        pipeline.index(library, progress=progress)
        client = create_app(library).test_client()
        before = client.get("/kk/search").headers["ETag"]
        assert client.get("/kk/search").headers["ETag"] == before
        (tmp_path / "b.txt").write_text(SAMPLE.replace("жаңа мектеп", "кітапхана"), encoding="utf-8")
        pipeline.add(library, [tmp_path / "b.txt"], source="files", progress=progress)
        pipeline.index(library, progress=progress)
        after = client.get("/kk/search", headers={"If-None-Match": before})
    assert (after.status_code, after.headers["ETag"] != before) == (200, True)


@pytest.mark.parametrize(
    "address", ["/kk/search", "/kk/search.csv", "/kk/search.jsonl", "/api/v1/search", "/sitemap-1.xml"]
)
def test_text_is_packed_for_those_who_take_it(client: FlaskClient, address: str) -> None:
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    unpacked = zlib.decompressobj(GZIP).decompress(packed.data)
    took = re.compile(rb'"took_ms": ?[\d.]+')
    assert took.sub(b"", unpacked) == took.sub(b"", plain.data)
    assert len(packed.data) < len(plain.data) / 2


def test_files_are_packed_and_small_answers_are_not(client: FlaskClient) -> None:
    headers = {"Accept-Encoding": "gzip"}
    with client.get("/static/minber.css", headers=headers) as style:
        assert gzip.decompress(style.data).decode() == (
            Path(create_app.__code__.co_filename).parent / "static" / "minber.css"
        ).read_text("utf-8")
        with client.get("/static/minber.css") as plain:
            assert style.headers["ETag"] == f"W/{plain.headers['ETag']}", "the bytes differ, the file does not"
            tag = {"If-None-Match": plain.headers["ETag"]}
        with client.get("/static/minber.css", headers=headers | tag) as again:
            assert again.status_code == 304
    assert "Content-Encoding" not in client.get("/health", headers=headers).headers
    assert "Content-Encoding" not in client.get("/kk/search", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_a_large_answer_is_sent_before_it_is_made(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_app.rows.PORTION", 5)
    answer = client.get("/en/statements.csv", buffered=False, headers={"Accept-Encoding": "gzip"})
    pieces = list(answer.response)
    assert len(pieces) > 20
    reader = zlib.decompressobj(GZIP)
    assert reader.decompress(pieces[0]).startswith(b"statement,")


def test_health_of_an_app_that_answers(client: FlaskClient, library: Library) -> None:
    told = client.get("/health").get_json()
    assert (told["status"], told["store"]) == ("ok", "ok")
    assert told["documents"]["releases"] == library.status().renditions


def test_health_of_an_app_that_does_not(tmp_path: Path, library: Library, app: Flask) -> None:
    with Library.open(Settings(home=tmp_path)) as empty:
        answer = create_app(empty).test_client().get("/health")
    assert (answer.status_code, answer.get_json()["status"]) == (503, "no index")

    def broken(_: object) -> int:
        raise StoreError("store: gone; put it back")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(library.store), "sequence", property(broken))
        answer = app.test_client().get("/health")
    assert answer.status_code == 503
    assert answer.get_json() == {"status": "failed", "error": "store: gone; put it back"}


def test_metrics_count_what_was_asked(library: Library) -> None:
    client = create_app(library).test_client()
    for _ in range(3):
        client.get("/kk/help")
    client.get("/kk/nothing")
    text = client.get("/metrics").text
    assert 'minber_requests_total{route="pages.help_page",status="200"} 3' in text
    assert 'minber_requests_total{route="none",status="404"} 1' in text
    assert 'minber_request_seconds_bucket{route="pages.help_page",le="+Inf"} 3' in text
    assert f'minber_index_documents{{collection="renditions"}} {library.status().renditions}' in text
    assert re.search(r'minber_index_age_seconds\{collection="statements"\} \d+', text)
    assert "minber_index_stale 0" in text
    for line in text.splitlines():
        assert re.fullmatch(
            r'# (HELP|TYPE) minber_\w+ .+|minber_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+', line
        ), line


@pytest.mark.parametrize(("address", "status"), [("10.1.2.3", 200), ("203.0.113.7", 404), ("odd", 404)])
def test_metrics_are_for_private_addresses(client: FlaskClient, address: str, status: int) -> None:
    # 203.0.113.0/24 is set apart for documents, which makes it private in the eyes of some; 8.8.8.8 is not
    address = "8.8.8.8" if address.startswith("203") else address
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": address}).status_code == status


@pytest.fixture
def logging(library: Library, tmp_path: Path) -> Iterator[tuple[FlaskClient, Path]]:
    """A client of an app that writes questions down, and the file."""
    kept, path = library.settings, tmp_path / "questions.jsonl"
    library.settings = replace(kept, query_log=str(path))
    yield create_app(library).test_client(), path
    library.settings = kept


def test_questions_are_written_down_without_who_asked(logging: tuple[FlaskClient, Path]) -> None:
    client, path = logging
    client.get("/kk/search?q=мектеп&region=KZ-39", environ_base={"REMOTE_ADDR": "198.51.100.77"})
    client.get("/en/search?q=zzzzqq&page=2")
    client.get("/en/search?q=zzzzqq")
    client.get("/en/search?in=statements&q=Zzzzqq ")
    client.get("/en/search")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [line["q"] for line in lines] == ["мектеп", "zzzzqq", "Zzzzqq"]
    assert set(lines[0]) == {"at", "ui", "over", "q", "narrowed", "total"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:00Z", lines[0]["at"])
    assert "198.51" not in path.read_text("utf-8")
    asked = list(query_log.read(path))
    assert query_log.top(asked)[0] == query_log.Asked("zzzzqq", 2, 0)
    assert [one.text for one in query_log.top(asked, failed=True)] == ["zzzzqq"]


def test_a_log_is_read_by_days_and_forgives_bad_lines(tmp_path: Path) -> None:
    path = tmp_path / "log"
    lines = (
        '{"at": "2022-03-01T10:00Z", "q": "a", "total": 1}',
        '{"at": "2022-03-09T10:00Z", "q": "b", "total": 0}',
        "odd",
        "[]",
        "{}",
    )
    path.write_text("\n".join(lines), "utf-8")
    now = datetime(2022, 3, 10, tzinfo=UTC)
    assert [told["q"] for told in query_log.read(path)] == ["a", "b"]
    assert [told["q"] for told in query_log.read(path, days=3, now=now)] == ["b"]


def test_a_log_that_cannot_be_written_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="setting query_log"):
        query_log.QueryLog(tmp_path / "none" / "log")


def test_a_log_that_fails_later_spoils_no_answer(
    logging: tuple[FlaskClient, Path], caplog: pytest.LogCaptureFixture
) -> None:
    client, path = logging
    path.unlink()
    path.mkdir()
    assert client.get("/kk/search?q=мектеп").status_code == 200
    assert "a question was not written down" in caplog.text


def test_by_default_nothing_is_written_down() -> None:
    assert Settings().query_log == ""


def test_the_entry_for_other_servers(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINBER_HOME", str(library.settings.home))
    sys.modules.pop("search_app.wsgi", None)
    entry = importlib.import_module("search_app.wsgi")
    assert entry.app.test_client().get("/health").get_json()["status"] == "ok"
    entry.app.extensions["minber"].library.close()


def test_warming_asks_in_every_language_and_forgives_a_missing_index(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(library)
    serving.warm(app)
    templates = app.jinja_env.cache
    assert templates is not None
    assert len(templates) == len(app.jinja_env.list_templates())
    monkeypatch.setattr(library.store.overview.__class__, "spoken", None)  # nobody is looked up any more
    assert app.test_client().get("/ru/search").status_code == 200
    ended = threading.Event()
    ended.set()
    serving.warm(create_app(library), ended)  # or it would fail at the names
    with Library.open(Settings(home=tmp_path)) as empty:
        serving.warm(create_app(empty))

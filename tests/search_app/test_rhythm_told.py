"""What the coverage says of the rhythm of a source, and what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from changed_library import capture
from flask.testing import FlaskClient
from making import rendition

from corpus.store import CrawlState
from indexer import indexing
from indexer.library import Library
from indexer.progress import Progress
from indexer.query.ask import today
from indexer.settings import Settings
from indexer.workers import Workers
from search_app import create_app

RELEASES = 10


def publish(library: Library, source: str, *, silent: int, visited: int | None) -> None:
    """Releases of a source, one every two days up to so many days ago; its last visit was so many days ago."""
    now = datetime.now(UTC)
    for place in range(RELEASES):
        day = today() - timedelta(days=silent + 2 * place)
        text = rendition(f"{source}{place}", "ru", f"{source} {place}", "Текст.", published=day, source=source)
        capture(library, now, text)
    if visited is not None:
        asked = now - timedelta(days=visited)
        library.store.put_crawl_states([CrawlState(source, f"https://{source}.org/", fetched=asked)])


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with Library.open(Settings(home=tmp_path_factory.mktemp("rhythm"), processes=1)) as library:
        publish(library, "lively", silent=2, visited=0)
        publish(library, "silent", silent=12, visited=0)
        publish(library, "forgotten", silent=60, visited=30)
        publish(library, "added", silent=60, visited=None)
        publish(library, "sample-news", silent=60, visited=0)
        with Workers(1) as workers, Progress("renditions") as progress:
            indexing.bring_up(library, workers, rebuild=True, progress=progress)
        yield create_app(library).test_client()


def told(client: FlaskClient, source: str) -> str:
    page = client.get("/en/coverage").text
    return page.partition(f'<section id="{source}">')[2].partition("</section>")[0]


def test_silence_is_told_where_it_is_longer_than_usual(client: FlaskClient) -> None:
    assert "quiet longer than usual: 12 days" in told(client, "silent")
    assert "usual pause: 2 days" in told(client, "lively")
    assert "quiet" not in told(client, "lively")


def test_silence_of_what_nobody_visited_is_not_told(client: FlaskClient) -> None:
    assert "not visited since" in told(client, "forgotten")
    assert "quiet" not in told(client, "forgotten")
    for source in ("added", "sample-news"):
        assert "usual" not in told(client, source)
        assert "quiet" not in told(client, source)

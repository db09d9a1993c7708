"""The archive gives back every page exactly, and says so when it cannot."""

from __future__ import annotations

import gzip
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive import Archive, Location, read_warc
from corpus.errors import InputError, StoreError
from corpus.records import Page

NOON = datetime(2022, 3, 4, 12, 0, 0, 250, tzinfo=UTC)
urls = st.one_of(
    st.sampled_from(
        ["https://example.org/рус/?q=а б", "file:seeds/seed-000.txt?at=1a2b", "http://example.org/%D0%B0#x"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map("http://example.org/".__add__),
)
headers = st.dictionaries(
    st.sampled_from(["ETag", "Content-Type", "Content-Encoding", "content-length", "Last-Modified", "X-Long"]),
    st.text(st.characters(exclude_categories=["Cs"])),
)
pages = st.builds(
    lambda url, body, head, kind, when: Page.of(
        url, "sample-news", body, fetched=when, content_type=kind, status=200, headers=head
    ),
    urls,
    st.binary(),
    headers,
    st.sampled_from(["text/html; charset=windows-1251", "", "text/plain"]),
    st.datetimes(min_value=datetime(1990, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)


def page(body: bytes = b"<p>text</p>", url: str = "https://example.org/1") -> Page:
    return Page.of(url, "sample-news", body, fetched=NOON, content_type="text/html", headers={"ETag": '"1"'})


@given(st.lists(pages, min_size=1, max_size=4))
def test_pages_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, written: list[Page]) -> None:
    with Archive(tmp_path_factory.mktemp("archive")) as archive:
        locations = [archive.append(one) for one in written]
        assert [archive.read(location) for location in locations] == written


def test_one_file_a_run(tmp_path: Path) -> None:
    for _ in range(2):
        with Archive(tmp_path) as archive:
            archive.append(page())
            archive.append(page(b"another"))
    assert len(list(tmp_path.iterdir())) == 2


def test_a_run_without_pages_leaves_no_file(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive"):
        pass
    assert not (tmp_path / "archive").exists()


def test_an_archive_is_a_warc_file_that_can_be_taken_in(tmp_path: Path) -> None:
    written = [page(), page("мәтін".encode(), url="file:a.txt?at=1")]
    with Archive(tmp_path) as archive:
        for one in written:
            archive.append(one)
    (file,) = tmp_path.iterdir()
    assert list(read_warc(file, "files", 10**6)) == written


FOREIGN = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/a\r\n"
    b"WARC-Date: 2020-01-02T03:04:05Z\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
)


def foreign(http: bytes) -> bytes:
    return FOREIGN % (len(http), http)


def test_pages_of_other_programs_are_decoded(tmp_path: Path) -> None:
    packed = gzip.compress("Сайлау".encode())
    (tmp_path / "a.warc").write_bytes(
        foreign(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + packed)
        + foreign(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nnothing here")
    )
    (read,) = read_warc(tmp_path / "a.warc", "files", 10**6)
    assert (read.url, read.source, read.body.decode()) == ("http://example.org/a", "files", "Сайлау")
    assert read.content_type == "text/html"
    assert read.fetched == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_a_body_packed_without_end_is_unpacked_only_so_far(tmp_path: Path) -> None:
    packed = BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as file:
        for _ in range(200):
            file.write(bytes(1_000_000))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    (tmp_path / "a.warc").write_bytes(foreign(head + packed.getvalue()) + foreign(b"HTTP/1.1 200 OK\r\n\r\nthe next"))
    tracemalloc.start()
    bomb, following = read_warc(tmp_path / "a.warc", "files", 1000)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(bomb.body), following.body) == (1001, b"the next")
    assert most < 100_000_000


@pytest.mark.parametrize("garbage", [b"not a WARC file", b"\x1f\x8b garbage"])
def test_what_is_no_warc_file_is_an_input_error(tmp_path: Path, garbage: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(garbage)
    with pytest.raises(InputError, match=r"a\.warc\.gz"):
        list(read_warc(tmp_path / "a.warc.gz", "files", 10**6))


def test_a_cut_file_gives_what_it_holds_and_then_an_error(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.append(page())
        last = archive.append(page(Random(0).randbytes(9000)))
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[: last.offset + last.length // 2])
    reading = read_warc(file, "files", 10**6)
    assert next(reading) == page()
    with pytest.raises(InputError):
        list(reading)


def test_damage_is_noticed(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        location = archive.append(page(b"one"))
    file = tmp_path / location.file
    inside = gzip.decompress(file.read_bytes()[location.offset :])
    changed = gzip.compress(inside.replace(b"\r\n\r\none", b"\r\n\r\ntwo"))
    file.write_bytes(file.read_bytes()[: location.offset] + changed)
    with pytest.raises(StoreError, match="digest"):
        archive.read(Location(location.file, location.offset, len(changed)))


@pytest.mark.parametrize("location", [Location("gone.warc.gz", 0, 10), Location("gone.warc.gz", 5, 0)])
def test_a_missing_file_is_a_store_error(tmp_path: Path, location: Location) -> None:
    with pytest.raises(StoreError, match=r"gone\.warc\.gz"):
        Archive(tmp_path).read(location)

"""Files and folders as pages: what is taken in, left alone or wrong, and that the batch goes on."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.records import Page
from indexer.extract.files import Skipped, address, read
from indexer.extract.jsonl import extract


def outcome(path: Path) -> tuple[list[Page], list[Skipped]]:
    found = list(read(path))
    return [one for one in found if isinstance(one, Page)], [one for one in found if isinstance(one, Skipped)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.txt", "text/plain"), ("A.TXT", "text/plain"), ("a.html", "text/html"), ("a.htm", "text/html")],
)
def test_a_file_is_a_page(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes("мәтін".encode())
    (page,) = read(tmp_path / name, "some-source")
    assert isinstance(page, Page)
    assert (page.body, page.content_type, page.source, page.status) == (
        "мәтін".encode(),
        kind,
        "some-source",
        200,
    )


def test_a_folder_is_read_in_order_and_in_depth(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.txt", "b/z.html", "b/image.png", ".hidden.txt", "README"):
        (tmp_path / name).write_text("text")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    pages, skipped = outcome(tmp_path)
    assert [page.url.partition("?")[0].rpartition("/")[2] for page in pages] == ["a.txt", "z.html", "c.txt"]
    assert [Path(one.path).name for one in skipped] == ["README", "image.png"]
    assert all(one.other_kind for one in skipped)


def test_the_address_does_not_depend_on_how_the_path_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "қала").mkdir()
    file = tmp_path / "қала" / "a б.txt"
    file.write_text("text")
    monkeypatch.chdir(tmp_path / "қала")
    written = [file, Path("a б.txt"), Path("../қала/a б.txt"), tmp_path / "қала" / ".." / "қала" / "a б.txt"]
    assert len({address(path) for path in written}) == 1
    assert str(tmp_path) not in address(file)


def test_files_of_one_name_in_folders_of_one_name_have_their_own_addresses(tmp_path: Path) -> None:
    for folder in ("2021", "2022"):
        (tmp_path / folder / "news").mkdir(parents=True)
        (tmp_path / folder / "news" / "a.txt").write_text("text")
    pages, _ = outcome(tmp_path)
    assert len({page.url for page in pages}) == 2


# JSON lines


def test_each_line_is_a_page_at_its_own_address(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    lines = [
        {"id": "one", "text": "Бір."},
        {"text": "Екі."},
        {"id": 3, "text": "Үш.", "url": "https://example.org/3"},
        {"id": "4", "text": "Төрт.", "url": "/relative"},
    ]
    file.write_text("\n\n".join(json.dumps(one) for one in lines), encoding="utf-8")
    pages, skipped = outcome(file)
    base = address(file)
    assert [page.url for page in pages] == [f"{base}#one", f"{base}#3", "https://example.org/3", f"{base}#4"]
    assert [json.loads(page.body) for page in pages] == lines
    assert not skipped


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ('{"text": ', "not a line of JSON"),
        ("[1, 2]", "no text"),
        ('{"text": "  "}', "no text"),
        ('{"text": 5}', "no text"),
        ("[" * 100_000, "not a line of JSON"),
    ],
)
def test_a_bad_line_is_told_and_the_next_is_read(tmp_path: Path, bad: str, why: str) -> None:
    (tmp_path / "a.jsonl").write_text(f'{bad}\n{{"text": "good"}}\n', encoding="utf-8")
    pages, (skipped,) = outcome(tmp_path / "a.jsonl")
    assert len(pages) == 1
    assert "a.jsonl, line 1" in skipped.reason
    assert why in skipped.reason
    assert not skipped.other_kind


# WARC files


def test_pages_of_an_archive_are_read_and_other_things_left_alone(tmp_path: Path) -> None:
    made = [
        Page.of(f"https://example.org/{kind}", "s", b"body", fetched=datetime.now(UTC), content_type=kind)
        for kind in ("text/html; charset=utf-8", "image/png")
    ]
    with Archive(tmp_path) as archive:
        for page in made:
            archive.append(page)
    pages, (skipped,) = outcome(tmp_path)
    assert pages == made[:1]
    assert skipped.other_kind


# what is wrong


def write_empty(folder: Path) -> Path:
    (folder / "empty.txt").write_bytes(b" \n")
    return folder / "empty.txt"


def write_huge(folder: Path) -> Path:
    with (folder / "huge.html").open("wb") as file:
        file.truncate(50_000_000)
    return folder / "huge.html"


def write_huge_line(folder: Path) -> Path:
    (folder / "huge.jsonl").write_bytes(b'{"text": "' + b"a" * 50_000_000 + b'"}\n')
    return folder / "huge.jsonl"


def write_no_lines(folder: Path) -> Path:
    (folder / "none.jsonl").write_bytes(b"\n\n")
    return folder / "none.jsonl"


def write_no_archive(folder: Path) -> Path:
    (folder / "no.warc.gz").write_bytes(b"no archive")
    return folder / "no.warc.gz"


def name_nothing(folder: Path) -> Path:
    return folder / "missing.txt"


@pytest.mark.parametrize(
    "make", [write_empty, write_huge, write_huge_line, write_no_lines, write_no_archive, name_nothing]
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, make: object) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    pages, (skipped,) = outcome(path)
    assert not pages
    assert path.name in skipped.reason
    assert "\n" not in skipped.reason
    assert not skipped.other_kind


def test_the_batch_goes_on(tmp_path: Path) -> None:
    for make in (write_empty, write_huge, write_no_lines, write_no_archive):
        make(tmp_path)
    (tmp_path / "good.txt").write_text("text")
    pages, skipped = outcome(tmp_path)
    assert len(pages) == 1
    assert len(skipped) == 4


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["closed", "closed.txt"])
def test_what_may_not_be_read_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("text") if path.suffix else path.mkdir()
    path.chmod(0)
    try:
        _, (skipped,) = outcome(tmp_path)
    finally:
        path.chmod(0o700)
    assert "check its rights" in skipped.reason


def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    _, (skipped,) = outcome(tmp_path)
    assert skipped.other_kind


def test_a_file_that_disappears_while_reading_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "b.txt").write_text("text")
    reading = read(tmp_path)
    assert isinstance(next(reading), Page)
    (tmp_path / "b.txt").unlink()
    (skipped,) = reading
    assert isinstance(skipped, Skipped)


def test_an_address_that_is_none_gives_way_to_that_of_the_line(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"url": "http://[no", "id": "x", "text": "t"}\n{"url": ["http://a"], "text": "t"}\n')
    pages, skipped = outcome(file)
    assert [page.url for page in pages] == [f"{address(file)}#x", f"{address(file)}#2"]
    assert not skipped


def test_half_a_letter_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(r'{"id": "\ud83d", "text": "Cut \ud83d here, whole \ud83d\ude00 there"}')
    pages, _ = outcome(file)
    assert pages[0].url == f"{address(file)}#%EF%BF%BD"
    (article,) = extract(pages[0])
    assert article.paragraphs == ("Cut \ufffd here, whole 😀 there",)


def test_a_record_without_its_time_is_told(tmp_path: Path) -> None:
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>text"
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.org/\r\n"
    kind = "Content-Type: application/http; msgtype=response\r\n"
    file = tmp_path / "a.warc"
    file.write_text(f"{head}{kind}Content-Length: {len(http)}\r\n\r\n{http}\r\n\r\n", newline="")
    pages, skipped = outcome(file)
    assert (pages, len(skipped)) == ([], 1)
    assert "not a readable WARC file" in skipped[0].reason

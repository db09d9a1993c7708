"""The archive: every page as it was fetched, in WARC 1.1 files, one gzipped file a run.

Each record is a gzip member of its own, so that a page is read back from file and offset alone. Fetched pages
are `response` records, pages taken from local files `resource` records. Bodies are kept decoded, so the HTTP
headers leave out what spoke of the encoding on the wire; the page's own fields stand whole, as JSON, in a
`Minber-Page` header.
"""

from __future__ import annotations

import base64
import hashlib
import io
import itertools
import json
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO, Self
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.errors import InputError, StoreError
from corpus.records import Page

WIRE_HEADERS = ("content-encoding", "transfer-encoding", "content-length")
PAGE = "Minber-Page"
PIECE = 1 << 20  # bytes of a body that are unpacked at once
RESERVED = "%:/?#[]@!$&'()*+,;=~"  # what an address may hold besides letters and digits
UNREADABLE = (OSError, EOFError, TypeError, ValueError, zlib.error, ArchiveLoadFailed)


@dataclass(frozen=True, slots=True)
class Location:
    """Where a page lies in the archive: file name, offset and length in bytes."""

    file: str
    offset: int
    length: int


class Archive:
    """A folder of WARC files; the file of this run is made at the first page appended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: BinaryIO | None = None
        self._name = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def append(self, page: Page) -> Location:
        """Writes a page to the file of this run, through to the disk's cache."""
        try:
            file = self._file or self._begin()
            offset = file.tell()
            writer = WARCWriter(file, gzip=True, warc_version="1.1")
            writer.write_record(_record(writer, page))
            file.flush()
            return Location(self._name, offset, file.tell() - offset)
        except OSError as error:
            raise StoreError(
                f"archive {self.folder}: cannot be written ({error.strerror}); free or allow it"
            ) from error

    def read(self, location: Location) -> Page:
        """The page at a location, checked against its digest."""
        where = f"archive file {location.file}, offset {location.offset}"
        try:
            with (self.folder / location.file).open("rb") as file:
                file.seek(location.offset)
                member = io.BytesIO(file.read(location.length))
            for record in ArchiveIterator(member):
                page = _page(record)
                if record.rec_headers.get_header("WARC-Payload-Digest") != _digest(page.body):
                    raise StoreError(f"{where}: the page does not match its digest; restore the file from a copy")
                return page
        except UNREADABLE as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            raise StoreError(f"{where}: no page can be read ({reason}); restore the file from a copy") from error
        raise StoreError(f"{where}: there is no page; restore the file from a copy")

    def close(self) -> None:
        """Ends the file of this run."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self) -> BinaryIO:
        self.folder.mkdir(parents=True, exist_ok=True)
        started = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        for run in itertools.count(1):
            name = f"minber-{started}-{run:02}.warc.gz"
            try:
                file = (self.folder / name).open("xb")
            except FileExistsError:
                continue
            break
        self._file, self._name = file, name
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        writer.write_record(
            writer.create_warcinfo_record(name, {"software": "minber", "format": "WARC File Format 1.1"})
        )
        return file


def read_warc(path: Path, source: str, most: int) -> Iterator[Page]:
    """The pages of any WARC file, decoded (no errors, no redirects); `source` where a record names none.

    Of a body with more than `most` bytes only so many come that this can be seen: it may be packed without end.
    """
    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file):
                if record.rec_type in ("response", "resource") and _is_page(record):
                    yield _page(record, source, most)
        except UNREADABLE as error:
            reason = ascii(str(error)[:100])  # it may quote the bytes it stumbled on
            raise InputError(f"{path}: not a readable WARC file ({reason}); fetch it again") from error


def _is_page(record: Any) -> bool:
    http = record.http_headers
    wanted = record.rec_headers.get_header("WARC-Target-URI") is not None
    return wanted and (http is None or http.get_statuscode() == str(HTTPStatus.OK.value))


def _record(writer: WARCWriter, page: Page) -> Any:
    about = {
        "WARC-Date": page.fetched.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "WARC-Payload-Digest": _digest(page.body),
        PAGE: json.dumps([page.url, page.source, page.content_type, dict(page.headers)]),
    }
    kind, http = "resource", None
    if page.url.startswith(("http://", "https://")):
        kind = "response"
        http = StatusAndHeaders(str(page.status), list(_lasting(page.headers)), protocol="HTTP/1.1")
    return writer.create_warc_record(
        quote(page.url, safe=RESERVED),
        kind,
        payload=io.BytesIO(page.body),
        length=len(page.body),  # without it warcio goes through a temporary file
        http_headers=http,
        warc_headers_dict=about,
    )


def _page(record: Any, source: str = "", most: int = sys.maxsize - 1) -> Page:
    about, http = record.rec_headers, record.http_headers
    body = _body(record, most + 1)
    status = int(http.get_statuscode()) if http else HTTPStatus.OK.value
    fetched = datetime.fromisoformat(about.get_header("WARC-Date"))
    if ours := about.get_header(PAGE):
        url, source, content_type, headers = json.loads(ours)
    else:
        url, headers = about.get_header("WARC-Target-URI"), dict(http.headers) if http else {}
        content_type = (http or about).get_header("Content-Type") or ""
    return Page.of(url, source, body, fetched=fetched, content_type=content_type, status=status, headers=headers)


def _body(record: Any, most: int) -> bytes:
    """The decoded bytes of a record, up to so many."""
    stream, pieces, room = record.content_stream(), [], most
    while room and (piece := stream.read(min(room, PIECE))):
        pieces.append(piece)
        room -= len(piece)
    if room and getattr(record.raw_stream, "limit", 0):
        raise ValueError("the record is cut off")
    return b"".join(pieces)


def _lasting(headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Headers as other readers of the file may have them: a plain line, and true of the body as it is kept."""
    for name, value in headers.items():
        if name.lower() not in WIRE_HEADERS:
            yield name, " ".join(value.split()).encode("ascii", "backslashreplace").decode()


def _digest(body: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(body).digest()).decode()

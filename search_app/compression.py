"""gzip for what is text, in memory for pages and on the fly for what is written while it is read."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator

from flask import Flask, Response, request

LEVEL = 4  # 6 takes twice the time for three percent
SMALLEST = 600  # bytes; below, a packet is a packet
GZIP = 16 + zlib.MAX_WBITS
KINDS = ("text/", "application/json", "application/problem+json", "application/xml", "application/atom+xml")
OTHERS = ("image/svg+xml", "application/x-ndjson", "application/x-bibtex", "application/ld+json")


def register(app: Flask) -> None:
    """Makes the app compress; to be registered before what looks at bodies, since it runs after."""
    app.after_request(compressed)


def compressed(response: Response) -> Response:
    """The response, smaller, for readers that take it so."""
    if not (response.mimetype or "").startswith((*KINDS, *OTHERS)):
        return response
    response.vary.add("Accept-Encoding")
    taken = request.accept_encodings["gzip"] > 0
    if not taken or response.status_code != 200 or "Content-Encoding" in response.headers:
        return response
    if response.is_streamed and not response.direct_passthrough:
        response.response = packed(response.iter_encoded())
        response.headers.pop("Content-Length", None)
    else:
        response.direct_passthrough = False
        if len(body := response.get_data()) < SMALLEST:
            return response
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    mark, _ = response.get_etag()
    if mark:
        response.set_etag(mark, weak=True)  # the same text in other bytes
    return response


def packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A stream compressed piece by piece; each portion can be read as soon as it is sent."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    for piece in pieces:
        if small := packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH):
            yield small
    yield packer.flush()

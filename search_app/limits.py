"""Limits with plain messages: requests a minute of one address, the length of a question, the depth of paging.

Each address has a bucket of tokens that fills evenly; a page costs one, a whole answer as a file ten, a long question
more. Requests from the machine itself are not counted: behind a proxy, set `proxies`, so that the reader's own address
is seen. Words with signs for other letters (`*`, `?`, `~`) are looked up in the whole vocabulary: only so many are.
"""

from __future__ import annotations

import ipaddress
import math
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from flask import Flask, Response, g, make_response, render_template, request
from werkzeug.exceptions import BadRequest, TooManyRequests

from search_app import failures
from search_app.request import LONGEST_TEXT

ADDRESSES = 20_000  # remembered at once; the one unseen for longest is forgotten first
FREE = frozenset({"static", "watch.health", "watch.metrics"})
MOST_OPEN = 12  # words with signs for other letters in one question
OPEN = re.compile(r"\S*[*~]\S*|\S*\w\?\w\S*")
WORDS_A_TOKEN = 8
COST = {"api.suggest": 0.2, "site.suggest": 0.2, "files.answer": 10.0, "files.person": 10.0, "site.sitemap_part": 10.0}


class Buckets:
    """Tokens by address: `rate` a minute, and no more than a minute's at once."""

    def __init__(self, rate: int, now: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self._now = now
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()  # address → tokens, when counted

    def wait(self, address: str, cost: float = 1.0) -> int:
        """Takes tokens; 0 if they were there, else in how many seconds they will be."""
        cost = min(cost, float(self.rate))
        with self._lock:
            at = self._now()
            tokens, since = self._held.pop(address, (float(self.rate), at))
            tokens = min(float(self.rate), tokens + (at - since) * self.rate / 60)
            enough = tokens >= cost
            self._held[address] = (tokens - cost if enough else tokens, at)
            while len(self._held) > ADDRESSES:
                self._held.popitem(last=False)
        return 0 if enough else math.ceil((cost - tokens) * 60 / self.rate)

    def __len__(self) -> int:
        return len(self._held)


def register(app: Flask, rate: int) -> None:
    """Makes the app keep to the limits; no rate, no limit of requests."""
    if rate:
        buckets = Buckets(rate)
        app.before_request(lambda: limited(buckets))
    app.before_request(too_open)
    app.context_processor(lambda: {"cut": LONGEST_TEXT if shortened() else 0})


def limited(buckets: Buckets) -> Response | None:
    """429 for an address that asks too much, with the seconds after which it may ask again."""
    address = counted_as(request.remote_addr or "")
    if request.endpoint in FREE or not address:
        return None
    words = len(question().split())
    seconds = buckets.wait(address, COST.get(request.endpoint or "", 1.0) + words // WORDS_A_TOKEN)
    if not seconds:
        return None
    g.tag = None
    response = make_response(_told(seconds), 429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def too_open() -> Response | None:
    """400 for a question with too many words that may stand for any other."""
    number = len(OPEN.findall(question()))
    if number <= MOST_OPEN:
        return None
    if failures.wants_data(request.path):
        detail = f"the question has {number} words with * ? or ~; at most {MOST_OPEN} are looked up, leave some out"
        return failures.problem(BadRequest(detail))
    return make_response(render_template("limited.html", open=number, most=MOST_OPEN), 400)


def question() -> str:
    """What the current request asks, as far as it is read."""
    return " ".join(request.args.get("q", "").split())[:LONGEST_TEXT]


def _told(seconds: int) -> Response | str:
    if failures.wants_data(request.path):
        detail = f"more than the allowed number of requests a minute; come again in {seconds} s"
        return failures.problem(TooManyRequests(detail))
    return render_template("limited.html", seconds=seconds)


def counted_as(address: str) -> str:
    """What an address is counted under: itself, its /64 of version 6, nothing for the machine itself."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.is_loopback:
        return ""
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((int(known) >> 64 << 64, 64)))
    return str(known)


def shortened() -> bool:
    """Whether the question of the current request is longer than what is read of it."""
    return len(" ".join(request.args.get("q", "").split())) > LONGEST_TEXT

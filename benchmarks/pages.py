"""How long a whole page of results takes over HTTP, beside what the engine needs for it.

    python benchmarks/pages.py [--documents 100000] [--questions 120] [--rounds 3] [--home FOLDER]

The library holds generated renditions (held.py); a folder given by `--home` is filled once and used again. Every
question is asked once in a round, each in a server that was just started and warmed as `minber serve` does; the page
has ten cards with marked words, all facets and the totals of the other tabs. `searches` is the time within those of
both indexes, `above` what the page takes besides: expanding the question, the store, marks, templates, HTTP; and
`above engine` what remains of that without all else that the indexes are asked for it: what alternatives would find,
and where words stand. These are milliseconds of the processor, so that neither other work on the machine nor the
asking counts; `page` is by the clock. Figures are medians over rounds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import waitress
from flask import Flask
from generated import Asked, questions
from held import fill

from indexer.engines.whoosh import WhooshEngine
from indexer.library import Library
from indexer.settings import Settings
from search_app import create_app
from search_app.serving import THREADS, warm

WARM_UP = 12  # questions of others before the clock runs
FULL = 'class="hit'  # of a card
ASKED = ("search", "finds", "bounds", "gains", "positions")  # of an engine, for a page


class Taken(NamedTuple):
    """What a page took in milliseconds: by the clock, of the processor, of that in searches, and in all that an engine
    is asked; its cards, and its characters."""

    page: float
    busy: float
    searches: float
    engine: float
    cards: int
    size: int


class Clock:
    """Adds up the milliseconds that calls of engines take, by their names."""

    def __init__(self, *engines: WhooshEngine) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        for engine in engines:
            for name in ASKED:
                setattr(engine, name, self._watched(name, getattr(engine, name)))

    def _watched(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def watched(*given: object) -> object:
            started = time.thread_time()
            try:
                return call(*given)
            finally:
                self.spent[name] += (time.thread_time() - started) * 1000

        return watched


def address(asked: Asked) -> str:
    """The address of the page that answers a question."""
    if asked.kind == "phrase":
        text = f'"{" ".join(asked.words)}"'
    else:
        text = (" OR " if asked.kind == "any of three" else " ").join(asked.words)
    since = {"from": asked.since.isoformat()} if asked.since else {}
    return f"/en/search?{urlencode({'q': text, **since})}"


def serve(app: Flask) -> int:
    """Serves on a port of this machine, until the process ends; the port."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=THREADS)
    threading.Thread(target=server.run, daemon=True).start()
    return int(server.effective_port)


def asked_all(home: Path, count: int) -> dict[str, Any]:
    """Of every question the milliseconds of its page and of the engine; the cards; the most megabytes held."""
    library = Library.open(Settings(home=home, rate=0), create=False)
    clock = Clock(library.releases, library.said)
    app = create_app(library)
    warm(app)
    connection = http.client.HTTPConnection("127.0.0.1", serve(app))
    for one in questions(WARM_UP, seed=5):
        page(connection, address(one))
    told = [timed(connection, address(one), clock) for one in questions(count)]
    return {"pages": told, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def timed(connection: http.client.HTTPConnection, path: str, clock: Clock) -> Taken:
    """What a page takes."""
    clock.spent.clear()
    started, spent = time.perf_counter(), serving()
    text = page(connection, path)
    took, busy = time.perf_counter() - started, serving() - spent
    searches, engine = clock.spent["search"], sum(clock.spent.values())
    return Taken(took * 1000, busy * 1000, searches, engine, text.count(FULL), len(text))


def serving() -> float:
    """Seconds that the processor gave to all threads but this one, which asks."""
    return time.process_time() - time.thread_time()


def page(connection: http.client.HTTPConnection, path: str) -> str:
    """The page at an address."""
    connection.request("GET", path)
    response = connection.getresponse()
    text = response.read().decode()
    if response.status != 200:
        raise SystemExit(f"{path}: status {response.status}")
    return text


def print_table(rounds: Sequence[dict[str, Any]], count: int) -> None:
    """A line a class: the page, its searches, what it takes besides these, and besides all that the engines do."""
    kinds = [one.kind for one in questions(count)]
    middle = [
        Taken(*(statistics.median(values) for values in zip(*same, strict=True)))
        for same in zip(*(one["pages"] for one in rounds), strict=True)
    ]
    headings = ("page", "searches", "above", "above engine")
    print(f"{'ms, p50 / p95':14}" + "".join(f"{name:>17}" for name in headings) + f"{'cards':>8}{'kB':>6}")
    for kind in (*dict.fromkeys(kinds), "all"):
        chosen = [taken for taken, own in zip(middle, kinds, strict=True) if kind in (own, "all")]
        columns = [
            [one.page for one in chosen],
            [one.searches for one in chosen],
            [one.busy - one.searches for one in chosen],
            [one.busy - one.engine for one in chosen],
        ]
        cells = "".join(f"{f'{half(values):.1f} / {most(values):.1f}':>17}" for values in columns)
        cards, size = statistics.mean(one.cards for one in chosen), statistics.mean(one.size for one in chosen)
        print(f"{kind:14}{cells}{cards:8.1f}{size / 1000:6.0f}")
    print(f"serving process: {max(one['memory'] for one in rounds)} MB")


def half(values: Sequence[float]) -> float:
    """The value that half do not exceed."""
    return sorted(values)[len(values) // 2]


def most(values: Sequence[float]) -> float:
    """The value that 95 percent do not exceed."""
    return sorted(values)[min(int(len(values) * 0.95), len(values) - 1)]


def main() -> None:
    """Fills a library if there is none, asks, prints."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=100_000)
    options.add_argument("--questions", type=int, default=120)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--home", type=Path, help="where the library lies; without, in a temporary folder")
    options.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.once:
        print(json.dumps(asked_all(chosen.home, chosen.questions)))
        return
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder)
        if not (home / "index").exists():
            fill(home, chosen.documents)
        command = [sys.executable, __file__, "--once", "--home", str(home), "--questions", str(chosen.questions)]
        rounds = []
        for _ in range(chosen.rounds):
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            rounds.append(json.loads(done.stdout.splitlines()[-1]))
        print_table(rounds, chosen.questions)


if __name__ == "__main__":
    main()

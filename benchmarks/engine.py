"""How fast the engine answers and builds, beside tantivy, SQLite FTS5 and Whoosh as it comes, on a generated corpus.

    python benchmarks/engine.py [--documents 10000] [--queries 120] [--rounds 3] [--seconds 5] [--endure 100000]

An answer is the ten best, the exact total and the counts of five facets; all engines must agree on every total
and every count. Each engine builds and answers in a process of its own, one after another in every round; times
are medians over rounds. `first` is a question that the engine has not met since it was opened, `again` the same a
second time. Answers are timed in milliseconds of the processor: every engine answers in the thread that asks, and
other work on the machine does not count. Building counts what the engine does, not the making of texts and terms: in
seconds of the processor over all documents, and by the clock over the first of them, all made before it runs, since
tantivy's thread would go on during their making.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from crowd import crowd
from generated import Asked, endless, questions, texts
from peers import PEERS, Ask, Figures, Peer, minber_open, stated
from tqdm import tqdm

T = TypeVar("T")
WARM_UP = 24  # questions of others before the clock runs
MADE_BEFORE = 20_000  # documents that memory has room for
KINDS = ("rare word", "common word", "two words", "any of three", "phrase", "word since")


class Untimed:
    """Passes things on and adds up how long the processor took to make them."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def over(self, things: Iterable[T]) -> Iterator[T]:
        """The things, one by one."""
        source = iter(things)
        while True:
            started = time.thread_time()
            thing = next(source, None)
            self.seconds += time.thread_time() - started
            if thing is None:
                return
            yield thing


def build(peer: Peer, folder: Path, count: int) -> dict[str, Any]:
    """Builds an index; by the processor how many documents a second the engine itself takes."""
    making = Untimed()
    bar = tqdm(texts(count), total=count, unit=" documents", desc=peer.name, disable=None)
    started = time.process_time()
    peer.build(folder, making.over(map(peer.ready, bar)))
    took = time.process_time() - started - making.seconds
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"busy rate": count / took, "size": size / 1e6, "memory": memory()}


def build_made(peer: Peer, folder: Path, count: int) -> dict[str, float]:
    """Builds an index of so many documents that were made before; by the clock how many a second."""
    made = list(map(peer.ready, texts(count)))
    started = time.perf_counter()
    peer.build(folder, made)
    return {"rate": count / (time.perf_counter() - started)}


def answer(name: str, folder: Path, asked: Sequence[Asked]) -> dict[str, Any]:
    """Opens an index and asks it all questions twice."""
    started = time.perf_counter()
    ask = minber_open(folder, group=True) if name == "releases" else PEERS[name].open(folder)
    opening = (time.perf_counter() - started) * 1000
    for one in questions(WARM_UP, seed=5):
        ask(one)
    first, answers = zip(*(clocked(ask, one) for one in asked), strict=True)
    again = [clocked(ask, one)[0] for one in asked] if name == "minber" else []
    digests = [hashlib.sha256(json.dumps(stated(f), sort_keys=True).encode()).hexdigest()[:12] for f in answers]
    return {"first": first, "again": again, "opening": opening, "memory": memory(), "digests": digests}


def clocked(ask: Ask, one: Asked) -> tuple[float, Figures]:
    """Milliseconds of processor time that an answer takes, and the answer."""
    started = time.thread_time()
    figures = ask(one)
    return (time.thread_time() - started) * 1000, figures


def endure(folder: Path, count: int) -> dict[str, int]:
    """Asks so many different questions, none of which is held on to; megabytes held before them, after a tenth, a half
    and all of them."""
    ask = minber_open(folder)
    held = {0: held_now()}
    for number, one in enumerate(itertools.islice(endless(9), count), 1):
        ask(one)
        if number in (count // 10, count // 2, count):
            held[number] = held_now()
    return {str(number): megabytes for number, megabytes in held.items()}


def held_now() -> int:
    """The megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6)


def memory() -> int:
    """The most megabytes that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def apart(*step: object) -> dict[str, Any]:
    """A step in a process of its own."""
    command = [sys.executable, "-W", "ignore", __file__, "--step", *map(str, step)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def medians(rounds: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Of every question and figure the median over rounds."""
    return {
        "first": [statistics.median(times) for times in zip(*(one["first"] for one in rounds), strict=True)],
        "again": [statistics.median(times) for times in zip(*(one["again"] for one in rounds), strict=True)],
        "opening": statistics.median(one["opening"] for one in rounds),
        "memory": max(one["memory"] for one in rounds),
        "digests": rounds[0]["digests"],
    }


def present(count: int) -> list[str]:
    """The engines that take part; of the others, why not."""
    names = []
    for peer in PEERS.values():
        if not peer.installed:
            print(f"{peer.name} is left out: not installed (pip install {peer.package})")
        elif count > peer.most:
            print(f"{peer.name} is left out: too slow for more than {peer.most:,} documents")
        else:
            names.append(peer.name)
    return names


def compared(chosen: argparse.Namespace, folder: Path) -> None:
    """Builds all, asks all, checks that they agree, prints."""
    asked = questions(chosen.queries)
    names = present(chosen.documents)
    built = {name: built_by(name, folder, chosen.documents) for name in names}
    rounds: dict[str, list[dict[str, Any]]] = {name: [] for name in (*names, "releases")}
    for _ in range(chosen.rounds):
        for name, held in rounds.items():
            place = folder / ("minber" if name == "releases" else name)
            held.append(apart("answer", name, place, chosen.queries))
    told = {name: medians(held) for name, held in rounds.items()}
    for name in names:
        wrong = [a for a, m, t in zip(asked, told["minber"]["digests"], told[name]["digests"], strict=True) if m != t]
        assert not wrong, f"{name} and minber differ: {wrong}"
    print(f"\n{chosen.documents:,} documents, {len(asked)} questions, medians of {chosen.rounds} rounds; ", end="")
    print(f"all totals and facets of {', '.join(names)} are equal\n")
    print_answers(told, asked)
    print_building(built, told)
    busy = apart("crowd", "minber", folder / "minber", chosen.seconds)
    told_busy = "{rate:.0f} answers a second, {wrong} of {asked} wrong, {commits} commits meanwhile"
    print("\n8 threads beside a running build: " + told_busy.format(**busy))
    if chosen.endure:
        over_time = apart("endure", "minber", folder / "minber", chosen.endure)
        told_held = ", ".join(f"{megabytes} MB after {int(number):,}" for number, megabytes in over_time.items())
        print(f"memory over different questions: {told_held}")


def built_by(name: str, folder: Path, count: int) -> dict[str, Any]:
    """The figures of building all documents, in a folder by the engine's name, and the first of them aside."""
    (folder / name).mkdir()
    with tempfile.TemporaryDirectory() as aside:
        by_the_clock = apart("build made", name, aside, min(count, MADE_BEFORE))
    return by_the_clock | apart("build", name, folder / name, count)


def print_answers(told: Mapping[str, Mapping[str, Any]], asked: Sequence[Asked]) -> None:
    """A line a class: p50 and p95 of every engine, and ours over tantivy's."""
    columns = {"minber first": told["minber"]["first"], "again": told["minber"]["again"]}
    columns |= {"by release": told["releases"]["first"]}
    columns |= {name: held["first"] for name, held in told.items() if name not in ("minber", "releases")}
    print(f"{'ms, p50 / p95':14}" + "".join(f"{name:>17}" for name in columns), end="")
    print(f"{'first / tantivy':>17}{'again / tantivy':>17}" if "tantivy" in told else "")
    for kind in (*KINDS, "all"):
        chosen = [place for place, one in enumerate(asked) if kind in (one.kind, "all")]
        cells = {name: percentiles([times[place] for place in chosen]) for name, times in columns.items()}
        line = "".join(f"{f'{low:.2f} / {high:.2f}':>17}" for low, high in cells.values())
        if "tantivy" in cells:
            ratios = [[o / t for o, t in zip(cells[n], cells["tantivy"], strict=True)] for n in list(cells)[:2]]
            line += "".join(f"{f'{low:.2f} / {high:.2f}':>17}" for low, high in ratios)
        print(f"{kind:14}{line}")


def percentiles(values: Sequence[float]) -> tuple[float, float]:
    """The values that half and 95 percent do not exceed."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2], ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]


def print_building(built: Mapping[str, Mapping[str, Any]], told: Mapping[str, Mapping[str, Any]]) -> None:
    """A line an engine: building, size, opening, memory."""
    print(f"\n{'':14}{'built, docs/s':>15}{'docs/CPU-s':>12}{'peak MB':>9}{'index MB':>10}", end="")
    print(f"{'opening ms':>12}{'serving MB':>12}")
    for name, figures in built.items():
        held = told[name]
        print(f"{name:14}{figures['rate']:15.0f}{figures['busy rate']:12.0f}", end="")
        print(f"{figures['memory']:9}{figures['size']:10.0f}", end="")
        print(f"{held['opening']:12.0f}{held['memory']:12}")


def step(kind: str, name: str, folder: Path, number: int) -> dict[str, Any]:
    """What a process of its own does."""
    if kind == "build":
        return build(PEERS[name], folder, number)
    if kind == "build made":
        return build_made(PEERS[name], folder, number)
    if kind == "answer":
        return answer(name, folder, questions(number))
    return endure(folder, number) if kind == "endure" else crowd(folder, number)


def main() -> None:
    """Reads the options, and runs in a folder of its own."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--queries", type=int, default=120)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=int, default=5, help="how long threads ask beside a running build")
    options.add_argument("--endure", type=int, default=0, help="questions to watch the memory over, say 100000")
    options.add_argument("--step", nargs=4, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    warnings.simplefilter("ignore")
    if chosen.step:
        kind, name, folder, number = chosen.step
        print(json.dumps(step(kind, name, Path(folder), int(number))))
        return
    with tempfile.TemporaryDirectory() as folder:
        compared(chosen, Path(folder))


if __name__ == "__main__":
    main()

"""From stored pages to an index: documents a second, processor time a document, and memory, stage by stage.

    python benchmarks/endtoend.py [--documents 929] [--processes 2]

The documents are the press texts of the reference data where they are there, else the invented releases; when more are
wanted they are repeated with other figures and days, so that they are no copies of each other. Each stage is a command
in a process of its own: `add` takes files into archive and store, understood and joined; `index` builds the index of
the store; `rebuild` does all of it again from the archive, page to index. Starting up is counted in.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

from corpus.sample_site.releases import releases

PRESS = Path("data/press/press.jsonl")
FIGURE = re.compile(r"\b(?!(?:19|20)\d\d\b)\d{2,}\b")
STAGES = ("add", "index", "rebuild")
TICKS = os.sysconf("SC_CLK_TCK")
BAR = 120  # documents a second, stored page to index


def main() -> None:
    """Makes the documents, runs the stages, prints a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--documents", type=int, default=929)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--stage", choices=STAGES, help=argparse.SUPPRESS)
    asked.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.stage:
        print(json.dumps(measured(options.stage, options.folder, options.processes)))
        return
    with tempfile.TemporaryDirectory() as folder:
        lines = islice(documents(), options.documents)
        Path(folder, "documents.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print("| stage | docs/s | CPU ms a document: parent | workers | peak MB: parent | largest worker |")
        print("|---|---|---|---|---|---|")
        for stage in STAGES:
            print(row(stage, run(stage, Path(folder), options), options.documents), flush=True)
    print(f"\nbar, stored page to index on 2 cores: {BAR} docs/s ({2000 / BAR:.1f} ms of CPU a document)")


def documents() -> Iterator[str]:
    """Lines of JSON without end."""
    shared = Path(os.environ.get("MINBER_SHARED", Path(__file__).parents[2] / "shared"))
    if (shared / PRESS).exists():
        with (shared / PRESS).open(encoding="utf-8") as lines:
            held = [json.loads(line) for line in lines]
    else:
        held = [
            {
                "id": f"{one.id}-{tag}",
                "date": f"{one.published}",
                "title": text.title,
                "text": "\n".join(text.paragraphs),
            }
            for one in releases()
            for tag, text in one.texts.items()
        ]
    for turn in count():
        yield from (json.dumps(other(one, turn) if turn else one, ensure_ascii=False) for one in held)


def other(one: dict[str, Any], turn: int) -> dict[str, Any]:
    """A document as it might have been on another day: each figure is another."""
    changed = {
        name: FIGURE.sub(lambda met: f"{int(met[0]) * (turn + 10) // 10 + turn}", one[name] or "")
        for name in ("title", "text")
    }
    day = one.get("date")
    moved = f"{date.fromisoformat(day[:10]) + timedelta(days=9 * turn)}" if day else day
    kept = {name: one[name] for name in ("lang", "site") if name in one}
    return {**kept, **changed, "id": f"{one['id']}-{turn}", "date": moved}


def run(stage: str, folder: Path, options: argparse.Namespace) -> dict[str, float]:
    """What a stage took, as its process tells."""
    command = [sys.executable, __file__, "--stage", stage, "--folder", str(folder)]
    command += ["--processes", str(options.processes)]
    started = time.perf_counter()
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return {**json.loads(told.splitlines()[-1]), "wall": time.perf_counter() - started}


def row(stage: str, took: dict[str, float], number: int) -> str:
    """A line of the table."""
    parent, workers = (took[name] * 1000 / number for name in ("cpu", "workers"))
    rate = number / took["wall"]
    return f"| {stage} | {rate:.0f} | {parent:.1f} | {workers:.1f} | {took['peak']:.0f} | {took['worker_peak']:.0f} |"


def measured(stage: str, folder: Path, processes: int) -> dict[str, float]:
    """Runs a stage in this process, and tells what it took."""
    watched = Watched()
    from indexer.cli import cli  # here: what a command imports is a part of what it takes

    os.environ |= {"MINBER_HOME": str(folder / "home"), "MINBER_PROCESSES": str(processes)}
    commands = {"add": ["add", str(folder / "documents.jsonl")], "index": ["index"], "rebuild": ["index", "--rebuild"]}
    cli.main(commands[stage], standalone_mode=False)
    return watched.end()


class Watched:
    """Looks at the processes below this one while they work."""

    def __init__(self) -> None:
        self._peak = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> dict[str, float]:
        """Seconds of processor time and megabytes at the peak, of this process and of those below it."""
        self._ended.set()
        self._thread.join()
        below = sum(cpu(pid, ended=True) for pid in children(os.getpid()))
        mine = os.times()
        below += mine.children_user + mine.children_system
        return {"cpu": mine.user + mine.system, "workers": below, "peak": peak(os.getpid()), "worker_peak": self._peak}

    def _watch(self) -> None:
        while not self._ended.wait(0.2):
            below = [pid for server in children(os.getpid()) for pid in (server, *children(server))]
            self._peak = max((self._peak, *map(peak, below)))


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return []


def cpu(pid: int, *, ended: bool) -> float:
    """Seconds of processor time of a process, with those of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15] if ended else fields[11:13])) / TICKS


def peak(pid: int) -> float:
    """Megabytes of memory at the peak, what is shared with other processes included."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    main()

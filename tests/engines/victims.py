"""Processes that are killed, or have no rights: each a fork of one that has everything imported, so that they are
quick to come by. What it is told comes line by line as JSON, and each line is answered by how the process ended.

    python victims.py    {"folder": …, "journal": …, "seed": 5, "step": "merge", "times": 2}

A process works on an index, operation after operation (`operation`), and says in its journal what it begins and what
is done. It ends itself by SIGKILL when it comes for the n-th time to a step: a function by its name, called or
(`"step": "merge done"`) done; or is ended after so many seconds of `wait`.
"""

from __future__ import annotations

import fcntl  # noqa: F401  (nobody may not be let to the place it is in)
import json
import os
import random
import signal
import sys
import time
import warnings
from pathlib import Path
from types import FrameType
from typing import Any, Literal

from slow_way import COLLECTION, document

from corpus.errors import SearchIndexError
from indexer.engines.base import Document
from indexer.engines.whoosh import WhooshEngine, batch, writer

MOST = 80  # operations, of one that is not killed
REBUILDING = 4  # every such operation builds a new generation
NOBODY = 65534

Held = dict[str, Document]


def operation(seed: int, number: int, held: Held) -> tuple[Held, list[Document], list[str]]:
    """What is held after an operation, what it writes, and what it deletes."""
    chance = random.Random(seed * 1000 + number)
    written = [
        document(one, f"flood v{number} w{one % 3}", region=f"KZ-{10 + one % 2}")
        for one in chance.sample(range(1, 20), chance.randrange(1, 9))
    ]
    gone = [id_ for id_ in held if chance.random() < 0.2]
    kept = {id_: one for id_, one in held.items() if id_ not in gone}
    return kept | {one.id: one for one in written}, written, gone


def work(folder: Path, journal: Path, seed: int) -> None:
    """Operation after operation."""
    batch.MOST_DOCUMENTS = 3
    writer.MOST_SEGMENTS = 3
    engine = WhooshEngine(folder, COLLECTION)
    held: Held = {}
    said = os.open(journal, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    for number in range(1, MOST):
        held, written, gone = operation(seed, number, held)
        os.write(said, f"begun {number}\n".encode())
        if number % REBUILDING:
            engine.delete(gone)
            engine.index(written)
            engine.commit()
        else:
            engine.rebuild(held.values())
        os.write(said, f"done {number}\n".encode())


def die_at(step: str, times: int) -> None:
    """Sees to it that this process is killed when it comes to a step for the n-th time."""
    name, _, done = step.partition(" ")
    ours, theirs = ("return", "c_return") if done else ("call", "c_call")
    left = times

    def watch(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal left
        met = frame.f_code.co_qualname if event == ours else argument.__name__ if event == theirs else None
        if met == name:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)


def denied(folder: Path) -> str:
    """What one is told who may read an index but not write it, after being answered."""
    if not os.getuid():
        os.setuid(NOBODY)
    engine = WhooshEngine(folder, COLLECTION)
    count = len(engine.ids())
    try:
        engine.index([document(7, "more")])
    except SearchIndexError as error:
        return f"{count} {error}"
    return "written"


def begin(told: dict[str, Any]) -> None:
    """What a process of its own does."""
    folder = Path(told["folder"])
    if "journal" not in told:
        Path(told["answer"]).write_text(denied(folder))
        return
    if "step" in told:
        die_at(told["step"], told["times"])
    work(folder, Path(told["journal"]), told["seed"])


def main() -> Literal[0]:
    """Forks for every line."""
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        told = json.loads(line)
        process = os.fork()
        if not process:
            begin(told)
            os._exit(0)
        if "wait" in told:
            time.sleep(told["wait"])
            os.kill(process, signal.SIGKILL)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

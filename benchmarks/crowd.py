"""Many threads ask one engine while another process writes to its index; every answer must be the right one."""

from __future__ import annotations

import itertools
import select
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from generated import COLLECTION, FACETS, Asked, document, questions, texts
from peers import Figures, tree

from indexer.engines.base import Document, Query
from indexer.engines.whoosh import WhooshEngine

THREADS = 8
BATCH = 50  # documents of a commit
FIRST = 10_000_000  # the number of the first document that comes while threads ask


def crowd(folder: Path, seconds: int) -> dict[str, Any]:
    """Answers a second, how many were wrong, and how many commits there were meanwhile."""
    engine = WhooshEngine(folder, COLLECTION)
    right = {one: figures(engine, one) for one in questions(60, seed=3)}
    command = [sys.executable, "-W", "ignore", __file__, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writing:
        assert writing.stdout is not None
        writing.stdout.readline()
        answers = asking(engine, right, seconds)
        commits, _ = writing.communicate("stop\n")
    engine.close()
    return {
        "rate": len(answers) / seconds,
        "wrong": answers.count(False),
        "asked": len(answers),
        "commits": int(commits),
    }


def figures(engine: WhooshEngine, one: Asked) -> Figures:
    """What must stay as it is, whatever comes that does not match."""
    results = engine.search(Query(tree(one), since=one.since, facets=FACETS))
    return Figures(results.total, {name: dict(counts) for name, counts in results.facets.items()})


def asking(engine: WhooshEngine, right: dict[Asked, Figures], seconds: int) -> list[bool]:
    """For every answer that all threads got in this time, whether it was right."""
    answers: list[bool] = []
    until = time.monotonic() + seconds

    def ask(turn: int) -> None:
        for one in itertools.islice(itertools.cycle(right), turn, None):
            if time.monotonic() > until:
                return
            answers.append(figures(engine, one) == right[one])

    threads = [threading.Thread(target=ask, args=(turn,)) for turn in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def noise(number: int) -> Document:
    """A document that no question is about."""
    text = next(iter(texts(1)))
    words = [f"zz{word}" for word in text.body]
    return document(text._replace(number=number, release=f"r{number}", title=[], body=words))


def write(folder: Path) -> None:
    """Commits documents until told to stop."""
    engine = WhooshEngine(folder, COLLECTION)
    print("ready", flush=True)
    commits = 0
    one = noise(FIRST)
    while not select.select([sys.stdin], [], [], 0)[0]:
        numbers = range(FIRST + commits * BATCH, FIRST + (commits + 1) * BATCH)
        engine.index(replace(one, number=number, id=f"d{number}", group=f"r{number}") for number in numbers)
        engine.commit()
        commits += 1
    engine.close()
    print(commits)


if __name__ == "__main__":
    write(Path(sys.argv[1]))

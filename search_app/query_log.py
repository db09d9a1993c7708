"""What was asked, written down where `query_log` is set: words, language and hits, never who asked.

A line is a JSON object; the time is told by the hour. `top` reads the file back for `minber queries`.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask, template_rendered

from corpus.errors import SettingsError
from search_app.results import Results

PAGE = "search.html"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the log: how often it was asked, and its hits when last asked."""

    text: str
    times: int
    total: int


class QueryLog:
    """A file of questions, a line each."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            with path.open("a", encoding="utf-8"):
                pass
        except OSError as error:
            remedy = "name a file in a folder that can be written, or leave it empty"
            raise SettingsError(f"setting query_log: {path}: {error.strerror}; {remedy}") from error

    def write(self, **told: object) -> None:
        """Adds a question."""
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:00Z")
        line = json.dumps({"at": at, **told}, ensure_ascii=False) + "\n"
        with self._lock, self.path.open("a", encoding="utf-8") as file:
            file.write(line)


def register(app: Flask, path: str) -> None:
    """Makes the app write down the questions of its results pages, where a file is named."""
    if not path:
        return
    log = QueryLog(Path(path))

    def noted(sender: Flask, template: Any, context: dict[str, Any], **_: object) -> None:
        if template.name != PAGE:
            return
        page: Results = context["page"]
        asked = page.request
        if not asked.text or asked.page > 1:
            return
        try:
            log.write(ui=asked.ui, over=asked.over, q=asked.text, narrowed=asked.narrowed, total=page.total)
        except OSError as error:
            sender.logger.warning("%s: a question was not written down (%s)", log.path, error.strerror)

    template_rendered.connect(noted, app, weak=False)


def read(path: Path, *, days: int = 0, now: datetime | None = None) -> Iterator[dict[str, Any]]:
    """The questions of a log, of the last days or all; lines that are none are passed over."""
    since = ((now or datetime.now(UTC)) - timedelta(days=days)).strftime("%Y-%m-%dT%H:00Z") if days else ""
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                told = json.loads(line)
            except json.JSONDecodeError:
                continue
            if isinstance(told, dict) and {"at", "q", "total"} <= told.keys() and str(told["at"]) >= since:
                yield told


def top(questions: Iterable[dict[str, Any]], *, failed: bool = False, size: int = 20) -> list[Asked]:
    """The questions asked most often; with `failed`, those that last found nothing."""
    times: Counter[str] = Counter()
    totals: dict[str, int] = {}
    for told in questions:
        text = " ".join(str(told["q"]).casefold().split())
        times[text] += 1
        totals[text] = int(told["total"])
    kept = [text for text in times if not (failed and totals[text])]
    ordered = sorted(kept, key=lambda text: (-times[text], text))
    return [Asked(text, times[text], totals[text]) for text in ordered[:size]]

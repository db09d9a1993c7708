"""A library of a few pages that were captured several times, some with another text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from making import rendition

from corpus.archive import Location
from corpus.records import Page, Rendition
from indexer import indexing
from indexer.library import Library
from indexer.progress import Progress
from indexer.settings import Settings
from indexer.workers import Workers

NOWHERE = Location("none.warc.gz", 0, 1)
OPEN = "Движение по мосту открыто для всех машин с утра понедельника."
CLOSED = "Движение по мосту закрыто на неопределённый срок."
NEWS = "Жители соседних сёл добираются в город через паромную переправу."


def at(month: int, day: int) -> datetime:
    return datetime(2024, month, day, 9, tzinfo=UTC)


def capture(library: Library, moment: datetime, text: Rendition) -> None:
    """A capture of the page of a text, and the text: its id is that of what it says."""
    body = f"{text.title} {' '.join(text.paragraphs)}".encode()
    page = Page.of(text.url, text.source, body, fetched=moment, content_type="text/plain")
    ((number, _),) = library.store.take([page], lambda _: NOWHERE)
    library.store.save(number, [replace(text, id=page.sha256[:12], captured=moment)], "rules")


def changed_library(home: Path) -> Library:
    """A bridge, rewritten in March and touched up in May; a fair, edited in April; a school, as it was."""
    library = Library.open(Settings(home=home, processes=1))
    long = " ".join(f"слово{number}" for number in range(60))
    for moment, *paragraphs in (
        (at(3, 1), CLOSED, "Объезд долгий."),
        (at(3, 5), OPEN, long),
        (at(5, 2), OPEN, long.replace("слово7 ", "число7 ")),
    ):
        capture(library, moment, rendition("bridge", "ru", "Мост", *paragraphs, published=date(2024, 3, 1)))
    for moment, *paragraphs in ((at(4, 1), NEWS, "Ярмарка будет."), (at(4, 9), NEWS, "Ярмарка прошла.")):
        capture(library, moment, rendition("fair", "ru", "Ярмарка", *paragraphs, published=date(2024, 4, 1)))
    capture(library, at(4, 20), rendition("school", "ru", "Школа", "Новая школа открыта.", published=date(2024, 4, 19)))
    with Workers(1) as workers, Progress("renditions") as progress:
        indexing.bring_up(library, workers, rebuild=True, progress=progress)
    return library

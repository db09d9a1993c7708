"""How long understanding takes: milliseconds a document of 400 words, on one core, and whether time grows as the text.

    python benchmarks/understanding.py

Documents are made of the sample releases, language by language: releases in a row until they hold 400 words.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle, islice

from corpus.records import Article
from corpus.sample_site.releases import releases
from indexer.normalise import normalise

WORDS = 400
DOCUMENTS = 40
ROUNDS = 3
LENGTHS = (1, 4, 16)  # how many documents in one
BAR = 8.0  # milliseconds a document
CAPTURED = datetime(2026, 11, 20, tzinfo=UTC)


def main() -> None:
    """Prints a table: a line a language, then a line a length."""
    print("| what | ms a document of 400 words | bar |\n|---|---|---|")
    for language in ("kk", "ru", "en"):
        made = list(islice(documents(language), DOCUMENTS))
        understand(made)  # lists are read and expressions compiled once
        took = min(understand(made) for _ in range(ROUNDS))
        print(f"| {language} | {took * 1000 / DOCUMENTS:.1f} | {BAR:.0f} |")
    for length in LENGTHS:
        took = min(understand([joined(length)]) for _ in range(ROUNDS))
        print(f"| ru, {length * WORDS} words in one text | {took * 1000 / length:.1f} | |")


def documents(language: str) -> Iterator[Article]:
    """Documents of at least 400 words, without end."""
    paragraphs: list[str] = []
    texts = (release.texts[language] for release in cycle(releases()) if language in release.texts)
    for number, text in enumerate(texts):
        paragraphs += text.paragraphs
        if sum(len(paragraph.split()) for paragraph in paragraphs) >= WORDS:
            yield Article(f"file:{number}", "files", None, tuple(paragraphs))
            paragraphs = []


def joined(length: int) -> Article:
    """A document as long as several; no paragraph in it is the same as another."""
    texts = islice(documents("ru"), length)
    paragraphs = (paragraph for text in texts for paragraph in text.paragraphs)
    return Article("file:long", "files", None, tuple(f"{text} {at}" for at, text in enumerate(paragraphs)))


def understand(articles: list[Article]) -> float:
    """Seconds of this core that understanding takes."""
    started = time.process_time()
    for article in articles:
        normalise(article, CAPTURED)
    return time.process_time() - started


if __name__ == "__main__":
    main()

"""How long understanding takes: milliseconds a document of 400 words, on one core, and whether time grows as the text.

    python benchmarks/understanding.py

Documents are made of the sample releases, language by language: releases in a row until they hold at least 400 words.
Every paragraph begins with a number of its own, so that none was seen before; the time is divided by the words that
were read, and the best round counts.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import count, cycle, islice

from corpus.records import Article
from corpus.sample_site.releases import releases
from indexer.normalise import normalise

WORDS = 400
DOCUMENTS = 40
ROUNDS = 3
FIRST_NUMBER = 3000  # no day and no year
LENGTHS = (1, 4, 16)  # how many documents in one
BAR = 8.0  # milliseconds a document
CAPTURED = datetime(2026, 11, 20, tzinfo=UTC)


def main() -> None:
    """Prints a table: a line a language, then a line a length."""
    print("| what | ms a document of 400 words | bar |\n|---|---|---|")
    for language in ("kk", "ru", "en"):
        made = documents(language)
        understand(list(islice(made, DOCUMENTS)))  # lists are read and expressions compiled once
        rounds = [list(islice(made, DOCUMENTS)) for _ in range(ROUNDS)]
        print(f"| {language} | {min(map(milliseconds, rounds)):.1f} | {BAR:.0f} |")
    made = documents("ru")
    for length in LENGTHS:
        took = min(milliseconds([joined(islice(made, length))]) for _ in range(ROUNDS))
        print(f"| ru, {length * WORDS} words in one text | {took:.1f} | |")


def documents(language: str) -> Iterator[Article]:
    """Documents of at least 400 words, without end."""
    paragraphs: list[str] = []
    texts = (release.texts[language] for release in cycle(releases()) if language in release.texts)
    numbers = count(FIRST_NUMBER)
    for text in texts:
        paragraphs += [f"{next(numbers)} {paragraph}" for paragraph in text.paragraphs]
        if words_of(paragraphs) >= WORDS:
            yield Article(f"file:{next(numbers)}", "files", None, tuple(paragraphs))
            paragraphs = []


def words_of(paragraphs: Iterable[str]) -> int:
    """How many words paragraphs have."""
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def joined(texts: Iterable[Article]) -> Article:
    """A document as long as several."""
    return Article("file:long", "files", None, tuple(paragraph for text in texts for paragraph in text.paragraphs))


def milliseconds(articles: list[Article]) -> float:
    """Milliseconds for 400 words."""
    return understand(articles) * 1000 * WORDS / sum(words_of(article.paragraphs) for article in articles)


def understand(articles: list[Article]) -> float:
    """Seconds of this core that understanding takes."""
    started = time.process_time()
    for article in articles:
        normalise(article, CAPTURED)
    return time.process_time() - started


if __name__ == "__main__":
    main()

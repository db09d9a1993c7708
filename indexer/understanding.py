"""From a page to what we understand of it, on all cores; results come in the order of the pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from corpus.codec import Written
from corpus.errors import InputError, MinberError
from corpus.records import Page, Rendition
from corpus.sources import FILES, sources
from indexer.extract import extract
from indexer.normalise import normalise
from indexer.normalise.comparable import Comparable, comparable
from indexer.workers import Workers

Recurring = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Understood:
    """What one page gave: renditions as the store keeps them, what of each is compared with others, and the addresses
    and pair names that tie the page to other language versions."""

    path: str
    written: tuple[Written, ...]
    links: tuple[str, ...] = ()
    compared: tuple[Comparable, ...] = ()

    @property
    def renditions(self) -> tuple[Rendition, ...]:
        """The renditions."""
        return tuple(one.text for one in self.written)


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that could not be understood, at which stage and why (one sentence)."""

    path: str
    stage: str
    error: str


def understand(page: Page, recurring: Collection[str] = frozenset()) -> Understood | Failed:
    """Extracts and normalises one page; whatever is wrong with it is told, never raised. `recurring` are keys of
    the paragraphs that its source repeats."""
    try:
        articles = extract(page, sources().get(page.source, FILES))
    except MinberError as error:
        return Failed(page.url, "extract", str(error))
    except Exception as error:
        return Failed(page.url, "extract", str(_unforeseen(page, error)))
    try:
        renditions = tuple(r for article in articles for r in normalise(article, page.fetched, recurring))
        compared = tuple(map(comparable, renditions))
    except Exception as error:
        return Failed(page.url, "normalise", str(_unforeseen(page, error)))
    links = tuple(link for article in articles for link in article.translations.values())
    return Understood(page.url, tuple(map(Written.of, renditions)), links, compared)


def understand_all(
    pages: Iterable[Page], workers: Workers, recurring: Recurring
) -> Iterator[tuple[Page, Understood | Failed]]:
    """Understands many pages, each beside its result and in order. `recurring` gives for a source the keys of the
    paragraphs that it repeats."""
    under_way: deque[Page] = deque()

    def given() -> Iterator[tuple[Page, frozenset[str]]]:
        for page in pages:
            under_way.append(page)
            yield page, recurring(page.source)

    for understood in workers.each(_understand, given()):
        yield under_way.popleft(), understood


def _understand(given: tuple[Page, frozenset[str]]) -> Understood | Failed:
    return understand(*given)


def _unforeseen(page: Page, error: Exception) -> InputError:
    kind = type(error).__name__
    return InputError(f"{page.url}: cannot be understood ({kind}: {error}); it is kept, report it as a fault")

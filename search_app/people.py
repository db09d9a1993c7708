"""Names and posts of people who are in no authority, as the documents write them.

A facet gives ids; what such a person is called in the language of the interface, and as what, stands in statements of
theirs. Each is looked up once, in the reader's language first, and remembered as long as the app runs: of somebody who
speaks in thousands of texts that takes a while, so a server looks all of them up when it starts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from corpus.authority_people import people
from indexer.engines.base import UNSTATED
from indexer.library import Library
from search_app.i18n import Labels
from search_app.request import LANGUAGES


class Names:
    """What people are called, by id and language of the interface."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._met: set[str] = set()
        self._names: dict[str, dict[str, str]] = {ui: {} for ui in LANGUAGES}
        self._posts: dict[str, dict[str, str]] = {ui: {} for ui in LANGUAGES}

    def labels(self, identifiers: Iterable[str], ui: str) -> Labels:
        """The words of a page on which these people are named."""
        self.meet(identifiers)
        return Labels(ui, self._names[ui], self._posts[ui])

    def meet(self, identifiers: Iterable[str]) -> None:
        """Looks up those of these people who are found in no authority and were not looked up before."""
        unknown = [one for one in {*identifiers} - self._met if one != UNSTATED and one not in people()]
        if not unknown:
            return
        spoken = self._library.store.overview.spoken(unknown)
        for speaker, name in _first((one.speaker, one.language, one.name) for one in spoken).items():
            for ui in LANGUAGES:
                self._names[ui][speaker] = name.get(ui) or next(iter(name.values()))
        for speaker, post in _first((one.speaker, one.language, one.post) for one in spoken).items():
            for ui, text in post.items():
                self._posts[ui][speaker] = text
        self._met.update(unknown)


def _first(rows: Iterable[tuple[str, str, str | None]]) -> dict[str, dict[str, str]]:
    """By speaker and language of the interface what is written first."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for speaker, language, written in rows:
        if written and language in LANGUAGES:
            found[speaker].setdefault(language, written)
    return found

"""Fingerprints of code and word lists: what was concluded or indexed with another fingerprint is out of date."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

POST_KINDS = "corpus/authorities/post_kinds.tsv"
SUFFIXES = (".py", ".txt", ".tsv", ".toml", ".json", ".gz")


@functools.cache
def index_fingerprint() -> str:
    """Of all that decides which terms stand in the index."""
    return _digest("analyzers", "indexer/schema.py", "corpus/authority_posts.py", POST_KINDS)


@functools.cache
def understanding_fingerprint() -> str:
    """Of all that decides what is concluded from a page."""
    return _digest("analyzers", "corpus/authorities", "corpus/sites", "indexer/extract", "indexer/normalise")


def _digest(*places: str) -> str:
    digest = hashlib.sha256()
    for place in places:
        package, _, rest = place.partition("/")
        root = resources.files(package)
        for name, file in sorted(_files(root.joinpath(rest) if rest else root)):
            digest.update(name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _files(place: Traversable, path: str = "") -> Iterator[tuple[str, Traversable]]:
    if place.is_file():
        yield path or place.name, place
        return
    for entry in place.iterdir():
        if entry.name != "__pycache__" and (entry.is_dir() or entry.name.endswith(SUFFIXES)):
            yield from _files(entry, f"{path}/{entry.name}")

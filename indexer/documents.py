"""What is held as documents of an index, made in any process by the Kazakh that the index was learnt with.

A module of its own: a process that works beside the main one reads what it needs, and neither store nor engine.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from corpus.codec import Held
from corpus.past import Past
from indexer import refined
from indexer.engines.base import Document
from indexer.schema import rendition_document, statement_documents


class Known(NamedTuple):
    """A rendition with its past, and the checksum of the statistics by which its Kazakh is cut."""

    held: Held
    past: Past | None
    learnt: str | None


def words(held: Held) -> frozenset[str]:
    """The words of a rendition, to learn from."""
    return refined.words((held.rendition(),))


def of_rendition(folder: Path, known: Known) -> Document:
    """The document of a rendition."""
    held, past, learnt = known
    languages = refined.languages_by(folder, learnt)
    return rendition_document(held.rendition(), held.number, languages, past=past)


def of_statements(folder: Path, known: Known) -> tuple[Document, ...]:
    """The documents of what is said in a rendition."""
    held, past, learnt = known
    languages = refined.languages_by(folder, learnt)
    return tuple(statement_documents(held.rendition(), held.number, languages, past=past))

"""What Whoosh's own readers, searchers and queries see of a segment: numbers, lengths, terms, postings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from whoosh.codec.base import FieldCursor, PerDocumentReader, TermsReader
from whoosh.columns import ColumnReader
from whoosh.reading import TermInfo, TermNotFound

from indexer.engines.whoosh.arrayfile import ArrayFile
from indexer.engines.whoosh.blocks import Ints
from indexer.engines.whoosh.matcher import ANY_LENGTH, ArrayMatcher, Found
from indexer.engines.whoosh.segments import Fields
from indexer.engines.whoosh.terms import NUMBER


class DocumentsReader(PerDocumentReader):  # type: ignore[misc]
    """Numbers and lengths of the documents of a segment."""

    def __init__(self, file: ArrayFile, segment: Any) -> None:
        self._file = file
        self._segment = segment
        self._lengths: dict[str, Ints] = {}

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        """All documents."""
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        """Whether there are deleted documents."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> list[int]:
        """The deleted documents."""
        return list(self._segment.deleted_docs())

    def supports_columns(self) -> bool:
        """There is one column, the number."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether it is that."""
        return fieldname == NUMBER

    def column_reader(self, fieldname: str, column: Any) -> NumbersReader:  # noqa: ARG002
        """The numbers."""
        return NumbersReader(self._file["numbers"])

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The length of a field of a document."""
        return int(self._all(fieldname)[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        """The length of a field in all documents together."""
        return int(self._all(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        """The least length of a field where there is one."""
        lengths = self._all(fieldname)
        return int(lengths[lengths > 0].min(initial=ANY_LENGTH)) if lengths.any() else 0

    def max_field_length(self, fieldname: str) -> int:
        """The greatest length of a field."""
        return int(self._all(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:  # noqa: ARG002
        """None are kept."""
        return {}

    def _all(self, fieldname: str) -> Ints:
        if fieldname not in self._lengths:
            name = f"{fieldname} lengths"
            none = np.zeros(self.doc_count_all(), np.int64)
            self._lengths[fieldname] = self._file[name].astype(np.int64) if name in self._file else none
        return self._lengths[fieldname]


class NumbersReader(ColumnReader):  # type: ignore[misc]
    """The column of numbers."""

    def __init__(self, numbers: Ints) -> None:
        self._numbers = numbers.tolist()

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, docnum: int) -> int:
        return int(self._numbers[docnum])

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers)

    def load(self) -> list[int]:
        """All numbers."""
        return list(self)


class ListsReader(TermsReader):  # type: ignore[misc]
    """Terms and postings of a segment."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._fields.find(*term) is not None

    def indexed_field_names(self) -> Sequence[str]:
        """The fields."""
        return self._fields.names

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms."""
        return (term for field in self._fields.names for term in self.terms_from(field, b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms of a field from one on."""
        return ((fieldname, term) for term, _ in self._fields.sizes(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The terms of a field from one on, with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is known of a term."""
        found = self._found(fieldname, text)
        documents, frequencies = found.documents, found.frequencies
        return TermInfo(
            weight=float(frequencies.sum()),
            df=len(documents),
            minlength=0,
            maxlength=ANY_LENGTH,
            maxweight=float(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term stands in all documents."""
        return float(self.term_info(fieldname, text).weight()) if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents a term stands."""
        found = self._fields.find(fieldname, text)
        return found[0].size(found[1]) if found else 0

    def cursor(self, fieldname: str, fieldobj: Any) -> TermsCursor:
        """Walks through the terms of a field."""
        return TermsCursor(self, fieldname, fieldobj)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        """Walks through the postings of a term."""
        return ArrayMatcher(self._found(fieldname, text), (fieldname, text), format_, scorer)

    def close(self) -> None:
        """Lets go of the file."""
        self._fields.close()

    def _found(self, fieldname: str, text: bytes) -> Found:
        found = self._fields.find(fieldname, text)
        if found is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return Found(*found)


class TermsCursor(FieldCursor):  # type: ignore[misc]
    """Walks through the terms of a field."""

    def __init__(self, terms: ListsReader, fieldname: str, fieldobj: Any) -> None:
        self._terms = terms
        self._fieldname = fieldname
        self._fieldobj = fieldobj
        self.find(b"")

    def first(self) -> str | None:
        """Goes to the first term."""
        return self.find(b"")

    def find(self, string: str | bytes) -> str | None:
        """Goes to a term, or the first one after it."""
        start = string.encode() if isinstance(string, str) else string
        self._rest = self._terms.terms_from(self._fieldname, start)
        return self.next()

    def next(self) -> str | None:
        """Goes on to the next term."""
        self._term = next(self._rest, None)
        return self.text()

    def text(self) -> str | None:
        """The term."""
        return None if self._term is None else self._term[1].decode()

    def term_info(self) -> TermInfo | None:
        """What is known of the term."""
        return None if self._term is None else self._terms.term_info(*self._term)

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._term is not None

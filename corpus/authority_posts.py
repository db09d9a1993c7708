"""Kinds of posts (`authorities/post_kinds.tsv`): minister, akim, spokesperson, … whatever the body and the language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.authority import LANGUAGES
from corpus.tables import table

OTHER = "other"  # of a post that is none of the kinds
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_REMEMBERED = 1 << 12


@dataclass(frozen=True, slots=True)
class PostKind:
    """A kind of posts: its names by language, and what words such a post holds, one after another."""

    id: str
    titles: Mapping[str, str]
    words: tuple[re.Pattern[str], ...]


@cache
def post_kinds() -> dict[str, PostKind]:
    """The kinds by id, the narrower ones first."""
    kinds: dict[str, PostKind] = {}
    for row in table("corpus", "authorities/post_kinds.tsv", "id kk ru en words example"):
        if row["id"] in kinds or row["id"] == OTHER:
            raise row.wrong(row["id"], "is taken: give every kind its own id")
        if not row.many("words"):
            raise row.wrong(row["id"], "has no words: write how such a post is called")
        titles = {language: row[language] for language in LANGUAGES}
        kinds[row["id"]] = PostKind(row["id"], titles, tuple(_pattern(words.split()) for words in row.many("words")))
    return kinds


@lru_cache(maxsize=_REMEMBERED)
def post_kind(post: str) -> str | None:
    """The kind of a post as a text writes it; None where it says nothing."""
    words = " ".join(_WORD.findall(post.lower()))
    if not words:
        return None
    return next((kind.id for kind in post_kinds().values() if any(one.search(words) for one in kind.words)), OTHER)


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    first = r"\A" if words[0].startswith("^") else r"(?<![^ ])"
    last = r"\Z" if words[-1].endswith("$") else r"(?![^ ])"
    cores = [re.escape(word.strip("^$").rstrip("*")) + r"[^ ]*" * word.endswith("*") for word in words]
    return re.compile(first + r"(?: [^ ]+)*? ".join(cores) + last)

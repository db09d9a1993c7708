"""The texts a version has had: when each was captured, what proves it, which words changed from one to the next and how
much that was; and what no longer stands. Captures are samples: each change is told as lying between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from corpus.edits import Piece, differences, share, weight
from corpus.past import Edit, Passage, Past
from corpus.store import Revision
from indexer.edtf import kazakh_day
from indexer.query.highlight import marks
from indexer.query.marking import Wanted
from search_app.catalogues import gettext
from search_app.highlight import Segment, segments
from search_app.i18n import EDITS, Labels


@dataclass(frozen=True, slots=True)
class Version:
    """A text at one capture, and the paragraphs in which it differs from the one before (none for the first), with the
    share of words that differ and what such an edit is called."""

    captured: datetime
    last_seen: datetime
    current: bool
    url: str
    sha256: str
    changed: tuple[tuple[Piece, ...], ...]
    share: float
    weight: str
    first: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """Words that no longer stand, with the captures between which they came and went."""

    words: tuple[Segment, ...]
    came: str
    went: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What the card of a hit tells of its past: the last change, and what stood there of what was looked for."""

    told: str
    gone: tuple[Gone, ...]


def versions(revisions: Sequence[Revision]) -> tuple[Version, ...]:
    """The texts, the newest first."""
    made = []
    for before, now in zip((None, *revisions), revisions, strict=False):
        texts = (_paragraphs(before), _paragraphs(now)) if before else ((), ())
        apart = share(*texts)
        made.append(
            Version(
                now.captured,
                now.last_seen,
                now.current,
                now.url,
                now.sha256,
                tuple(differences(*texts)),
                apart,
                str(EDITS[weight(apart)]),
                first=before is None,
            )
        )
    return tuple(reversed(made))


def gone(past: Past | None, language: str, wanted: Wanted, labels: Labels) -> tuple[Gone, ...]:
    """What no longer stands in a text, those passages first that hold what was looked for."""
    told = [_gone(passage, language, wanted, labels) for passage in past.former] if past else []
    return tuple(sorted(told, key=lambda one: not one.wanted))


def change(past: Past | None, language: str, wanted: Wanted, labels: Labels) -> Change | None:
    """The last change of a text, and what it lost of what was looked for; None where it has not changed."""
    if past is None or not past.edits:
        return None
    lost = tuple(one for one in gone(past, language, wanted, labels) if one.wanted)
    return Change(_told(past.edits[-1], labels), lost[:1])


def _told(edit: Edit, labels: Labels) -> str:
    after, before = kazakh_day(edit.after), kazakh_day(edit.before)
    how = str(EDITS[edit.weight])
    if after == before:
        return gettext("%(how)s on %(day)s", how=how, day=labels.day(before))
    return gettext(
        "%(how)s between %(after)s and %(before)s", how=how, after=labels.day(after), before=labels.day(before)
    )


def _gone(passage: Passage, language: str, wanted: Wanted, labels: Labels) -> Gone:
    found = marks(passage.text, language, wanted)
    first, not_yet = labels.moment(passage.first_seen), passage.not_yet
    came = gettext("seen from %(first)s on", first=first)
    if not_yet:
        came = gettext("first seen %(first)s, not there %(before)s", first=first, before=labels.moment(not_yet))
    last, by = labels.moment(passage.last_seen), labels.moment(passage.gone_by)
    went = gettext("last seen %(last)s, gone by %(gone)s", last=last, gone=by)
    return Gone(segments(passage.text, found), came, went, bool(found))


def _paragraphs(revision: Revision) -> tuple[str, ...]:
    return (*([revision.title] if revision.title else []), *revision.paragraphs)

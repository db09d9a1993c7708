"""A post as it was on the day of a statement, where it has been left since."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.authority_people import left
from corpus.records import Rendition, Statement
from indexer.edtf import kazakh_day
from indexer.query.ask import today
from search_app.catalogues import gettext
from search_app.i18n import Labels


@dataclass(frozen=True, slots=True)
class Tenure:
    """That a post was left, in words; and who holds it now, if that is listed: id and name."""

    told: str
    person: str
    name: str


def tenure(shown: Rendition, statement: Statement, labels: Labels) -> Tenure | None:
    """What there is to say of the post of who speaks; None where it is held still, or nobody knows."""
    day = shown.published or kazakh_day(shown.captured)
    found = left(statement.speaker, statement.post, f"{day}", f"{today()}") if statement.speaker else None
    if found is None:
        return None
    told = gettext("The post is that of the day; it was held until %(until)s.", until=labels.event(found.post.until))
    now = found.successor
    return Tenure(told, now.id, now.name(labels.ui)) if now else Tenure(told, "", "")

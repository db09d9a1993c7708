"""What stood in texts once: the question for a phrase, asked of earlier texts that have been changed since."""

from __future__ import annotations

from indexer.query.syntax import Field, Quoted, Syntax, Without, all_of, top_level

FORMER = "former"  # the field of what no longer stands


def formerly(tree: Syntax) -> Syntax | None:
    """The question for texts in which its one phrase stood and no longer does; None where it has not one."""
    parts = top_level(tree)
    phrases = [part for part in parts if isinstance(part, Quoted)]
    if len(phrases) != 1:
        return None
    others = (part for part in parts if part is not phrases[0])
    return all_of(Field(FORMER, phrases[0]), Without(phrases[0]), *others)

"""English forms of verbs of saying, by rule."""

from __future__ import annotations


def finite_forms(verb: str) -> tuple[str, ...]:
    """The past, third person, base (the plural) and progressive of a verb given as `base|` or `base|past`."""
    base, _, past = verb.partition("|")
    head, space, rest = base.partition(" ")
    tail = space + rest
    if head == "be":
        return "was" + tail, "is" + tail, "are" + tail, "being" + tail
    past = past or _joined(head, "ed") + tail
    return (
        past,
        (head + "es" if head.endswith(("s", "sh", "ch")) else _third(head)) + tail,
        base,
        _progressive(head) + tail,
    )


def _third(head: str) -> str:
    if head == "go":
        return "goes"
    return head[:-1] + "ies" if head.endswith("y") and head[-2] not in "aeiou" else head + "s"


def _joined(head: str, ending: str) -> str:
    if head.endswith("e"):
        return head + ending[1:]
    return head[:-1] + "i" + ending if head.endswith("y") and head[-2] not in "aeiou" else head + ending


def _progressive(head: str) -> str:
    return (head[:-1] if head.endswith("e") and not head.endswith("ee") else head) + "ing"

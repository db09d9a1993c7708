"""Language tags as pages write them (`kk-KZ`, `ru_RU`, `kaz`, `kz`) as the tags that we use."""

from __future__ import annotations

COMMON = {"kz": "kk", "kaz": "kk", "qz": "kk-Latn", "qaz": "kk-Latn", "rus": "ru", "eng": "en"}


def language_tag(written: str | None) -> str | None:
    """The tag of the language that a page names; None where it names none."""
    first, *rest = (written or "").strip().replace("_", "-").split("-")
    if not 2 <= len(first) <= 3 or not first.isalpha():
        return None
    tag = COMMON.get(first.lower(), first.lower())
    return f"{tag}-Latn" if tag == "kk" and "latn" in (part.lower() for part in rest) else tag

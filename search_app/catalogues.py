"""The interface's texts in three languages, read from the .po files themselves when the app starts.

Compiled catalogues are not kept: a second file that can fall behind the first, and that no one can review,
would save about ten milliseconds a start. The functions here are Flask-Babel's with their types.
"""

from __future__ import annotations

from importlib import resources
from io import BytesIO

import flask_babel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import g

from search_app.request import LANGUAGES


class Catalogues(flask_babel.Domain):  # type: ignore[misc]
    """The texts of all languages of the interface, held in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = {language: _read(language) for language in LANGUAGES}

    def get_translations(self) -> Translations:
        """The texts of the language of the current request, which the app told Flask-Babel as well."""
        return self.texts.get(g.get("ui", "")) or self.texts[str(flask_babel.get_locale())]


def gettext(message: str, **named: object) -> str:
    """A text in the language of the current request."""
    return str(flask_babel.gettext(message, **named))


def ngettext(singular: str, plural: str, number: int, **named: object) -> str:
    """A text in the form that goes with a number."""
    return str(flask_babel.ngettext(singular, plural, number, **named))


def _read(language: str) -> Translations:
    file = resources.files("search_app") / "translations" / language / "LC_MESSAGES" / "messages.po"
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(file.read_bytes()), locale=language))
    compiled.seek(0)
    return Translations(compiled)

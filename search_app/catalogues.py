"""The interface's texts in three languages, read from the .po files themselves when the app starts.

Compiled catalogues are not kept: a second file that can fall behind the first, and that no one can review,
would save about ten milliseconds a start. A page asks for hundreds of texts, and each is one look into the
catalogue of the language that the request is answered in: there is nothing else to find out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import resources
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import g, has_app_context
from markupsafe import Markup, escape

from search_app.request import LANGUAGES


class Later:
    """A text that is looked up when it is written, in the language spoken then."""

    def __init__(self, message: str) -> None:
        self._message = message

    def __str__(self) -> str:
        return gettext(self._message)


def gettext(message: str, **named: object) -> str:
    """A text in the language of the current request."""
    text = str(texts(spoken()).gettext(message))
    return text % named if named else text


def lazy_gettext(message: str) -> Later:
    """A text for tables that are made before anybody asks."""
    return Later(message)


def ngettext(singular: str, plural: str, number: int, **named: object) -> str:
    """A text in the form that goes with a number, which stands in it as `num`."""
    return str(texts(spoken()).ngettext(singular, plural, number)) % {"num": number, **named}


def spoken() -> str:
    """The language of the current request; English where there is none."""
    return str(g.get("ui", "en")) if has_app_context() else "en"


def for_templates() -> dict[str, Callable[..., str]]:
    """The functions by which a template asks for texts in the language of the current request; what is put into a text
    is escaped, the text itself is ours."""
    said = texts(spoken())
    return {"_": partial(_written, said), "ngettext": partial(_counted, said)}


def ready() -> None:
    """Reads all texts."""
    for language in LANGUAGES:
        texts(language)


@cache
def texts(language: str) -> Translations:
    """The texts of a language."""
    file = resources.files("search_app") / "translations" / language / "LC_MESSAGES" / "messages.po"
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(file.read_bytes()), locale=language))
    compiled.seek(0)
    return Translations(compiled)


def _written(said: Translations, message: str, **named: object) -> Markup:
    text = _ours(said, message)
    return _filled(str(text), named) if named else text


@cache
def _ours(said: Translations, message: str) -> Markup:
    return Markup(said.gettext(message))


def _counted(said: Translations, singular: str, plural: str, number: int, **named: object) -> Markup:
    return _filled(str(said.ngettext(singular, plural, number)), {"num": number, **named})


def _filled(text: str, named: Mapping[str, object]) -> Markup:
    return Markup(text % {name: escape(value) for name, value in named.items()})

"""Text to terms for Kazakh, Russian and English: the languages found as folders here, and analyzers for any text.

LANGUAGES["kk"].lemma.terms("Сайлаушылардың құқықтары")   one stem a word
exact.terms(text)     words in small letters, look-alike letters repaired
folded.terms(text)    words as typed on a keyboard without Kazakh letters
names.terms(text)     names as one Latin skeleton for all languages
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from analyzers.analysis import Analyzer
from analyzers.filters import folded as _folded
from analyzers.filters import lowercase, name_skeletons
from analyzers.language import Language, Languages
from analyzers.names import capitalised
from analyzers.names import columns as _name_columns
from analyzers.tokenizer import columns, tokenize


def discovered(path: list[str], package: str) -> dict[str, Language]:
    """The languages of a package: every folder that exports LANGUAGE, by code."""
    folders = sorted(module.name for module in iter_modules(path) if module.ispkg)
    languages = [import_module(f"{package}.{folder}").LANGUAGE for folder in folders]
    return {language.code: language for language in languages}


LANGUAGES: dict[str, Language] = discovered(__path__, __name__)
exact = Analyzer(tokenize, columns=columns) | lowercase
folded = Analyzer(tokenize, columns=columns) | _folded
names = Analyzer(capitalised, columns=_name_columns) | name_skeletons


def chains(language: str, languages: Languages = LANGUAGES) -> dict[str, Analyzer]:
    """The analyzers of a text of a language, by kind of field: three for any language, and the lemmas of its own."""
    shared = {"exact": exact, "folded": folded, "names": names}
    own = languages.get(language)
    return shared if own is None else {**shared, f"lemma_{own.code}": own.lemma}

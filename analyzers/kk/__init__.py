"""Kazakh: our own stemmer, an ending automaton weighed by statistics learnt without labels."""

from analyzers.analysis import Analyzer
from analyzers.filters import StemFilter, lowercase
from analyzers.kk.explain import explain
from analyzers.kk.letters import KAZAKH
from analyzers.kk.restore import restorer
from analyzers.kk.stemmer import Stemmer, shipped
from analyzers.language import Language
from analyzers.tokenizer import columns, tokenize
from analyzers.wordlist import words


def language(stemmer: Stemmer) -> Language:
    """Kazakh by a certain stemmer: the shipped one, or one refined on a collection."""
    return Language(
        code="kk",
        script="Cyrl",
        lemma=Analyzer(tokenize, columns=columns) | lowercase | StemFilter(stemmer),
        readings=stemmer.terms,
        stop_words=frozenset(words(__name__, "stop_words.txt")),
        letters=KAZAKH,
        knows=lambda word: restorer(stemmer).knows(word),
        explain=lambda word: explain(stemmer, word),
        respelt=lambda word: restorer(stemmer).respelt(word),
    )


LANGUAGE = language(shipped())

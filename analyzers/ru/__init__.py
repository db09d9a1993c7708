"""Russian: pymorphy3 with the names and terms of Kazakhstan."""

from analyzers.analysis import Analyzer
from analyzers.filters import StemFilter, lowercase
from analyzers.language import Language
from analyzers.ru.lemmatizer import explain, knows, lemma, readings
from analyzers.tokenizer import columns, tokenize
from analyzers.wordlist import words

LANGUAGE = Language(
    code="ru",
    script="Cyrl",
    lemma=Analyzer(tokenize, columns=columns) | lowercase | StemFilter(lemma),
    readings=readings,
    stop_words=frozenset(words(__name__, "stop_words.txt")),
    knows=knows,
    explain=explain,
)

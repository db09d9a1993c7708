"""Unlisted names of people who speak: `Oriol Junqueras`, where the text says later `Junqueras added` or `Mr Junqueras`.

A word that speaks alone in a text is a surname, however strange it looks; the capitalised words before it, where it
stands with some, are the rest of the name. What is not spoken of so stays nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from analyzers.kk.lexicon import listed as kazakh_stems
from analyzers.ru.grammar import is_common_word
from indexer.normalise.identity import key
from indexer.normalise.mentions import Naming, is_namesake, is_stopped, namings
from indexer.normalise.names import Name, analyses, readings
from indexer.normalise.speech.lexicon import Lexicon
from indexer.normalise.speech.lexicon import lexicon as lexicon_of
from indexer.normalise.speech.titles import title_after, title_before
from indexer.normalise.speech.words import Word
from indexer.normalise.speech.words import words as split

_OPENING = frozenset('.!?…:«“„"–—-')
_BEHIND = frozenset(',–—-”"»')  # what stands before `said X`
_SHORTEST = 2  # letters of a surname
_LONGEST = 3  # words of a name
_BEFORE_SURNAME = ("ly", "ing", "ed")  # first words of English sentences, but no given names


@lru_cache(maxsize=4)
def all_namings(texts: tuple[str, ...], language: str) -> list[tuple[Naming, ...]]:
    """The names of each part of a text, those among them that only what is said elsewhere in it proves; remembered
    for who asks next, since persons and roles need the same.
    """
    found = [namings(text, language) for text in texts]
    keys = {name.keys for names in found for naming in names for name in naming.names}
    words = {frozenset((surname,)) for surname, given in keys if not given}.union(
        *(_spoken(t, language) for t in texts)
    )
    surnames = {surname for surname, given in keys if given}
    spoken = frozenset(part for word in words if not word & surnames for part in word)
    found = [tuple(_in_order(naming, spoken) for naming in names) for names in found] if spoken else found
    unknown = spoken - {given for _, given in keys}
    if not unknown:
        return found
    lexicon = lexicon_of(language)
    return [_with_unlisted(split(text), names, unknown, lexicon) for text, names in zip(texts, found, strict=True)]


def _in_order(naming: Naming, spoken: frozenset[str]) -> Naming:
    """A name of two unlisted words with the one for surname that stands alone elsewhere: `Ри Юн-Хо … – деді Ри`."""
    if naming.names[0].pattern != "oo" or not any(name.keys[1] in spoken for name in naming.names):
        return naming
    return naming._replace(names=tuple(n._replace(surname=n.given, given=n.surname) for n in naming.names))


@lru_cache(maxsize=512)
def _spoken(text: str, language: str) -> frozenset[frozenset[str]]:
    """The words that speak alone in a paragraph, each by the keys of what it may be the case of: `Junqueras added`,
    `», – деді Педрич`.
    """
    lexicon, tokens = lexicon_of(language), split(text)
    speaking = (at for at, word in enumerate(tokens) if word.capital and _speaks(tokens, at, lexicon))
    alone = (tokens[at] for at in speaking if _is_alone(tokens, at, lexicon))
    return frozenset(frozenset(map(key, _bases(word, language))) for word in alone)


def _bases(word: Word, language: str) -> Iterator[str]:
    yield from {reading.nominative for reading in readings(word.text, language, True)}


def _is_alone(tokens: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a capitalised word may be a surname without anything beside it."""
    word = tokens[at]
    if word.kind != "word" or len(word.text) < _SHORTEST or not word.text.istitle() or is_stopped(tokens, at, lexicon):
        return False
    beside = [tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    return not any(one.kind == "initial" or (one.capital and one.kind == "word") for one in beside)


def _speaks(tokens: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is the subject of a verb of saying that stands beside it."""
    behind = at > 1 and tokens[at - 2].text in _BEHIND
    before = lexicon.verbs.find(tokens, at - 1) if behind else None
    if before and before[1] == 1 and before[0].sense in ("said", "quote"):
        return True
    if lexicon.code == "kk" or (at and tokens[at - 1].text not in _OPENING and tokens[at - 1].kind != "mark"):
        return False
    after = lexicon.verbs.find(tokens, at + 1) if at + 1 < len(tokens) else None
    return after is not None and after[0].sense == "said" and after[0].agreement not in ("p", "ing")


def _with_unlisted(
    tokens: Sequence[Word], found: tuple[Naming, ...], unknown: frozenset[str], lexicon: Lexicon
) -> tuple[Naming, ...]:
    taken = {at for naming in found for at in range(naming.first, naming.last)}
    more = [
        naming
        for at, word in enumerate(tokens)
        if word.capital
        and at not in taken
        and (naming := _unlisted(tokens, at, unknown, lexicon))
        and not taken & set(range(naming.first, naming.last))
    ]
    return tuple(sorted([*found, *more], key=lambda naming: naming.first)) if more else found


def _unlisted(tokens: Sequence[Word], at: int, unknown: frozenset[str], lexicon: Lexicon) -> Naming | None:
    """The name of two or three words that ends at a word which speaks elsewhere."""
    if not unknown & {key(one) for one in _bases(tokens[at], lexicon.code)}:
        return None
    first = _first(tokens, at, lexicon)
    names = _readings(tokens, first, at + 1, unknown, lexicon) if first < at else ()
    if not names or is_namesake(tokens, first, at + 1, lexicon):
        return None
    return Naming(first, at + 1, names, title_before(tokens, first, lexicon), title_after(tokens, at + 1, lexicon))


def _first(tokens: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """Where the capitalised words before a surname begin."""
    first = at
    while first and at + 1 - first < _LONGEST and _is_part(tokens, first - 1, lexicon):
        first -= 1
    return first


def _is_part(tokens: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    word = tokens[at]
    if word.kind not in ("word", "initial") or not word.capital or is_stopped(tokens, at, lexicon):
        return False
    opens = at == 0 or tokens[at - 1].text in _OPENING
    return word.kind == "initial" or not (opens and _is_common(word.lower, lexicon.code))


def _is_common(word: str, language: str) -> bool:
    """Whether a word that begins a sentence is one of the language rather than a name."""
    if language == "ru":
        return is_common_word(word)
    if language == "kk":
        return any((word, part) in kazakh_stems() for part in "NV")
    return word.endswith(_BEFORE_SURNAME)


def _readings(
    tokens: Sequence[Word], first: int, last: int, unknown: frozenset[str], lexicon: Lexicon
) -> tuple[Name, ...]:
    """The readings of a name whose surname is the one that speaks."""
    parts = tuple(word.text for word in tokens[first:last])
    if not all(part.istitle() or "-" in part or "." in part for part in parts):
        return ()
    found = analyses(parts, lexicon.code)
    turned = (n._replace(surname=n.given, given=n.surname) for n in found if n.keys[1] in unknown)  # Lindsey Graham
    return tuple(name for name in found if name.keys[0] in unknown) or tuple(turned)

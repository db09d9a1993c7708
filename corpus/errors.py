"""What can go wrong, as one small tree; every message is one sentence naming the thing, the value and the remedy.

MinberError
├── SettingsError     minber.toml or a MINBER_* variable says something we cannot use
├── SourceError       a site card (corpus/sites/*.toml) is wrong, or there is no such source
├── AuthorityError    a line of a hand-kept list is wrong
├── InputError        a file or an answer cannot be read as a release
├── StoreError        the store or the archive cannot be opened, read or written
│   └── UnstorableError   the database does not take a value
└── SearchIndexError  the index is missing, locked, or does not fit this version
"""

LONGEST = 600  # characters of a message that may quote what it is about


class MinberError(Exception):
    """The root: the command line prints it as one line and ends with status 1."""

    def __str__(self) -> str:
        """The message as one line, whatever the names and bytes it quotes."""
        letters = (letter if letter.isprintable() else " " for letter in super().__str__())
        line = " ".join("".join(letters).split())
        return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


class SettingsError(MinberError):
    """A setting we cannot use."""


class SourceError(MinberError):
    """A source that is not known or whose card is wrong."""


class AuthorityError(MinberError):
    """A line of an authority list that cannot stand."""


class InputError(MinberError):
    """Bytes that cannot be read as a release."""


class StoreError(MinberError):
    """A store or archive that cannot be opened, read or written."""


class UnstorableError(StoreError):
    """A value that the database does not take; what else is to be stored can be."""


class SearchIndexError(MinberError):
    """An index that is missing, locked by another writer, or built for another version."""

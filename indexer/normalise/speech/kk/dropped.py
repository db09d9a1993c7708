"""Kazakh clauses whose subject is left out: when whoever spoke in the sentence before may be meant.

A finite verb of the third person drops its pronoun; where somebody else may be the subject, nobody is meant.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.tables import table
from indexer.normalise.speech.clause import Clause, Told
from indexer.normalise.speech.kk import forms as kk_forms
from indexer.normalise.speech.words import PhraseBook

_OF_A_PLACE = ("дағы", "дегі", "тағы", "тегі", "лық", "лік")
_MANY = re.compile(  # ақындар, but not ақындарға, nor бағдар
    r"(?<=..[лмнңжз])д[ае]р$|(?<=..[кқпстфхцчшщбвгд])т[ае]р$|(?<=..[аеоөұүыіиуэюяёәрй])л[ае]р$"
)
NOMINALISED = re.compile(
    r"(?:уды|уді|[ғқ]анын|[гк]енін|тынын|тінін|екенін|ты[ғг]ын|тігін|л[ыі][ғг][ыі]н|д[ыі][ғг][ыі]н|жоғын|барын)$"
)


@cache
def additions() -> PhraseBook[bool]:
    """The phrases with which a speaker goes on."""
    rows = table("indexer.normalise.speech.kk", "additions.tsv", "phrase")
    return PhraseBook((row["phrase"], True) for row in rows)


def leaves_out(clause: Clause, told: Told) -> bool:
    """Whether a verb of saying may mean whoever spoke before: nobody else is named, and the sentence goes on."""
    if clause.subjects or not (clause.has_quote or _ends(clause, told) or additions().find(clause.tokens, 0)):
        return False
    return not _has_unknown_name(clause) and not _has_many(clause, told)


def _has_unknown_name(clause: Clause) -> bool:
    """Whether somebody who is not known may be named: by a word in capitals inside the sentence that bears no ending,
    or that is all there is before `былай деді`.
    """
    words = [token for token in clause.tokens if token.kind != "mark"]
    inside = [word for word in words[1:] if word.capital and word.kind == "word" and word.text.istitle()]
    lone = words[:1] if "былай" in [word.lower for word in words[1:2]] else []
    known = clause.lexicon.stops
    bare = [word for word in inside + lone if not word.lower.endswith(_OF_A_PLACE)]
    return any(word.text not in known and len(kk_forms.cases(word.lower)) == 1 for word in bare)


def _has_many(clause: Clause, told: Told) -> bool:
    """Whether people who are no listed group are the subject: `Сонымен қатар, ақындар … ұсынды`, but not of
    `… шаралар өткізілетінін айтты`.
    """
    behind = clause.lexicon.small("postposition") | clause.lexicon.small("list")
    following = zip(clause.words(0, max(0, told.at - 1)), clause.words(1, told.at), strict=True)
    return any(
        _MANY.search(word) and after not in behind and not NOMINALISED.search(after) for word, after in following
    )


def _ends(clause: Clause, told: Told) -> bool:
    """Whether деді is the last word of its sentence."""
    said = told.verb.lemma == "де" and not told.verb.agreement and clause.tokens[told.at].lower != "деген"
    return said and all(token.kind == "mark" for token in clause.tokens[told.end :])

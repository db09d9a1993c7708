"""What joining compares of a text, taken from it where it is understood: on all cores, beside everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.records import Rendition
from indexer.normalise.boilerplate import passages
from indexer.normalise.copies import Wording, wording
from indexer.normalise.marks import sketch
from indexer.normalise.translations import Traits, traits_of


@dataclass(frozen=True, slots=True)
class Comparable:
    """Marks to look like texts up by, keys of passages that may recur, what survives translation, and what a copy
    repeats."""

    sketch: Mapping[str, list[int]]
    passages: frozenset[str]
    traits: Traits
    wording: Wording


def comparable(rendition: Rendition) -> Comparable:
    """What is compared of a rendition; it depends on what was understood of its text alone."""
    traits, worded = traits_of(rendition), wording(rendition)
    return Comparable(sketch(traits.marks, worded.runs), passages(rendition), traits, worded)

"""Rules of Kazakh one by one, words nobody listed, learning on a collection, and why a word got its term."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner

import analyzers
from analyzers import measure
from analyzers.kk import automaton, lexicon, statistics
from analyzers.kk.explain import explain, pieces
from analyzers.kk.sounds import BACK, FRONT, Context, harmony, join, last_class, masks, spell
from analyzers.kk.statistics import Statistics, shape
from analyzers.kk.stemmer import Stemmer, key, shipped
from analyzers.wordlist import WordListError, parse_rows
from indexer.cli import cli

UNSEEN = parse_rows((Path(__file__).parent / "unseen_kk.tsv").read_text(encoding="utf-8"), "unseen_kk.tsv", 3)
SPELT = {  # ending of endings.tsv, stem → as it is spelt
    "plural after a vowel": ("ЛАр", "қала", "лар"),
    "plural after a glide": ("ЛАр", "үй", "лер"),
    "plural after l": ("ЛАр", "ауыл", "дар"),
    "plural after a nasal": ("ЛАр", "заң", "дар"),
    "plural after a voiceless": ("ЛАр", "мектеп", "тер"),
    "genitive after a vowel": ("НЫң", "бала", "ның"),
    "genitive after a nasal": ("НЫң", "нан", "ның"),
    "genitive after a voiceless": ("НЫң", "кітап", "тың"),
    "accusative after a nasal": ("ОЫ", "нан", "ды"),
    "dative after a voiceless": ("ҒА", "кеңес", "ке"),
    "ablative after a nasal": ("БАн", "нан", "нан"),
    "instrumental after a buzz": ("Пен", "қыз", "бен"),
    "negation after a voiceless": ("МА", "айт", "па"),
    "negation after a buzz": ("МА", "жаз", "ба"),
    "loan ending in a voiced letter": ("ҒА", "клуб", "қа"),
}
TERMS = {
    "final voicing": ("кітабы", "кітап"),
    "final voicing before у": ("шығуды", "шық"),
    "dropped vowel": ("халқына", "халық"),
    "dropped vowel behind two endings": ("ерніміздің", "ерін"),
    "melted й": ("қояды", "қой"),
    "melted й behind у": ("қоюға", "қой"),
    "melted ы": ("оқиды", "оқы"),
    "п between vowels is у": ("тауып", "тап"),
    "contraction": ("әкеп", "әкел"),
    "particle behind a hyphen": ("бүгін-ақ", "бүгін"),
    "ending behind a hyphen": ("ФИФА-ның".lower(), "фифа"),
    "verb of two letters": ("алуды", "ал"),
    "verb of its own, not a causative": ("арттырды", "арттыр"),
    "passive of a listed verb": ("құрылған", "құр"),
    "noun that has its possessive": ("отбасында", "отбасы"),
    "stem with two shapes": ("съезге", "съезд"),
    "loan in -ия": ("коалициямыз", "коалиция"),
    "ғы only behind stems of the lexicon": ("руднигі", "рудник"),
    "derived adjective": ("маусымдық", "маусымдық"),
    "Latin word": ("online", "online"),
}


@pytest.mark.parametrize(("ending", "stem", "spelt"), SPELT.values(), ids=SPELT)
def test_endings_follow_the_sound_before(ending: str, stem: str, spelt: str) -> None:
    assert spell(ending, Context(harmony(stem) or BACK, last_class(stem))) == spelt


@pytest.mark.parametrize(("word", "term"), TERMS.values(), ids=TERMS)
def test_alternations_are_undone(word: str, term: str) -> None:
    assert shipped()(word) == term


def test_consonants_are_voiced_between_vowels() -> None:
    assert (join("мектеп", "і"), join("жап", "у"), join("кеңес", "і")) == ("мектебі", "жабу", "кеңесі")


def test_both_harmonies_fit_where_a_loan_leaves_them_open() -> None:
    def sides(word: str) -> set[str]:
        return {context.harmony for context in automaton.CONTEXTS if automaton.BIT[context] & masks(word)[-1]}

    assert (sides("бала"), sides("кеңес"), sides("институт")) == ({BACK}, {FRONT}, {BACK, FRONT})


def unseen(part: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The lemmas and the terms of the forms of words that the lexicon lacks."""
    gold: dict[str, set[str]] = defaultdict(set)
    for lemma, its, forms in UNSEEN:
        if its == part:
            for form in forms.split():
                gold[form].add(lemma)
    return gold, {form: {shipped()(form)} for form in gold}


@pytest.mark.parametrize(("part", "least"), [("noun", 0.965), ("verb", 0.80)])
def test_forms_of_words_nobody_listed_meet(part: str, least: float) -> None:
    gold, found = unseen(part)
    assert measure.pairwise(gold, found)[2] >= least


def test_words_said_to_be_unseen_are_not_in_the_lexicon() -> None:
    parts = {"noun": automaton.NOUN, "verb": automaton.VERB}
    listed = [lemma for lemma, part, _ in UNSEEN if lexicon.listed().get((lemma, parts[part])) == lexicon.LISTED]
    assert not listed
    assert len(UNSEEN) >= 210


def test_made_stems_speak_for_themselves() -> None:
    known = lexicon.supported()
    assert ("маусымдық", "N") in known
    assert ("табушы", "N") in known  # тап is voiced
    assert known["қала", "N"] == lexicon.LISTED > known["қалалы", "N"]


@pytest.mark.parametrize(
    ("stem", "part", "looks"),
    [
        ("абырой", "N", "noun"),
        ("авиация", "N", "loan"),
        ("артефо", "N", "odd"),
        ("форматта", "V", "made"),
        ("делега", "V", "verb"),
        ("субъек", "V", "foreign"),
        ("парабол", "V", "foreign"),
    ],
)
def test_unknown_stems_are_judged_by_their_looks(stem: str, part: str, looks: str) -> None:
    assert shape(stem, part) == looks


def test_refining_learns_stems_of_a_collection_and_keeps_the_shipped_ones() -> None:
    base = Statistics.shipped()
    words = [f"қырмана{ending}" for ending in ("", "ның", "ға", "да", "лар", "сы", "сында", "мен")]
    refined = statistics.refine([*words, "Latin", "2022", "слово" * 20])
    assert refined.stems["қырмана", "N"] > 1
    assert refined.steps == base.steps
    assert all(refined.stems[stem] >= count for stem, count in base.stems.items())
    assert {Stemmer(refined)(word) for word in words} == {"қырмана"}
    assert statistics.refine(reversed(words)) == statistics.refine(words)
    assert Statistics.parse(refined.text()) == refined


def test_statistics_of_other_endings_are_refused() -> None:
    text = Statistics.shipped().text()
    without = "\n".join(line for line in text.splitlines() if not line.startswith("step\tN\tGEN\t"))
    with pytest.raises(WordListError, match=r"nothing about N-GEN of endings\.tsv"):
        Statistics.parse(without)


def test_a_reader_can_find_why() -> None:
    (line,) = explain(shipped(), "Кітаптарымыздың")
    assert line.startswith("кітап: кітап + тар + ымыз + дың, noun PL P1P GEN; ")
    assert "(lexicon" in line
    assert explain(shipped(), "оған") == ("ол: exceptions.tsv",)
    assert explain(shipped(), "online") == ("online: taken as it stands",)
    assert explain(shipped(), "ФИФА-ның")[0] == "фифа: фифа + -ның, an ending behind a hyphen"
    assert "made of a stem of the lexicon" in explain(shipped(), "тойханашылар")[0]
    assert "never met" in explain(shipped(), "қырманаларға")[0]
    assert analyzers.LANGUAGES["kk"].explain("оқиды")[0].startswith("оқы: оқы + й + ды, verb CVA 3; ")


def test_the_command_shows_why() -> None:
    asked = CliRunner().invoke(cli, ["analyze", "--words", "--explain", "--language", "kk"], input="үйлерімізде\n")
    (line,) = asked.stdout.splitlines()
    shown = json.loads(line)
    assert shown["terms"] == ["үй"]
    assert shown["why"][0].startswith("үй: үй + лер + іміз + де, noun PL P1P LOC; ")


def test_pieces_are_spelt_as_they_stand_in_the_word() -> None:
    assert pieces("барғандарыңызды", "бар", "V", ("PRF", "/", "PL", "P2F", "ACC")) == ("ған", "дар", "ыңыз", "ды")
    assert pieces("халқының", "халық", "N", ("DROP", "P3", "GEN")) == ("ы", "ның")
    assert pieces("институттен", "институт", "N", ("ABL",)) == ("тен",)


def test_parts_of_a_weight_add_up() -> None:
    stemmer = shipped()
    for weight, stem, part, chain in stemmer.readings("министрліктердің"):
        before = "N" if part == automaton.NOUN else "V"
        if automaton.AND not in chain and chain:
            ending = stemmer.statistics.chain(before, (*chain, automaton.END))
            assert weight == pytest.approx(stemmer.stem_weight(stem, part) + ending)


def test_key_joins_spellings_of_a_stem() -> None:
    assert (key("клуб"), key("металл"), key("роль"), key("факті")) == ("клуп", "метал", "рол", "факт")

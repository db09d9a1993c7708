"""The commands of language analysis: lines come from stdin, a JSON object a line goes to stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click

import analyzers
from analyzers.language import Language


@click.command()
@click.option("--language", type=click.Choice(sorted(analyzers.LANGUAGES)), help="Default: recognised line by line.")
@click.option("--words", is_flag=True, help='One word a line → {"word", "terms"}, with every plausible term.')
@click.option("--explain", is_flag=True, help="Add why each word has its term: a line for each reading of the word.")
def analyze(language: str | None, words: bool, explain: bool) -> None:
    """Print the terms of lines from stdin, a JSON object a line."""
    from analyzers.identify import identify as identify_language

    for line in lines():
        code = language or identify_language(line).language
        chosen = analyzers.LANGUAGES.get(code)
        typed = analyzers.exact.terms(line)
        if words:
            terms = [term for word in typed for term in chosen.readings(word)] if chosen else typed
            record: dict[str, object] = {"word": line.strip(), "terms": list(dict.fromkeys(terms))}
        else:
            analyzer = chosen.lemma if chosen else analyzers.exact
            record = {"language": code, "tokens": [token._asdict() for token in analyzer.tokens(line)]}
        if explain:
            why = reasons(chosen, typed)
            record["why"] = [reason for found in why.values() for reason in found] if words else why
        click.echo(json.dumps(record, ensure_ascii=False))


def reasons(language: Language | None, words: Iterable[str]) -> dict[str, list[str]]:
    """Why each of the words has its term; a language that is none of ours leaves words as they are."""
    return {word: list(language.explain(word)) if language else [f"{word}: as written"] for word in words}


@click.command()
def identify() -> None:
    """Print the language of lines from stdin, a JSON object a line."""
    from analyzers.identify import identify as identify_language

    for line in lines():
        found = identify_language(line)
        record = {"language": found.language, "script": found.script, "confidence": round(found.confidence, 4)}
        click.echo(json.dumps(record, ensure_ascii=False))


def lines() -> Iterable[str]:
    """The lines of stdin without their ends; bytes that are no UTF-8 become replacement characters."""
    return (line.decode("utf-8", "replace").rstrip("\r\n") for line in sys.stdin.buffer)

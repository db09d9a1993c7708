"""The app as a server: waitress on an address, everything read that the first question would wait for."""

from __future__ import annotations

import errno
import gc
import re
import signal
import socket
import threading
from collections.abc import Iterator

import click
import waitress
from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer

from corpus.errors import MinberError, SettingsError
from indexer.library import Library
from indexer.library_help import suggestions
from indexer.query import concepts
from indexer.query.ask import Question
from search_app import create_app
from search_app.request import LANGUAGES, SearchRequest
from search_app.results import Desk, results

THREADS = 8
LARGEST_BODY = 64 * 1024  # nothing is sent to us but questions,
LONGEST_HEAD = 64 * 1024  # and those are short
SILENCE = 60  # seconds after which a connection that says nothing is closed
LAST_STEP = 10  # seconds that warming may take for what it has begun, once it is told to end
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
FIRST_WORDS = "ашылғалы открывавшиеся reopenings"  # in no index: each makes its language read its dictionary
SELDOM = (10_000, 20, 20)  # when garbage is looked for: an answer leaves next to none (rendering.py)
GUESSED = "былмырзак"  # no word, typed without Kazakh letters: what words are guessed by is read
COMMON_QUESTIONS = ("облыс әкімі", "аким области", "akim of the region")  # of nearly every index


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads requests; letters that stand in an address as they are, as curl and scripts send them, are taken as if
    they were escaped."""

    def parse_header(self, header_plus: bytes) -> None:
        """Reads the first line and the headers."""
        line, end, headers = header_plus.partition(b"\r\n")
        super().parse_header(BEYOND_ASCII.sub(_escaped, line) + end + headers)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose requests are read so."""

    parser_class = Parser


def run(library: Library, host: str, port: int) -> None:
    """Serves until interrupted or told to end."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    app = create_app(library)
    server = _listening(app, host, port)
    shown = getattr(server, "effective_port", port)
    click.echo(f"Minber is at http://{host}:{shown} (Ctrl+C stops it)", err=True)
    ended = threading.Event()
    warming = threading.Thread(target=warm, args=(app, ended), name="warming", daemon=True)
    warming.start()
    try:
        server.run()
    finally:
        server.close()
        ended.set()
        warming.join(LAST_STEP)  # it may hold the store open


def warm(app: Flask, ended: threading.Event | None = None) -> None:
    """Asks a question in each language and begins one, so that dictionaries, indexes, suggestions and names of people
    are in memory, and compiles the templates; without an index it does the latter alone. Ends early if told to."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    try:
        for _ in _ask_all(app.extensions["minber"]):
            if ended is not None and ended.is_set():
                return
    except MinberError:
        return  # the page says so to whoever asks
    gc.collect()
    gc.freeze()  # what stays is never looked at again by the collector, which a question would wait for
    gc.set_threshold(*SELDOM)


def _ask_all(desk: Desk) -> Iterator[None]:
    """Asks one thing after another, with a stop behind each."""
    library = desk.library
    library.status()
    languages = library.languages_of(library.releases)
    yield
    concepts.prepare(languages)
    for language in languages.values():
        yield
        language.respelt(GUESSED)
    for ui, word in zip(LANGUAGES, FIRST_WORDS.split(), strict=True):
        yield
        suggestions(library, word[:2], ui)
        library.search(Question(text=word, size=1))
        library.statements(Question(text=word, size=1))
    for ui, words in zip(LANGUAGES, COMMON_QUESTIONS, strict=True):
        yield
        results(desk, SearchRequest(ui, words))
    desk.names.meet(library.statements(Question(size=1)).facets["speaker"])
    for engine in (library.releases, library.said):
        yield
        engine.check()


def check(host: str, port: int) -> None:
    """Whether a server could listen there now: else the error that `run` would end with, before anything is done."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except socket.gaierror:
        return  # no address of this machine, as `run` will say
    except OSError as error:
        raise _no_port(host, port, error) from error


def _no_port(host: str, port: int, error: OSError) -> SettingsError:
    taken = error.errno == errno.EADDRINUSE
    remedy = "another program listens there; choose another with --port" if taken else str(error)
    return SettingsError(f"port {port} on {host}: {remedy}")


def _escaped(found: re.Match[bytes]) -> bytes:
    return b"%%%02X" % ord(found[0])


def _listening(app: Flask, host: str, port: int) -> BaseWSGIServer:
    desk: Desk = app.extensions["minber"]
    sockets: dict[int, object] = {}  # several, where a name stands for several addresses
    try:
        server = waitress.create_server(
            app,
            map=sockets,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_BODY,
            max_request_header_size=LONGEST_HEAD,
            channel_timeout=SILENCE,
            clear_untrusted_proxy_headers=not desk.library.settings.proxies,
        )
        for one in sockets.values():
            if isinstance(one, BaseWSGIServer):
                one.channel_class = Channel
        return server
    except OSError as error:
        raise _no_port(host, port, error) from error
    except ValueError as error:
        raise SettingsError(f"host {host!r}: is no address of this machine; choose another with --host") from error

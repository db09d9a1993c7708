"""The app as a server: waitress on an address, everything read that the first question would wait for."""

from __future__ import annotations

import errno
import threading

import click
import waitress

from corpus.errors import MinberError, SettingsError
from indexer.library import Library
from indexer.library_help import suggestions
from indexer.query.ask import Question
from search_app import create_app
from search_app.request import LANGUAGES

THREADS = 8
LARGEST_BODY = 64 * 1024  # nothing is sent to us but questions
SILENCE = 60  # seconds after which a connection that says nothing is closed
FIRST_WORDS = "ашылғалы открывавшиеся reopenings"  # in no index: each makes its language read its dictionary


def run(library: Library, host: str, port: int) -> None:
    """Serves until interrupted."""
    server = _listening(library, host, port)
    shown = getattr(server, "effective_port", port)
    click.echo(f"Minber is at http://{host}:{shown} (Ctrl+C stops it)", err=True)
    threading.Thread(target=warm, args=(library,), name="warming", daemon=True).start()
    try:
        server.run()
    finally:
        server.close()


def warm(library: Library) -> None:
    """Asks a question in each language and begins one, so that dictionaries, indexes and suggestions are in memory;
    without an index, nothing."""
    try:
        for ui, word in zip(LANGUAGES, FIRST_WORDS.split(), strict=True):
            suggestions(library, word[:2], ui)
            library.search(Question(text=word, size=1))
            library.statements(Question(text=word, size=1))
    except MinberError:
        return  # the page says so to whoever asks


def _listening(library: Library, host: str, port: int) -> waitress.server.BaseWSGIServer:
    try:
        return waitress.create_server(
            create_app(library),
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_BODY,
            channel_timeout=SILENCE,
            clear_untrusted_proxy_headers=not library.settings.proxies,
        )
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        remedy = "another program listens there; choose another with --port" if taken else str(error)
        raise SettingsError(f"port {port} on {host}: {remedy}") from error
    except ValueError as error:
        raise SettingsError(f"host {host!r}: is no address of this machine; choose another with --host") from error

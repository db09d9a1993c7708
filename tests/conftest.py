"""What all tests share: where the reference data lies, the checkout, and a library of the sample site."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from indexer.library import Library

ROOT = Path(__file__).parent.parent

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as shells start what runs in the background,
    signal.signal(signal.SIGINT, signal.default_int_handler)  # and commands under test would inherit it


def shared_folder() -> Path:
    """The folder of reference data, whether it is there or not."""
    return Path(os.environ.get("MINBER_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data; the test is skipped where it is absent."""
    folder = shared_folder()
    if not (folder / "data" / "README.md").is_file():
        pytest.skip(f"reference data is not at {folder.name}/data beside the checkout (set MINBER_SHARED)")
    return folder


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample site, crawled and indexed once."""
    from sample_library import sample_library  # here: tests that ask no library begin at once

    opened = sample_library(tmp_path_factory.mktemp("sample-library"))
    yield opened
    opened.close()


settings.register_profile("minber", deadline=None)  # machines are noisy; speed is shown in benchmarks/, never tested
settings.load_profile("minber")

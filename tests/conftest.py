"""What all tests share: where the reference data lies, and the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent


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


settings.register_profile("minber", deadline=None)  # machines are noisy; speed is shown in benchmarks/, never tested
settings.load_profile("minber")

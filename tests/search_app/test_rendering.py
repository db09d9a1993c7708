"""Pages leave no rings of objects for the garbage collector."""

from __future__ import annotations

import gc
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import search_app

LEFT = 200  # objects: of SQLAlchemy and Werkzeug; a page of results has thousands
IMPORTED = re.compile(r"{%-? *(?:import|from) [^%]*%}")


@pytest.mark.parametrize("address", ["/kk/search?q=сайлау", "/ru/", "/en/statements?q=school", "/ru/coverage"])
def test_a_page_is_gone_when_it_is_sent(client: FlaskClient, address: str) -> None:
    client.get(address)  # what is kept for all pages is made
    gc.collect()
    gc.disable()
    try:
        assert client.get(address, follow_redirects=True).status_code == 200
        assert gc.collect() < LEFT
    finally:
        gc.enable()


def test_templates_are_imported_with_context() -> None:
    texts = [path.read_text(encoding="utf-8") for path in Path(search_app.__path__[0], "templates").glob("*.html")]
    imports = [found for text in texts for found in IMPORTED.findall(text)]
    assert imports
    assert all("with context" in found for found in imports)

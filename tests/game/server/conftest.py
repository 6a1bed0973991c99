"""A client for tests that ask where a page is found: a clean clone has not built one yet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from linestop.game.server import pages


@pytest.fixture(scope="module")
def client_of_one_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a server in this process takes for its built client."""
    folder = tmp_path_factory.mktemp("dist")
    (folder / "index.html").write_text('<!doctype html><base href="%BASE%"><div id="app"></div>')
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pages, "client_folder", lambda: folder)
        yield

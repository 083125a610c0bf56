"""A demo server of its own, as `make start` starts it."""

from bench.server import Server

import pytest


@pytest.fixture(scope="package")
def server(tmp_path_factory):
    """The server, in a folder of its own; the tests of this folder share it."""
    with Server(tmp_path_factory.mktemp("server")) as server:
        yield server

"""One killable server for this folder, with tables and two officials' places."""

from __future__ import annotations

import pytest

from tests.crash.support import Cluster, answer


@pytest.fixture(scope="package")
def prepared(tmp_path_factory):
    """The server, its tables made once; stopped whatever happened."""
    cluster = Cluster(tmp_path_factory.mktemp("crash") / "pg")
    cluster.start()
    try:
        made = answer(cluster, "officials")
        yield cluster, made
    finally:
        cluster.start()
        cluster.stop()


@pytest.fixture
def cluster(prepared):
    """The server, running with the settings of life, whatever the test before did to it."""
    server, _ = prepared
    server.start()
    return server


@pytest.fixture
def officials(prepared):
    """What tests/crash/officials.py made: the police's body, and a signed-in cookie for each web official."""
    return prepared[1]

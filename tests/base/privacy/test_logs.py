"""The secret part of a calendar's address stands in no log of the server (trust.md S7)."""

from __future__ import annotations

import logging

import pytest

from config.door import serve

TOKEN = "Qm9dK3-secret_part_7x"
PATH = f"/lich/{TOKEN}.ics"


@pytest.fixture
def written(caplog):
    """written(path): what the log says after this address was asked for and not found."""

    def asked(client) -> str:
        with caplog.at_level(logging.DEBUG):
            assert client.get(PATH).status_code == 404
        return caplog.text + str([vars(record) for record in caplog.records])

    return asked


@pytest.mark.django_db
def test_an_address_that_is_not_found_is_logged_without_its_secret(client, written):
    told = written(client)
    assert "/lich/….ics" in told and TOKEN not in told


@pytest.mark.django_db
def test_twin_without_the_filter_the_secret_is_written(client, written):
    logger = logging.getLogger("django.request")
    kept, logger.filters = logger.filters, []
    try:
        assert TOKEN in written(client)
    finally:
        logger.filters = kept


@pytest.mark.parametrize("line", [("GET %s HTTP/1.1", PATH), (f'"GET {PATH}?a=1" 200 %s', "12")])
def test_the_line_of_the_small_server_too(line, caplog):
    with caplog.at_level(logging.INFO, "django.server"):
        logging.getLogger("django.server").info(line[0], line[1])
    assert TOKEN not in caplog.text and "/lich/….ics" in caplog.text


def test_the_server_writes_no_log_of_addresses():
    assert "--no-access-log" in serve._web(1)

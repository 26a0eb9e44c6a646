import pytest


@pytest.mark.django_db
def test_health(client):
    assert client.get("/suc-khoe/").content == b"ok"

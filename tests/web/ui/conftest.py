import pytest

from donghanh.web.ui import build
from tests.web.ui.browser import chromium


@pytest.fixture(scope="module")
def browser():
    """Chromium with the static files built."""
    build.build()
    with chromium() as opened:
        yield opened

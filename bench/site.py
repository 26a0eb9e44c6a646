"""Our pages, asked through WSGI in this process as a signed-in browser would ask them."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

TOKEN = "b" * 32
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, read to its end."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(application: Application, verb: str, path: str, *, query: str = "", body: bytes = b"", cookie: str = "", script: bool = False) -> Answer:
    """One request to a WSGI application. script: sent by htmx, which takes a part of a page."""
    got: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        got.update(status=int(status.split(" ", 1)[0]), headers=dict(headers))

    environ = {
        "REQUEST_METHOD": verb,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": cookie,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        **({"HTTP_HX_REQUEST": "true"} if script else {}),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    parts = application(environ, start_response)
    try:
        return Answer(got["status"], got["headers"], b"".join(parts))
    finally:
        if hasattr(parts, "close"):
            parts.close()


class Browser:
    """One signed-in official."""

    def __init__(self, application: Application, session: str) -> None:
        self.application, self.cookie = application, f"sessionid={session}; csrftoken={TOKEN}"

    def open(self, path: str, *, query: str = "") -> Answer:
        """GET a page. Raises AssertionError unless it is shown."""
        answer = ask(self.application, "GET", path, query=query, cookie=self.cookie)
        assert answer.status == 200, f"{path}: {answer.status}"
        return answer

    def send(self, path: str, **fields: str) -> Answer:
        """POST a form with its once-only key. Raises AssertionError unless it was recorded."""
        return self._post(path, fields, status=302)

    def ask(self, path: str, **fields: str) -> Answer:
        """The same by script, for a part of a page. Raises AssertionError unless it is shown."""
        return self._post(path, fields, status=200, script=True)

    def _post(self, path: str, fields: dict[str, str], *, status: int, script: bool = False) -> Answer:
        typed = urlencode({"csrfmiddlewaretoken": TOKEN, "_once": str(uuid.uuid4()), **fields}).encode()
        answer = ask(self.application, "POST", path, body=typed, cookie=self.cookie, script=script)
        assert answer.status == status, f"{path}: {answer.status} {answer.body[-600:].decode(errors='replace')}"
        return answer

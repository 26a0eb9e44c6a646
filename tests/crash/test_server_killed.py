"""The web server killed with SIGKILL in the middle of a form: sent again, every form is recorded exactly once (trust R2)."""

from __future__ import annotations

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from urllib.parse import urlencode

import psycopg
import pytest

from tests.crash.support import Cluster
from tests.support import ROOT

KILLS, MOST_TRIES = 20, 60
TOKEN = "c" * 32
BROKEN = (OSError, http.client.HTTPException)


class Site:
    """The server on a port of its own, and a browser of one form."""

    def __init__(self, program: subprocess.Popen, port: int) -> None:
        self.program, self.port, self.group = program, port, 0

    def start(self) -> None:
        self.program.stdin.write("\n")
        self.program.stdin.flush()
        self.group = int(self.program.stdout.readline())
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with suppress(*BROKEN):
                if self._ask("GET", "/suc-khoe/").status == 200:
                    return
            time.sleep(0.01)
        raise AssertionError("the server did not come back")

    def kill(self) -> None:
        os.killpg(self.group, signal.SIGKILL)

    def send(self, cookie: str, path: str, **fields: str) -> http.client.HTTPResponse:
        """One form of a signed-in official. Raises one of BROKEN where the line breaks."""
        head = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"sessionid={cookie}; csrftoken={TOKEN}"}
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": TOKEN, **fields}), head)

    def register(self, cookie: str, key: str, name: str) -> str:
        """Look for the person, then send the form with this key; answers where the form led to."""
        self.send(cookie, "/nguoi/", _once=str(uuid.uuid4()), q=name)
        answer = self.send(cookie, "/nguoi/moi/", _once=key, full_name=name, sex="MALE", birth_year="1990", why_not_same="MET")
        assert answer.status == 302, f"{answer.status}: {answer.body[-800:]}"
        return answer.headers["Location"]

    def _ask(self, verb: str, path: str, body: str | None = None, head: dict[str, str] | None = None) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(verb, path, body, head or {})
            answer = line.getresponse()
            answer.body = answer.read().decode()
            return answer
        finally:
            line.close()


@contextmanager
def site(cluster: Cluster, *how: str) -> Iterator[Site]:
    """The site on this cluster, ended with all that belongs to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.crash.server", str(port), *how]
    program = subprocess.Popen(command, env=cluster.environment(), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    made = Site(program, port)
    try:
        made.start()
        yield made
    finally:
        with suppress(ProcessLookupError):
            made.kill()
        program.kill()
        program.wait()
        program.stdin.close()
        program.stdout.close()


def recorded(cluster: Cluster, name: str) -> tuple[int, int]:
    """How many people of this name stand, and how many rows of the log say so."""
    with psycopg.connect(cluster.start()) as connection:
        people = connection.execute("select id from people_person where full_name = %s", [name]).fetchall()
        ids = [row[0] for row in people]
        events = connection.execute("select count(*) from audit_event where verb = 'person.register' and person_id = any(%s)", [ids]).fetchone()
    return len(people), events[0]


def word() -> str:
    """A word that no other name has."""
    return "T" + "".join(chr(ord("a") + int(digit, 16)) for digit in uuid.uuid4().hex)


def usual_seconds(where: Site, cookie: str) -> float:
    """How long the form takes on this machine now."""
    where.register(cookie, str(uuid.uuid4()), f"Đo {word()}")
    name, begun = f"Đo {word()}", time.monotonic()
    where.send(cookie, "/nguoi/", _once=str(uuid.uuid4()), q=name)
    begun = time.monotonic()
    where.send(cookie, "/nguoi/moi/", _once=str(uuid.uuid4()), full_name=name, sex="MALE", birth_year="1990", why_not_same="MET")
    return time.monotonic() - begun


@pytest.mark.slow
def test_every_form_cut_off_and_sent_again_is_recorded_once(cluster, officials):
    dice, cut_off, names = random.Random(137), 0, []
    with site(cluster) as here, ThreadPoolExecutor(4) as pool:
        cookies = officials["cookies"]
        usual = usual_seconds(here, cookies[0])
        for _ in range(MOST_TRIES):
            forms = [(cookie, str(uuid.uuid4()), f"Lê {word()}") for cookie in cookies[:3]]
            for cookie, _key, name in forms:
                here.send(cookie, "/nguoi/", _once=str(uuid.uuid4()), q=name)
            sent = [
                pool.submit(here.send, cookie, "/nguoi/moi/", _once=key, full_name=name, sex="MALE", birth_year="1990", why_not_same="MET")
                for cookie, key, name in forms
            ]
            time.sleep(dice.uniform(0.1, 2.0) * usual)
            here.kill()
            cut_off += any(isinstance(one.exception(), BROKEN) for one in sent)
            here.start()
            for cookie, key, name in forms:
                assert here.register(cookie, key, name) == here.register(cookie, key, name)
                names.append(name)
            if cut_off == KILLS:
                break
    assert cut_off == KILLS, f"only {cut_off} of {MOST_TRIES} kills met a form on its way"
    assert {recorded(cluster, name) for name in names} == {(1, 1)}


def test_eight_at_the_same_moment_are_one(cluster, officials):
    key, name = str(uuid.uuid4()), f"Lê {word()}"
    with site(cluster) as here, ThreadPoolExecutor(8) as pool:
        cookie = officials["cookies"][3]
        here.send(cookie, "/nguoi/", _once=str(uuid.uuid4()), q=name)
        form = {"_once": key, "full_name": name, "sex": "MALE", "birth_year": "1990", "why_not_same": "MET"}
        answers = list(pool.map(lambda _: here.send(cookie, "/nguoi/moi/", **form), range(8)))
    assert {(one.status, one.headers["Location"]) for one in answers} == {(302, answers[0].headers["Location"])}
    assert recorded(cluster, name) == (1, 1)


def test_twin_without_the_guard_a_form_sent_again_is_recorded_twice(cluster, officials):
    key, name = str(uuid.uuid4()), f"Lê {word()}"
    with site(cluster, "twin") as here:
        first = here.register(officials["cookies"][3], key, name)
        assert here.register(officials["cookies"][3], key, name) != first
    assert recorded(cluster, name) == (2, 2)

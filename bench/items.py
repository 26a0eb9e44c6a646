"""What is asked, of our pages and of the floors, turn about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from urllib.parse import urlencode

import psycopg

from bench.floor import Floor
from bench.site import Browser, ask
from donghanh.kernel.text import fold

COOKIE = "sessionid={}"


@dataclass(frozen=True, slots=True)
class Item:
    """A name, and for each round the same question in three ways. before: what our page needs first and is not measured."""

    name: str
    budget: float
    ours: Callable[[], None]
    floor: Callable[[], None]
    walled: Callable[[], None]
    before: Callable[[], None] = lambda: None


@dataclass(slots=True)
class People:
    """People of the official's commune with a case, drawn in a fixed order; current moves on once a round."""

    ids: list[str]
    names: list[str]
    place: int = 0

    def turn(self) -> None:
        self.place = (self.place + 1) % len(self.ids)


def people(address: str, unit: int) -> People:
    """Two hundred of them."""
    with psycopg.connect(address) as connection:
        rows = connection.execute(
            "select p.id::text, p.full_name from people_person p join cases_case c on c.person_id = p.id"
            " where p.unit_id = %s and not p.is_sealed and c.active_from is not null order by p.id",
            [unit],
        ).fetchall()
    drawn = Random(7).sample(rows, min(200, len(rows)))
    return People([row[0] for row in drawn], [row[1] for row in drawn])


def items(browser: Browser, floor: Floor, walled: Floor, known: People, session: str) -> Iterator[Item]:
    """The four pages whose budget is three times the floor."""

    def of(one: Floor, path: str, **given: str) -> None:
        answer = ask(one, "GET", path, query=urlencode(given), cookie=COOKIE.format(session))
        assert len(answer.body) > 2

    def both(path: str, given: Callable[[], dict[str, str]]) -> tuple[Callable[[], None], Callable[[], None]]:
        return (lambda: of(floor, path, **given())), (lambda: of(walled, path, **given()))

    def words() -> str:
        return fold(known.names[known.place])

    def search() -> None:
        assert b"/nguoi/" in browser.ask("/nguoi/", q=words()).body

    yield Item("search", 3, search, *both("/search", lambda: {"q": words()}), before=known.turn)
    person = both("/person", lambda: {"id": known.ids[known.place]})
    yield Item("person page", 3, lambda: _ignore(browser.open(f"/nguoi/{known.ids[known.place]}/")), *person, before=known.turn)
    yield Item("working list of 50", 3, lambda: _ignore(browser.open("/viec/?so=50")), *both("/today", dict))
    yield _create(browser, both)


def _create(browser: Browser, both: Callable[..., tuple[Callable[[], None], Callable[[], None]]]) -> Item:
    numbers, turn = count(), {"name": ""}

    def another() -> dict[str, str]:
        return {"name": f"Trần Văn {_word(next(numbers))}", "year": "1990"}

    def look_first() -> None:
        turn["name"] = another()["name"]
        browser.send("/nguoi/", q=turn["name"])

    def create() -> None:
        browser.send("/nguoi/moi/", full_name=turn["name"], sex="MALE", birth_year="1990", why_not_same="MET")

    return Item("create a person", 3, create, *both("/new", another), before=look_first)


def _word(number: int) -> str:
    """A number as a word of a name."""
    return "T" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}")


def _ignore(_: object) -> None:
    return None

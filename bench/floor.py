"""The floor: a bare WSGI function with raw psycopg that returns the data of a page as JSON, from the same database.

walled False: plain statements as the owner; nobody is signed in, nothing is asked, nothing is logged.
walled True: as the web server's login, after the session, under the role and scope of the official, with the log row that a page owes.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import psycopg
from psycopg.rows import dict_row

from donghanh.base.privacy import vault
from donghanh.kernel import names
from donghanh.web.shell.sessions import kept_key

_SIGNED_IN = """select u.id, p.role, p.body_id, b.unit_id from accounts_user u join accounts_post p on p.user_id = u.id
 join places_body b on b.id = p.body_id where (select session_load(%s)) is not null and u.id = %s and u.is_active"""
_SCOPE = """select set_config('role', 'donghanh_web', true), set_config('app.units', %s, true), set_config('app.stat_units', %s, true),
 set_config('app.reads', '{D1,D2,D3,D4,D10,D11}', true), set_config('app.writes', '{D1,D2,D3}', true), set_config('app.body', %s, true),
 set_config('app.user', %s, true)"""
_READING = """insert into audit_reading (id, xid, at, actor_id, role, body_id, unit_id, person_id, page, classes, purpose)
 values (gen_random_uuid(), 0, now(), %s, 'commune_police', %s, %s, %s, %s, 'D1', '')"""
_EVENT = """insert into audit_event (id, xid, at, actor_id, role, body_id, unit_id, verb, subject, person_id, result, reason, citation, changes)
 values (gen_random_uuid(), 0, now(), %s, 'commune_police', %s, %s, 'person.register', %s, %s, 'done', '', '', '{}')"""
# As good as ours: found in the index person_search alone, then the few rows are fetched.
_SEARCH = """with hit as (select id, sort_key, birth_year from people_person
  where unit_id = %s and merged_into_id is null and strpos(folded, (select vn_fold(%s))) > 0 order by sort_key, birth_year desc, id limit 11)
 select p.id, p.full_name, p.birth_year, p.sex, p.is_sealed, u.kind || ' ' || u.name as place
 from hit join people_person p on p.id = hit.id join places_unit u on u.id = p.unit_id order by hit.sort_key, hit.birth_year desc, hit.id"""
_LIKE = """select id, similarity(folded, (select vn_fold(%(name)s))) as likeness from people_person
 where unit_id = %(unit)s and merged_into_id is null and (rtrim(folded) = (select vn_fold(%(name)s))
  or (birth_year between %(year)s - 2 and %(year)s + 2 and similarity(folded, (select vn_fold(%(name)s))) >= 0.35))
 order by likeness desc, id limit 30"""
_PERSON = (
    "select p.*, u.kind || ' ' || u.name as unit_name from people_person p join places_unit u on u.id = p.unit_id where p.id = %s and p.unit_id = %s",
    "select id, kind, last_digits, recorded_at, ended_at from people_identifier where person_id = %s",
    "select a.id, a.kind, a.sealed_detail, a.starts_on, a.ends_before, u.kind || ' ' || u.name as place from people_address a"
    " join places_unit u on u.id = a.place_id where a.person_id = %s",
    "select m.* from people_householdmember m where m.household_id = (select household_id from people_householdmember where person_id = %s"
    " and ends_before is null)",
    "select c.*, u.kind || ' ' || u.name as unit_name from cases_case c join places_unit u on u.id = c.unit_id where c.person_id = %s",
    "select f.id, f.kind, f.happened_at, f.recorded_at, f.recorded_by, f.data, f.decision_id, f.voided_at, b.name as body, s.full_name as by_name"
    " from cases_fact f join cases_case c on c.id = f.case_id left join places_body b on b.id = f.body_id"
    " left join accounts_user s on s.id = f.recorded_by where c.person_id = %s order by f.happened_at desc",
    "select d.* from cases_duty d join cases_case c on c.id = d.case_id where c.person_id = %s",
    "select d.id, d.kind, d.state, d.number, d.series, d.year, d.signed_at, d.signer_name from decisions_decision d"
    " join cases_case c on c.id = d.case_id where c.person_id = %s",
)
_TODAY = (
    "select d.id, d.kind, d.rule_id, d.function, d.due_at, d.counted_from, d.stands_from, c.id as case_id, c.number, p.full_name, p.birth_year,"
    " p.is_sealed from cases_duty d join cases_case c on c.id = d.case_id join people_person p on p.id = c.person_id"
    " where d.unit_id = %(unit)s and d.stands_from <= now() and (d.stands_until is null or d.stands_until > now())"
    " order by d.due_at asc nulls last, d.id limit 50",
    "select count(*) filter (where due_at <= now()) as late, count(*) filter (where due_at > now() and due_at < now() + interval '1 day') as today,"
    " count(*) filter (where due_at > now() and due_at < now() + interval '8 days') as week"
    " from cases_duty where unit_id = %(unit)s and stands_from <= now() and (stands_until is null or stands_until > now())",
    "select * from cases_handover where to_unit_id = %(unit)s and received_at is null and returned_at is null",
    "select d.id, d.kind, d.drafted_at, d.return_reason from decisions_decision d where d.unit_id = %(unit)s and d.state = 'RETURNED'",
)
_NEW = """insert into people_person (id, unit_id, full_name, sort_key, other_name, sex, birth_year, guardian_name, is_sealed, data_key,
 registered_at, version) values (%s, %s, %s, %s, '', 'MALE', %s, '', false, %s, now(), 1)"""
_ONCE = "insert into accounts_submission (key, user_id, path, body_hash, status, location, made_at) values (%s, %s, '', '', 302, '', now())"


class Floor:
    """One connection, a few statements, json.dumps."""

    def __init__(self, address: str, official: dict[str, Any], *, walled: bool) -> None:
        self.connection = psycopg.connect(address, row_factory=dict_row, options="-c timezone=Asia/Ho_Chi_Minh")
        self.official, self.walled = official, walled
        self.pages: dict[str, Callable[[psycopg.Cursor, dict[str, str]], Any]] = {
            "/search": self.search,
            "/person": self.person,
            "/today": self.today,
            "/new": self.new,
        }

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        given = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
        with self.connection.transaction(), self.connection.cursor() as cursor:
            if self.walled:
                self._enter(cursor, environ["HTTP_COOKIE"])
            said = self.pages[environ["PATH_INFO"]](cursor, given)
        body = json.dumps(said, default=str, ensure_ascii=False).encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    def search(self, cursor: psycopg.Cursor, given: dict[str, str]) -> Any:
        """People of the commune whose name holds these words."""
        return cursor.execute(_SEARCH, [self.official["unit"], given["q"]]).fetchall()

    def person(self, cursor: psycopg.Cursor, given: dict[str, str]) -> Any:
        """One file with everything that hangs on it."""
        who = given["id"]
        first, *rest = _PERSON
        person = cursor.execute(first, [who, self.official["unit"]]).fetchone()
        assert person is not None
        parts = [cursor.execute(statement, [who]).fetchall() for statement in rest]
        for home in parts[1]:
            home["detail"] = vault.open_sealed(person["data_key"], home.pop("sealed_detail"), context=f"people:{who}:address")
        self._note(cursor, who, "people:person")
        return [person, parts]

    def today(self, cursor: psycopg.Cursor, _given: dict[str, str]) -> Any:
        """Fifty duties by deadline, and the figures above them."""
        return [cursor.execute(statement, {"unit": self.official["unit"]}).fetchall() for statement in _TODAY]

    def new(self, cursor: psycopg.Cursor, given: dict[str, str]) -> Any:
        """One record more, after a look for its like."""
        name, key, official = given["name"], uuid.uuid4(), self.official
        cursor.execute(_LIKE, {"unit": official["unit"], "name": name, "year": int(given["year"])}).fetchall()
        cursor.execute(_NEW, [key, official["unit"], name, names.sort_key(name), int(given["year"]), vault.new_person_key()])
        if self.walled:
            cursor.execute(_ONCE, [uuid.uuid4(), official["user"]])
            cursor.execute(_EVENT, [official["user"], official["body"], official["unit"], str(key), key])
        return {"id": key, "at": datetime.now(UTC)}

    def _enter(self, cursor: psycopg.Cursor, cookie: str) -> None:
        session, official = cookie.split("sessionid=")[1].split(";", maxsplit=1)[0], self.official
        assert cursor.execute(_SCOPE, ["{}", "{}", "", str(official["user"])])
        found = cursor.execute(_SIGNED_IN, [kept_key(session), official["user"]]).fetchone()
        assert found is not None
        units = f"{{{found['unit_id']}}}"
        cursor.execute(_SCOPE, [units, units, str(found["body_id"]), str(found["id"])])

    def _note(self, cursor: psycopg.Cursor, person: str, page: str) -> None:
        if self.walled:
            cursor.execute(_READING, [self.official["user"], self.official["body"], self.official["unit"], person, page])

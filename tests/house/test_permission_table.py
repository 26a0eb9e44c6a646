"""Every address stands in the permission table, and the table is true: each page is asked five ways by every role.

Signed out (GET and POST), with a role that may not (GET and POST), with a role that may (GET, on things that do not exist).
"""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import NoReverseMatch, reverse

from donghanh.base.accounts.roles import ROLES
from donghanh.web import permissions
from tests.factories import accounts

NOBODYS = {"uuid": str(uuid.UUID(int=7)), "int": "2000000007", "slug": "khong-co", "str": "khong-co", "path": "khong/co"}
REFUSED = {403, 404}
NO_SUCH_METHOD = 405
pytestmark = pytest.mark.django_db


def address(name: str) -> str:
    """This view's address, with ids of things that do not exist."""
    route = permissions.named_routes()[name]
    kinds = re.findall(r"<(?:(\w+):)?(\w+)>", route)
    try:
        return reverse(name, kwargs={argument: NOBODYS[kind or "str"] for kind, argument in kinds})
    except NoReverseMatch:
        return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda m: NOBODYS[m[1] or "str"], route)


def guarded() -> list[str]:
    return sorted(name for name in permissions.named_routes() if permissions.TABLE.get(name, permissions.PUBLIC) != permissions.PUBLIC)


def test_every_address_stands_in_the_table():
    assert sorted(set(permissions.named_routes()) - set(permissions.TABLE)) == []


def test_the_table_names_only_addresses_and_verbs_that_exist():
    verbs = {v for role in ROLES.values() for v in role.may}
    asked = {v for rule in permissions.TABLE.values() if rule not in (permissions.PUBLIC, permissions.SIGNED_IN) for v in rule.split()}
    assert sorted(set(permissions.TABLE) - set(permissions.named_routes())) == []
    assert sorted(asked - verbs) == []


@pytest.mark.parametrize("name", guarded())
def test_signed_out_leads_to_the_sign_in_page(client, name):
    for answer in (client.get(address(name)), client.post(address(name))):
        assert answer.status_code == 302, f"{name} answered {answer.status_code} to a stranger"
        assert answer.url.startswith("/dang-nhap/")


def answers(client, role: str) -> list[str]:
    """What is wrong with the answers that this role gets; each view is asked once by GET, and by POST where it may not."""
    accounts.sign_in(client, accounts.post(role=role))
    client.raise_request_exception = False
    wrong = []
    for name in guarded():
        may = role in permissions.roles_for(name, ROLES)
        got = client.get(address(name)).status_code
        if got >= 500 or (may and got == 403) or (not may and got not in REFUSED | {NO_SUCH_METHOD}):
            wrong.append(f"{role} {'may' if may else 'may not'} open {name}: GET answered {got}")
        if not may:
            sent = client.post(address(name), {"_once": str(uuid.uuid4())}).status_code
            if sent not in REFUSED | {NO_SUCH_METHOD}:
                wrong.append(f"{role} may not open {name}: POST answered {sent}")
    return wrong


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_is_answered_as_the_table_says(client, role):
    assert answers(client, role) == []


def test_twin_a_table_that_promises_too_little_goes_red(client, monkeypatch):
    open_page = next(name for name in guarded() if "system_admin" in permissions.roles_for(name, ROLES))
    monkeypatch.setitem(permissions.TABLE, open_page, "audit.read")
    assert any(open_page in line for line in answers(client, "system_admin"))


def test_twin_an_address_outside_the_table_goes_red(monkeypatch):
    monkeypatch.delitem(permissions.TABLE, "shell:health")
    assert set(permissions.named_routes()) - set(permissions.TABLE) == {"shell:health"}

"""Officials, posts and actors for tests: `actor` needs no database, all others write rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from donghanh.base.accounts import queries
from donghanh.base.accounts.models import Post, User
from donghanh.base.accounts.roles import ROLES
from donghanh.base.places.models import Body, Unit
from donghanh.kernel.actor import Actor

SIGN_IN_WITH = "mat-khau-thu-nghiem-2026"
SINCE, UNTIL = date(2020, 1, 1), date(2040, 1, 1)
_numbers = count(1)
_actor_ids = count(900_000_001)

# role → (kind of body it sits in, level of that body's place, office that the role is by default)
SEATS = {
    "commune_officer": ("commune_committee", "COMMUNE", ""),
    "commune_police": ("commune_police", "COMMUNE", ""),
    "commune_police_chief": ("commune_police", "COMMUNE", "commune_police_chief"),
    "commune_chair": ("commune_committee", "COMMUNE", "commune_chair"),
    "health_station": ("health_station", "COMMUNE", ""),
    "facility_doctor": ("facility", "PROVINCE", ""),
    "facility_intake": ("facility", "PROVINCE", ""),
    "facility_head": ("facility", "PROVINCE", "facility_head"),
    "court_clerk": ("regional_court", "PROVINCE", ""),
    "procuracy_viewer": ("regional_procuracy", "PROVINCE", ""),
    "provincial_lead": ("provincial_police", "PROVINCE", ""),
    "finance_officer": ("provincial_finance", "PROVINCE", ""),
    "department_officer": ("provincial_health", "PROVINCE", ""),
    "auditor": ("provincial_committee", "PROVINCE", ""),
    "system_admin": ("provincial_police", "PROVINCE", ""),
}


def user(username: str = "", *, full_name: str = "Nguyễn Thị Ẩn", password: str = SIGN_IN_WITH, **fields) -> User:
    """An official who can sign in with SIGN_IN_WITH."""
    fields.setdefault("created_at", datetime(2026, 1, 1, tzinfo=UTC))
    return User.objects.create_user(username or f"can.bo.{next(_numbers)}", password, full_name=full_name, **fields)


def unit(unit_id: int, *, level: str = "COMMUNE", name: str = "", parent_id: int | None = None) -> Unit:
    """The place with this id; made up when the test did not load the real ones."""
    return Unit.objects.get_or_create(
        pk=unit_id,
        defaults={
            "level": level,
            "code": str(unit_id)[-8:],
            "kind": "xã" if level == "COMMUNE" else "tỉnh",
            "name": name or f"Thử {unit_id}",
            "folded": f"thu {unit_id}",
            "parent_id": parent_id,
            "starts_on": SINCE,
            "ends_before": None,
        },
    )[0]


def body(kind: str, unit_id: int, *, name: str = "") -> Body:
    """The body of this kind at this place, made when missing."""
    found = Body.objects.filter(kind=kind, unit_id=unit_id).order_by("id").first()
    return found or Body.objects.create(kind=kind, unit_id=unit_id, name=name or f"{kind} {unit_id}", short_name=kind, starts_on=SINCE)


def post(*, role: str = "commune_police", unit_id: int = 900_001, office: str | None = None, holder: User | None = None, **fields) -> Post:
    """A post held from 2020 to 2040 unless told otherwise; place, body and user are made when missing."""
    kind, level, default_office = SEATS[role]
    unit(unit_id, level=level)
    seat = fields.pop("body", None) or body(kind, unit_id)
    values = {"starts_on": SINCE, "ends_before": UNTIL, **fields}
    return Post.objects.create(user=holder or user(), role=role, office=default_office if office is None else office, body=seat, **values)


def actor(role: str = "commune_police", unit_id: int = 900_001, **kw) -> Actor:
    """An Actor without a database: sees unit_id if the role works in a commune, counts it in either case. kw overrides any field."""
    r = ROLES[role]
    values = {
        "user_id": next(_actor_ids),
        "name": "Nguyễn Thị Ẩn",
        "role": r.code,
        "role_title": r.title,
        "office": SEATS[role][2],
        "body_id": unit_id * 10 + 1,
        "body_name": SEATS[role][0],
        "unit_id": unit_id,
        "grants": r.grants,
        "may": r.may,
        "unit_ids": frozenset({unit_id}) if r.territory == "COMMUNE" else frozenset(),
        "stat_unit_ids": frozenset({unit_id}) if r.territory in ("COMMUNE", "STATION", "PROVINCE") else frozenset(),
    }
    return Actor(**{**values, **kw})


def actor_in_db(
    role: str = "commune_police", unit_id: int = 900_001, *, on: date = date(2026, 11, 21), stepped_up: bool = False, **post_fields
) -> Actor:
    """The Actor that a real post makes on a day; user, body and place are rows."""
    held = post(role=role, unit_id=unit_id, **post_fields)
    return queries.actor_of(held, user_name=held.user.full_name, on=on, stepped_up=stepped_up)


def sign_in(client, held: Post):
    """Sign a test client in under this post, without the sign-in page; returns the client."""
    client.force_login(held.user, backend="donghanh.web.shell.officials.OfficialBackend")
    session = client.session
    session["post"] = held.pk
    session.save()
    return client

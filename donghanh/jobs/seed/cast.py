"""The made-up officials of a trial run as actors, each side of the story by its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from donghanh.base.accounts import queries as accounts
from donghanh.base.places import queries as places
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day

LOGINS = {
    "here": {
        "police": "binh.nguyenvan",
        "drafter": "an.tranthimy",
        "checker": "chau.lethi",
        "commune_police_chief": "dung.phamquoc",
        "commune_chair": "uyen.dangngoc",
        "station": "giang.vohuong",
    },
    "near": {
        "police": "khoa.hodang",
        "drafter": "hanh.buithi",
        "checker": "khoa.hodang",
        "commune_police_chief": "long.trinhba",
        "commune_chair": "nga.duongthuy",
    },
}
DOCTOR = "phuong.lyquynh"
COURT = "lam.doanthi"
INTAKE, SECOND, HEAD = "phuc.tongvan", "vinh.caoquang", "tuan.dovan"


@dataclass(frozen=True, slots=True)
class Side:
    """One commune with its people in office, by what they do in the stories."""

    unit_id: int
    body_name: str
    people: dict[str, Actor]


@dataclass(frozen=True, slots=True)
class Cast:
    """here: xã Trảng Bom; near: its neighbour; facility: the body that the doctor sits in; court: who receives files at the
    trial's court; intake: who receives them at that facility, where second checks and head signs.
    """

    here: Side
    near: Side
    facility: int
    court: Actor
    intake: Actor
    second: Actor
    head: Actor


def is_there() -> bool:
    """True once the accounts of the trial were made."""
    return accounts.user_named(DOCTOR) is not None


def gather(*, at: datetime) -> Cast:
    """The cast of the trial. Raises Cannot where an official has no account, or no post today."""
    on = local_day(at)
    here, near = (_side(names, on) for names in (LOGINS["here"], LOGINS["near"]))
    doctor = _actor(DOCTOR, on)
    assert doctor.body_id is not None
    return Cast(here, near, doctor.body_id, *(_actor(name, on) for name in (COURT, INTAKE, SECOND, HEAD)))


def _side(logins: dict[str, str], on: date) -> Side:
    people = {what: _actor(login, on) for what, login in logins.items()}
    police = people["police"]
    assert police.unit_id is not None
    return Side(places.unit_row(police.unit_id).id, police.body_name, people)


def _actor(login: str, on: date) -> Actor:
    user = accounts.user_named(login)
    posts = accounts.posts_of(user.pk, on=on) if user else []
    if not user or not posts:
        raise Cannot(f"Tài khoản chạy thử {login} chưa có vị trí công tác hôm nay.", mend="Chạy: donghanh accounts personas.")
    return replace(accounts.actor_of(posts[0], user_name=user.full_name, on=on), stepped_up=True)

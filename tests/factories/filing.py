"""A province with two communes of Đồng Nai that report, and their lead agency; real posts, real places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from donghanh.base.privacy.scope import scope
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import ZONE
from donghanh.reports.filing import actions
from donghanh.reports.filing.drafting import ConclusionDraft, ConferenceDraft
from donghanh.reports.filing.models import Version
from donghanh.reports.filing.rules import Arranged
from donghanh.reports.filing.terms import ConferenceKind
from tests.factories import accounts, places
from tests.factories.cases import NOW

UNITS, PROVINCE = "DN137-VII.4", "DN137-VI.1.h"
HALF, YEAR = "2026H1", "2026"
CALLED = "Báo cáo nhanh về mô hình"
WORDS = {"results": "Đã rà soát toàn bộ danh sách.", "obstacles": "Thiếu cán bộ tư vấn.", "next": "Mở thêm một điểm tư vấn."}


@dataclass(frozen=True)
class Desks:
    """The lead of the province, an official of each commune's committee, the chair of the first."""

    lead: Actor
    here: Actor
    there: Actor
    chair: Actor
    police: Actor


def moment(text: str) -> datetime:
    """ "2026-07-05" or "2026-07-05T14:00" in Viet Nam; a day alone is 09:00."""
    return datetime.fromisoformat(text if "T" in text else f"{text}T09:00").replace(tzinfo=ZONE)


def desks(here: int, there: int, *, province: int = places.DONG_NAI) -> Desks:
    """The officials, with posts in the database."""
    seats = (("provincial_lead", province), ("commune_officer", here), ("commune_officer", there), ("commune_chair", here), ("commune_police", here))
    return Desks(*(accounts.actor_in_db(role, unit_id, stepped_up=True) for role, unit_id in seats))


def act(who: Actor, name: str, *, at: datetime, **about):
    """One act by its name in actions."""
    with scope(who):
        return getattr(actions, name)(actor=who, at=at, **about)


def prolonged(lead: Actor, *codes: str, at: datetime, **how) -> None:
    """The province goes on asking for these reports in 2026."""
    told = {"until_year": 2026, "reason": "Chưa có kế hoạch nối tiếp"} | how
    for code in codes or tuple(f"{one}-{rhythm}" for one in (UNITS, PROVINCE) for rhythm in ("HALF_YEAR", "YEAR")):
        act(lead, "arrange", at=at, code=code, arranged=Arranged(**told))


def sent(who: Actor, *, at: datetime, code: str = f"{UNITS}-HALF_YEAR", period: str = HALF, words=None, **about) -> Version:
    """Written and sent."""
    act(who, "save_words", at=at, code=code, period=period, words=WORDS if words is None else words)
    return act(who, "send", at=at, code=code, period=period, **about)


def everything(officer: Actor, lead: Actor) -> dict[str, list[object]]:
    """Every page of the report desk has something to show; answers what may stand in an address (tests/journeys/lived_in.py)."""
    half, year, ours = f"{UNITS}-HALF_YEAR", f"{UNITS}-YEAR", f"{PROVINCE}-HALF_YEAR"
    prolonged(lead, at=NOW - timedelta(days=2))
    sent(officer, at=NOW, code=half)
    act(lead, "accept", at=NOW, code=half, period=HALF, body_id=officer.body_id)
    waiting = sent(officer, at=NOW, code=year, period=YEAR)
    whole = sent(lead, at=NOW, code=ours)
    told = ConclusionDraft("Mở buổi tư vấn ngoài giờ", officer.body_id or 0, NOW.date() + timedelta(days=9))
    about = {"kind": ConferenceKind.PRELIMINARY, "title": "Sơ kết", "held_on": NOW.date(), "plan_id": "DN137", "period": HALF, "version_id": whole.pk}
    review = act(lead, "confer", at=NOW, draft=ConferenceDraft(conclusions=(told,), **about))
    own = {f"reports:{page}.code": [half, ours] for page in ("filing", "recipients")}
    theirs = {f"reports:{page}.code": [half, year] for page in ("roll", "received")}
    rest = {"version_id": [waiting.pk, whole.pk], "conference_id": [review.pk], "reports:received.body_id": [officer.body_id]}
    return {"period": [HALF, YEAR], "reports:gathering.code": [ours], "reports:arrangement.code": [half], **own, **theirs, **rest}

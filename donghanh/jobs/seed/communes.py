"""What communes of the trial province say of themselves: one confirms and holds something, two are classed in two years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from donghanh.base.accounts import queries as accounts
from donghanh.base.privacy.scope import scope
from donghanh.jobs.seed import cast
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.programme.communes import actions
from donghanh.programme.communes.terms import Grade

LEAD, OFFICER = "quan.maianh", cast.LOGINS["here"]["drafter"]
CRITERIA, DOCUMENT = "Tiêu chí giả định của bản chạy thử", "quyết định giả định của bản chạy thử"


def tell(*, now: datetime) -> int:
    """A confirmation, an activity and the committee of one commune, its class of last year; answers how many lines were written."""
    on = local_day(now)
    lead, officer = _actor(LEAD, on), _actor(OFFICER, on)
    with scope(officer):
        actions.confirm(actor=officer, at=now, is_nobody=False)
        held = local_day(now - timedelta(days=40))
        actions.hold(actor=officer, at=now, on=held, name="Nói chuyện chuyên đề tại nhà văn hoá (giả định)")
        people = ("Trưởng Công an xã", "Trưởng trạm Y tế xã", "Chủ tịch Hội Liên hiệp Phụ nữ xã", "Bí thư Đoàn Thanh niên xã")
        since = local_day(now - timedelta(days=200))
        actions.set_committee(actor=officer, at=now, starts_on=since, document=DOCUMENT, head="Chủ tịch UBND xã", members=people)
    with scope(lead):
        for year, grade in ((on.year - 2, Grade.COMPLEX), (on.year - 1, Grade.GOOD)):
            told = {"criteria": CRITERIA, "document": DOCUMENT, "decided_on": date(year, 12, 15)}
            actions.classify(actor=lead, at=now, unit_id=officer.unit_id or 0, year=year, grade=grade, **told)
    return 4


def _actor(login: str, on: date) -> Actor:
    user = accounts.user_named(login)
    assert user is not None, login
    return replace(accounts.actor_of(accounts.posts_of(user.pk, on=on)[0], user_name=user.full_name, on=on), stepped_up=True)

"""What the verbs of this room share: one at a time over a site or step, and a new line that must fit into the story."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.roadmap import queries, rules
from donghanh.programme.roadmap.models import Site, SiteFact
from donghanh.programme.roadmap.rules import Fact
from donghanh.programme.roadmap.terms import ROUND, Happening, SiteKind


def lock(what: str) -> None:
    """One at a time over this site or step until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('roadmap:' || %s, 0))", [what])


def locked(site: Site) -> list[Fact]:
    """The story of this site, which nobody else adds to until the transaction ends."""
    lock(str(site.pk))
    return queries.facts_of(site.pk)


def add(actor: Actor, at: datetime, site: Site, new: Fact, **words: object) -> SiteFact:
    """One more line. Raises BadInput, rules.CannotRecord where it does not fit."""
    told = {"kind": SiteKind(site.kind), "decided_on": site.decided_on, "unit": site.unit_id}
    rules.check_can_follow(**told, facts=locked(site), new=new, today=local_day(at))
    if new.kind == Happening.CLOSED and not words.get("reason"):
        raise BadInput("Chưa ghi lý do.", mend="Ghi vì sao thôi hoạt động.", field="reason")
    if new.kind in ROUND and not words.get("reason"):
        raise BadInput("Chưa ghi nội dung.", mend="Ghi đã làm gì, kết quả chung ra sao.", field="reason")
    return SiteFact.objects.create(site=site, kind=new.kind, on=new.on, unit_id=new.unit, **words, **stamp(actor, at))

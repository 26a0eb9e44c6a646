"""Writing the register of sites. A wrong line is taken back by another, nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, Cannot
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.roadmap import access, rules
from donghanh.programme.roadmap.actions._shared import add, locked
from donghanh.programme.roadmap.models import Site, SiteFact
from donghanh.programme.roadmap.rules import Fact
from donghanh.programme.roadmap.terms import Happening, SiteKind


@dataclass(frozen=True, slots=True)
class Founding:
    """What the decision that founds a site says. unit_id: its place, as it was on that day; place: the plan's name of it, where that differs."""

    kind: SiteKind
    name: str
    unit_id: int
    number: str
    decided_on: date
    issuer: str
    place: str = ""
    opened_on: date | None = None
    origin_id: UUID | None = None


def found_site(*, actor: Actor, at: datetime, founding: Founding) -> Site:
    """Register a site from its decision, and its opening where the day is known.

    Raises BadInput for words or days that cannot be, Cannot where it stands in the register, NotInReach, MayNot.
    """
    with audit.recording(actor=actor, verb="roadmap.found", at=at) as entry:
        today = local_day(at)
        seat = access.seat_of(actor, founding.unit_id, on=today)
        words = _founding_words(founding)
        unit = places.unit_row(founding.unit_id)
        if founding.decided_on > today:
            raise BadInput("Ngày quyết định sau hôm nay.", mend="Ghi ngày ghi trên quyết định.", field="decided_on")
        if not unit.stands(founding.decided_on):
            raise BadInput(f"Ngày quyết định chưa có hoặc không còn {unit.title}.", mend="Ghi tên địa bàn của ngày đó.", field="unit")
        if Site.objects.filter(unit_id=unit.id, kind=founding.kind, name=words["name"], number=words["number"]).exists():
            raise Cannot("Nơi này đã có trong danh bạ.", mend="Mở nơi đó để ghi tiếp.")
        about = {"seat_id": seat, "unit_id": unit.id, "kind": founding.kind, "decided_on": founding.decided_on, "origin_id": founding.origin_id}
        made = Site.objects.create(**about, **words, **stamp(actor, at))
        entry.subject, entry.changes = str(made.pk), {"kind": founding.kind.value, "unit": unit.id}
        if founding.opened_on is not None:
            add(actor, at, made, Fact(None, Happening.OPENED, founding.opened_on))
        return made


def record(*, actor: Actor, at: datetime, site_id: UUID, kind: Happening, on: date, **told: object) -> SiteFact:
    """What happened to a site: OPENED, MOVED (unit_id), UPGRADED, CLOSED (reason) or what was done for it (terms.ROUND, reason), with its document.

    Raises BadInput, rules.CannotRecord where it does not fit into the story, NotInReach, MayNot.
    """
    with audit.recording(actor=actor, verb="roadmap.record", at=at, subject=str(site_id)) as entry:
        if kind in (Happening.EVALUATED, Happening.PILOTED, Happening.TAKEN_BACK):
            raise BadInput("Việc này ghi ở mục riêng.", mend="Dùng mục Đánh giá, Đưa vào thí điểm hoặc Rút lại.")
        site = access.site_to_record(actor, site_id)
        words = _fact_words(told)
        unit_id = int(str(told["unit_id"])) if told.get("unit_id") else None
        if (kind == Happening.MOVED) != (unit_id is not None):
            raise BadInput("Chuyển địa điểm phải ghi nơi mới, và chỉ khi đó mới ghi.", mend="Chọn địa bàn mới.", field="unit")
        if unit_id is not None and access.seat_of(actor, unit_id, on=local_day(at)) != site.seat_id:
            raise BadInput("Nơi mới thuộc đơn vị khác.", mend="Ghi thôi hoạt động ở đây, rồi ghi nơi mới theo quyết định của nơi đó.", field="unit")
        entry.changes = {"kind": kind.value, "on": on.isoformat()}
        return add(actor, at, site, Fact(None, kind, on, unit=unit_id, place=words["place"]), **words)


def take_back(*, actor: Actor, at: datetime, site_id: UUID, reason: str, fact_id: UUID | None = None) -> SiteFact:
    """Take back a line that was written by mistake; without fact_id the whole site. Everything stays readable.

    Raises BadInput, rules.CannotRecord where the lines that stay would make no story, NotInReach, MayNot.
    """
    with audit.recording(actor=actor, verb="roadmap.take_back", at=at, subject=str(site_id)) as entry:
        site = access.site_to_record(actor, site_id)
        why = check_words(reason, field="reason", most=500, name="lý do")
        facts = locked(site)
        if fact_id is not None:
            told = {"kind": SiteKind(site.kind), "decided_on": site.decided_on, "unit": site.unit_id}
            rules.check_can_take_back(**told, facts=facts, undoes=fact_id)
        elif rules.kept(facts) is None:
            raise rules.CannotRecord("Nơi này đã rút.", mend="Ghi một nơi mới nếu có.")
        entry.changes = {"undoes": str(fact_id or site_id)}
        gone = {"kind": Happening.TAKEN_BACK, "on": local_day(at), "reason": why, "undoes_id": fact_id}
        return SiteFact.objects.create(site=site, **gone, **stamp(actor, at))


def _founding_words(founding: Founding) -> dict[str, str]:
    return {
        "name": check_words(founding.name, field="name", most=200, name="tên"),
        "place": check_words(founding.place, field="place", most=60, name="tên nơi trong kế hoạch", needed=False),
        "number": check_words(founding.number, field="number", most=60, name="số quyết định"),
        "issuer": check_words(founding.issuer, field="issuer", most=200, name="nơi ban hành"),
    }


def _fact_words(told: dict[str, object]) -> dict[str, str]:
    named = (("document", 200, "văn bản"), ("reason", 500, "lý do"), ("place", 60, "tên nơi trong kế hoạch"))
    return {key: check_words(str(told.get(key, "")), field=key, most=most, name=name, needed=False) for key, most, name in named}

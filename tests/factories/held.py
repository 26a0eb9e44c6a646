"""A facility with its people, and a file that lies with it: sent by the commune after the court's decision, signed for, the person admitted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from donghanh.base.accounts import queries as accounts_queries
from donghanh.base.places.models import Body
from donghanh.base.privacy.scope import scope
from donghanh.cases.dossiers import actions as dossier_actions
from donghanh.cases.dossiers.models import Passage
from donghanh.cases.models import Case, Fact
from donghanh.cases.terms import FactKind as K
from donghanh.decisions import actions as steps
from donghanh.decisions.drawing import DraftInput
from donghanh.decisions.held import actions
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.actor import Actor
from tests.factories import accounts

REASONS = "Gia đình có tang, người thân đã làm đơn và cam kết đưa trở lại đúng hạn."
BLANKS = {
    DecisionKind.LET_OUT: {
        "application_by": "Lê Văn Ựu", "application_date": "09/12/2026", "proposing_unit": "Phòng Quản lý", "contact_address": "Xã Trảng Bom",
        "contact_phone": "0900000000", "leave_from": "10/12/2026", "leave_to": "12/12/2026", "responsible_relative": "Lê Văn Ựu",
    },
    DecisionKind.LEND: {
        "request_number": "15/CQĐT", "request_date": "08/12/2026", "request_body": "Cơ quan Cảnh sát điều tra", "request_subject": "lấy lời khai",
        "proposing_unit": "Phòng Quản lý học viên", "contact_address": "Xã Trảng Bom", "contact_phone": "0900000000", "removal_period": "03 ngày",
        "requesting_body": "Cơ quan Cảnh sát điều tra",
    },
    DecisionKind.SEARCH: {
        "parent_unit_name": "Công an tỉnh", "proposing_unit": "Phòng Quản lý học viên", "person_id_number": "không",
        "person_residence_or_current": "Xã Trảng Bom", "height_m": "1,62", "weight_kg": "54", "distinguishing_marks": "Sẹo nhỏ ở cổ tay trái",
        "father_full_name": "Lê Văn Ựu", "father_age": "61", "father_occupation": "Làm vườn", "father_residence": "Xã Trảng Bom",
        "father_phone": "0900000000", "mother_full_name": "Đỗ Thị Ẩn", "mother_age": "58", "mother_occupation": "Nội trợ",
        "mother_residence": "Xã Trảng Bom", "mother_phone": "0900000000", "contact_full_name": "Cao Văn Ứng", "contact_phone": "0900000001",
        "contact_address": "Cơ sở cai nghiện", "contact_unit": "Cơ sở cai nghiện ma tuý số 1", "contact_unit_phone": "0900000001",
        "contact_unit_address": "Xã Trảng Bom", "executors": "Các đơn vị của cơ sở",
    },
    DecisionKind.CERTIFY_STAY: {
        "court_decision_issuer": "Toà án nhân dân khu vực 4", "court_decision_subject": "đưa đi cai nghiện bắt buộc",
        "proposing_unit": "Phòng Quản lý học viên", "contact_address": "Xã Trảng Bom", "contact_phone": "0900000000",
    },
}  # fmt: skip


@dataclass(frozen=True)
class House:
    """Two officers of a facility and its head, identity proved."""

    body: Body
    intake: Actor
    second: Actor
    head: Actor


def house(body: Body, *, at: datetime) -> House:
    """The people of this facility, each with his post."""

    def sits(role: str, name: str) -> Actor:
        held = accounts.post(role=role, unit_id=body.unit_id, body=body, holder=accounts.user(full_name=name))
        return accounts_queries.actor_of(held, user_name=name, on=at.date(), stepped_up=True)

    return House(body, sits("facility_intake", "Tống Thị Ẩn"), sits("facility_intake", "Cao Văn Ứng"), sits("facility_head", "Lý Thị Ẩm"))


def tell(actor: Actor, passage: Passage, kind: K, at: datetime, *, happened_at: datetime | None = None, **given) -> None:
    """A step of the facility in its own hand."""
    with scope(actor):
        dossier_actions.tell_dossier(actor=actor, at=at, passage_id=passage.pk, kind=kind, happened_at=happened_at or at, **given)


def lying(house: House, case: Case, *, at: datetime) -> Passage:
    """The file of this case lies with the facility, signed for at `at`, and the person was admitted: written without the way there."""
    lines = [
        {"id": "cv", "title": "Lý lịch", "standing": "have", "version": 1, "because": "", "citation": "", "form": "", "reference": "", "pages": 1}
    ]
    _ruled(case, at)
    summary = f"L. T. Ỗ., {case.person.birth_year} · {case.number}"
    said = {"to_name": house.body.name, "summary": summary, "lines": [line | {"class": "D3"} for line in lines], "sent_by": 1}
    passage = Passage.objects.create(
        case=case, unit=case.unit, procedure=case.procedure, leg="to_facility", to_body=house.body, sent_at=at, received_at=at, **said
    )
    tell(house.intake, passage, K.ADMITTED, at)
    return passage


def _ruled(case: Case, at: datetime) -> None:
    """What the court decided, as rows: the way to it is told in tests/cases/dossiers."""
    court = {"number": "9/2026/QĐ-TA", "months": 24, "signer": "Nguyễn Văn Ẩn", "issuer": "regional_court.judge"}
    days = {K.COURT_REQUESTED: 9, K.COURT_ACCEPTED: 8, K.COURT_DECIDED: 7, K.DECISION_EFFECTIVE: 2, K.COURT_DECISION_SENT: 1}
    for kind, before in days.items():
        said = court if kind == K.COURT_DECIDED else {"to": "execution"} if kind == K.COURT_DECISION_SENT else {}
        when = at - timedelta(days=before)
        Fact.objects.create(case=case, unit=case.unit, kind=kind, happened_at=when, recorded_at=when, recorded_by=1, data=said)


def drafted(house: House, passage: Passage, kind: DecisionKind, *, at: datetime, by: Actor | None = None, **given) -> Decision:
    """A draft by the first officer."""
    typed = DraftInput(**{"reasons": REASONS, "values": BLANKS.get(kind, {}), **given})
    actor = by or house.intake
    with scope(actor):
        return actions.draft(actor=actor, at=at, passage_id=passage.pk, kind=kind, given=typed)


def checked(house: House, passage: Passage, kind: DecisionKind, *, at: datetime, **given) -> Decision:
    """A draft that the second officer has checked."""
    made = drafted(house, passage, kind, at=at, **given)
    with scope(house.second):
        return steps.check(actor=house.second, at=at, decision_id=made.pk)


def signed(house: House, passage: Passage, kind: DecisionKind, *, at: datetime, **given) -> Decision:
    """What the head has signed."""
    made = checked(house, passage, kind, at=at, **given)
    with scope(house.head):
        return actions.sign(actor=house.head, at=at, decision_id=made.pk, has_read=True)


def completed(house: House, passage: Passage, *, at: datetime, days: int = 750) -> datetime:
    """The person has served the decision; returns the moment."""
    done = at + timedelta(days=days)
    tell(house.intake, passage, K.REHAB_COMPLETED, done, data={"completed": "compulsory"})
    return done

"""Who draws up, reads and signs for a facility: its own people, and while the file lies with it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from donghanh.cases.dossiers import access as dossier_access
from donghanh.cases.dossiers import queries as dossiers
from donghanh.cases.dossiers.queries import Opened
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot, NotInReach
from donghanh.kernel.privacy import DataClass


def require_hand(actor: Actor) -> None:
    """One who draws up or checks the decisions of a facility. Raises MayNot."""
    access.require_verb(actor, "held.check")
    access.require_read(actor, DataClass.LEGAL)


def file_of(actor: Actor, passage_id: UUID) -> Opened:
    """The file that was handed over to the actor's facility. Raises MayNot, NotInReach for one sent elsewhere."""
    require_hand(actor)
    opened = dossiers.opened(actor, passage_id)
    if opened.row.leg != "to_facility" or not opened.row.to_us:
        raise NotInReach("Hồ sơ này không được gửi đến cơ sở của bạn.", mend="Mở lại danh sách hồ sơ gửi đến.")
    return opened


def check_lies_here(opened: Opened) -> None:
    """Raises Cannot where the file was not signed for yet, or has left."""
    if opened.person_id is None:
        raise Cannot("Hồ sơ không còn ở cơ sở, hoặc chưa được ký nhận.", mend="Ký nhận hồ sơ trước; hồ sơ đã rời đi thì cơ sở gửi văn bản cho xã.")


def file_to_decide(actor: Actor, passage_id: UUID, verb: str) -> Opened:
    """The file that lies with the actor's facility now, for one who holds the verb. Raises MayNot, NotInReach, Cannot."""
    access.require_verb(actor, verb)
    access.require_write(actor, DataClass.LEGAL)
    opened = file_of(actor, passage_id)
    check_lies_here(opened)
    return opened


def to_hand_over(actor: Actor, decision_id: UUID) -> Decision:
    """A decision of the actor's facility while the file lies with it; its certificate also when the file has gone home with the person.

    Raises MayNot, NotInReach, Cannot.
    """
    access.require_verb(actor, "held.draft")
    access.require_write(actor, DataClass.LEGAL)
    found = to_read(actor, decision_id)
    if found.kind != DecisionKind.CERTIFY_STAY:
        assert found.passage_id is not None, "the road of a facility"
        check_lies_here(dossiers.opened(actor, found.passage_id))
    return found


def our_bodies(actor: Actor) -> frozenset[int]:
    """The actor's facility and those it followed."""
    return dossier_access.bodies(actor)


def visible(actor: Actor) -> QuerySet[Decision]:
    """Decisions of the actor's facility, or of one that it followed. Raises MayNot."""
    require_hand(actor)
    return Decision.objects.filter(passage__isnull=False, body_id__in=our_bodies(actor))


def to_read(actor: Actor, decision_id: UUID) -> Decision:
    """A decision of the actor's facility. Raises MayNot, NotInReach."""
    rows = visible(actor).select_related("unit", "body", "pdf", "docx", "withdraws__body").defer("pdf__content", "docx__content")
    found = rows.filter(pk=decision_id).first()
    if found is None:
        raise NotInReach("Không tìm thấy quyết định này.", mend="Mở lại danh sách quyết định của cơ sở.")
    return found

"""Who counts which place, who sees exact figures, who reads reports and who builds them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.kernel.privacy import DataClass
from donghanh.reports.models import FrozenReport
from donghanh.reports.territory import Territory


def check_may_read_numbers(actor: Actor) -> None:
    """Raises MayNot for a role that reads no numbers."""
    access.require_verb(actor, "numbers.read")


def check_may_count(actor: Actor, territory: Territory) -> None:
    """Raises MayNot without the right to read numbers, NotInReach for a place outside those the actor may count."""
    check_may_read_numbers(actor)
    if not territory.communes or not set(territory.ids) <= actor.stat_unit_ids:
        raise NotInReach("Không có số liệu của địa bàn này.", mend="Chọn một địa bàn trong phạm vi của bạn.")


def sees_exact(actor: Actor, territory: Territory) -> bool:
    """Exact figures go to who reads the files of all these communes, and to readers of statistics in full (the command line)."""
    if actor.reads(DataClass.STATISTICS):
        return True
    return actor.reads(DataClass.LEGAL) and set(territory.ids) <= actor.unit_ids


def check_reads_files(actor: Actor) -> None:
    """Raises MayNot for a role that reads no files in full, whatever the place."""
    access.require_verb(actor, "case.read")
    access.require_read(actor, DataClass.LEGAL)


def check_may_list(actor: Actor, territory: Territory) -> None:
    """The people behind a figure: only for who works on the files of all these communes."""
    check_reads_files(actor)
    if not territory.communes or not set(territory.ids) <= actor.unit_ids:
        raise NotInReach("Không có danh sách của địa bàn này.", mend="Chọn xã của bạn.")


def may_list(actor: Actor, territory: Territory) -> bool:
    """Whether to offer the lists behind a figure: the bool twin of the check."""
    return access.holds(check_may_list, actor, territory)


def check_may_open_reports(actor: Actor) -> None:
    """Reports are read by who builds them, and by the head of the body that sends them. Raises MayNot."""
    access.require_verb(actor, "report.read")


def check_may_build(actor: Actor) -> None:
    """Raises MayNot for a role that writes, sends and answers no reports."""
    access.require_verb(actor, "report.build")


def check_may_freeze(actor: Actor, territory: Territory) -> None:
    """Build a report: of a province by who counts all of it, of a commune by who sees its exact figures."""
    check_may_build(actor)
    check_may_count(actor, territory)
    if territory.is_commune and not sees_exact(actor, territory):
        raise MayNot("Báo cáo của xã do cán bộ của xã lập.", mend="Đề nghị xã lập báo cáo, hoặc lập báo cáo của toàn tỉnh.")


def readable(actor: Actor) -> QuerySet[FrozenReport]:
    """Reports of communes for who reads their files, totals for who counts the place: as the row wall says (reports/migrations/0002)."""
    exact = Q(data_class=DataClass.LEGAL.value, place_id__in=actor.unit_ids if actor.reads(DataClass.LEGAL) else ())
    return FrozenReport.objects.filter(exact | Q(data_class=DataClass.STATISTICS.value, place_id__in=actor.stat_unit_ids))


def report_to_read(actor: Actor, report_id: UUID) -> FrozenReport:
    """The report, for who may read it. Raises MayNot without the right to reports, NotInReach outside the scope."""
    check_may_open_reports(actor)
    found = FrozenReport.objects.select_related("plan", "place").filter(pk=report_id).first()
    scope = actor.unit_ids if found and found.data_class == DataClass.LEGAL.value else actor.stat_unit_ids
    if found is None or found.place_id not in scope:
        raise NotInReach("Không tìm thấy báo cáo này.", mend="Mở lại từ danh sách báo cáo.")
    return found

"""The parts an indicator is made of: subjects that can be counted and what can be true of a person. Pure.

The names and bits are those of `reporting.people_counted` (migrations/0005_countable_people); tests/reports/test_parts.py holds both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

from donghanh.kernel.errors import BadInput


class Mark(IntFlag):
    """What is true of a person, as far as the subject says it."""

    HOME = 1
    PRIVATE = 2
    PUBLIC = 4
    COMPULSORY = 8
    SUBSTITUTION = 16
    COMMUNITY = 32
    VOLUNTARY = 64
    REHABILITATION = 128
    TREATED = 256
    MANAGED = 512
    MET = 1024
    SUPPORTED = 2048
    HELPER = 4096
    OFFERED = 8192
    RELAPSED = 16384
    REVIEWED = 32768

    @property
    def label(self) -> str:
        """In words, as the condition of a sentence."""
        return _MARKS[self]


_MARKS = {
    Mark.HOME: "cai tại gia đình, cộng đồng",
    Mark.PRIVATE: "cai tại cơ sở tư nhân",
    Mark.PUBLIC: "cai tự nguyện tại cơ sở công lập",
    Mark.COMPULSORY: "cai nghiện bắt buộc",
    Mark.SUBSTITUTION: "điều trị thay thế",
    Mark.COMMUNITY: "cai tại gia đình, cộng đồng hoặc điều trị thay thế",
    Mark.VOLUNTARY: "cai nghiện tự nguyện, mọi nơi",
    Mark.REHABILITATION: "cai nghiện, mọi hình thức",
    Mark.TREATED: "cai nghiện hoặc điều trị thay thế",
    Mark.MANAGED: "có quyết định quản lý sau cai",
    Mark.MET: "được gặp, tư vấn hoặc hỗ trợ trong 6 tháng trước cuối kỳ",
    Mark.SUPPORTED: "được hỗ trợ học nghề, vay vốn, việc làm hoặc học tập",
    Mark.HELPER: "có người được phân công giúp đỡ",
    Mark.OFFERED: "được giới thiệu dịch vụ",
    Mark.RELAPSED: "được kết luận có nghiện trở lại trong kỳ",
    Mark.REVIEWED: "đã được xét đưa khỏi danh sách",
}
_FORMS = (Mark.HOME, Mark.PRIVATE, Mark.PUBLIC, Mark.COMPULSORY, Mark.SUBSTITUTION, Mark.COMMUNITY, Mark.VOLUNTARY, Mark.REHABILITATION, Mark.TREATED)
_COMPLETED = (Mark.COMPULSORY, Mark.SUBSTITUTION, Mark.VOLUNTARY)
_CARE = (Mark.MANAGED, Mark.SUPPORTED, Mark.HELPER, Mark.OFFERED)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is counted. at_end: those of whom it is true at the end of the period, so that a year counts as its second half does;
    else those of whom it was true in it. among: marks that may narrow the population; having: marks that may be asked of them. Both are such
    that a year remains its two halves together and who is reached stays reached: what together.py takes for granted."""

    code: str
    label: str
    at_end: bool
    among: tuple[Mark, ...]
    having: tuple[Mark, ...]


SUBJECTS = {
    one.code: one
    for one in (
        Subject("registered_end", "Người nghiện có hồ sơ quản lý lúc cuối kỳ", True, (), _FORMS),
        Subject("registered", "Người nghiện có hồ sơ quản lý trong kỳ", False, (), _FORMS),
        Subject("in_treatment", "Người đang cai nghiện hoặc điều trị thay thế lúc cuối kỳ", True, _FORMS, _FORMS),
        Subject("placed", "Người bắt đầu cai nghiện hoặc điều trị thay thế trong kỳ", False, _FORMS, _FORMS),
        Subject("completed", "Người hoàn thành cai nghiện, điều trị trong kỳ", False, _COMPLETED, (*_COMPLETED, *_CARE)),
        Subject("returned", "Người cai nghiện bắt buộc trở về, trình báo trong kỳ", False, (), _CARE),
        Subject("aftercare", "Người đang có quyết định quản lý sau cai lúc cuối kỳ", True, (), (Mark.MET, *_CARE[1:])),
        Subject("after_rehab", "Người sau cai nghiện lúc cuối kỳ", True, (), (Mark.MET, *_CARE)),
        Subject("after_in_period", "Người sau cai nghiện trong kỳ", False, (), (Mark.RELAPSED,)),
        Subject("due_for_review", "Người cai bắt buộc đủ 24 tháng không tái nghiện trong kỳ", False, (), (Mark.REVIEWED,)),
    )
}


EVERYBODY = Mark(0)


@dataclass(frozen=True, slots=True)
class Formula:
    """A subject, what narrows it, what is asked of those who remain (all of it)."""

    subject: str
    having: Mark
    among: Mark = EVERYBODY

    @property
    def at_end(self) -> bool:
        """Whether it looks at the end of the period alone."""
        return SUBJECTS[self.subject].at_end

    @property
    def asked(self) -> list[str | int]:
        """As reporting.indicator_totals takes it, before the place of the period among those asked."""
        return [self.subject, int(self.among), int(self.having)]


def check(formula: Formula) -> None:
    """Raises BadInput, naming the part, where the subject is unknown, nothing is asked, or a mark is none that this subject tells."""
    subject = SUBJECTS.get(formula.subject)
    if subject is None:
        raise BadInput(f"Không có nhóm “{formula.subject[:40]}” để đếm.", mend=f"Chọn một trong: {', '.join(SUBJECTS)}.", field="subject")
    if not formula.having:
        raise BadInput("Chưa chọn điều kiện của tử số.", mend="Chọn ít nhất một điều kiện.", field="having")
    for field, marks, known in (("among", formula.among, subject.among), ("having", formula.having, subject.having)):
        for mark in marks:
            if mark not in known:
                raise BadInput(f"Nhóm “{subject.label}” không cho biết “{mark.label}”.", mend="Chọn điều kiện khác của nhóm này.", field=field)

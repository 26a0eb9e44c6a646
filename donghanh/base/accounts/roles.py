"""The roles of the access matrix (docs/reference/access.md): what each may do and which data classes it sees.

Letters: M minimal, C conclusion only, R read, W read and write, S read and sign, A aggregate only.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from donghanh.kernel.privacy import DataClass as D

GUARDED = ("case.", "dossier.", "decision.", "determination.", "held.", "person.merge.", "person.unseal.", "accounts.", "money.")
"""Verbs that begin so are done by nobody on a password alone."""


@dataclass(frozen=True, slots=True)
class Role:
    """territory: COMMUNE, STATION (a commune's totals, people only while a request to the body is open), FACILITY, PROVINCE or NONE;
    BODY: no place, only files sent to the body.

    nav: keys of the pages in its menu, the first is its landing page.
    """

    code: str
    title: str
    description: str
    territory: str
    grants: dict[D, str]
    may: frozenset[str]
    nav: tuple[str, ...] = field(default=())

    @property
    def needs_second_factor(self) -> bool:
        """Who sees anything of a legal file, works on one, merges people or manages accounts gives a code from his phone too (trust.md S11)."""
        return D.LEGAL in self.grants or any(verb.startswith(GUARDED) for verb in self.may)


def _role(code: str, title: str, description: str, *, territory: str, grants: dict[D, str], may: str, nav: str) -> Role:
    return Role(code, title, description, territory, grants, frozenset(may.split()), tuple(nav.split()))


_COMMUNE_READ = {D.IDENTITY: "R", D.CONTACT: "R", D.LEGAL: "S", D.DETERMINATION: "C", D.HOUSEHOLD: "M", D.STATISTICS: "A"}

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        _role(
            "commune_officer",
            "Cán bộ xã",
            "Cán bộ UBND xã làm công tác hỗ trợ người sử dụng ma tuý và người sau cai.",
            territory="COMMUNE",
            grants={D.IDENTITY: "W", D.CONTACT: "W", D.LEGAL: "W", D.DETERMINATION: "C", D.SUPPORT: "W", D.HOUSEHOLD: "W", D.STATISTICS: "A"},
            may=(
                "person.read person.register person.correct person.merge.propose person.unseal.ask case.read case.record decision.draft "
                "import.people numbers.read figure.type report.read report.build places.read dossier.read dossier.send task.do "
                "money.read money.record money.support inspection.read reward.read partner.read partner.record staff.read staff.record"
            ),
            nav="today people procedures imports numbers tasks inspections money learning reports moves dossiers requests stuck unassigned staff",
        ),
        _role(
            "commune_police",
            "Công an xã",
            "Cán bộ Công an cấp xã lập hồ sơ, theo dõi cư trú.",
            territory="COMMUNE",
            grants={D.IDENTITY: "W", D.CONTACT: "W", D.LEGAL: "W", D.DETERMINATION: "C", D.HOUSEHOLD: "M", D.STATISTICS: "A"},
            may=(
                "person.read person.register person.correct person.merge.propose person.unseal.ask case.read case.record decision.draft "
                "decision.check import.people numbers.read report.read report.build places.read dossier.read dossier.send task.do inspection.read"
            ),
            nav="today people procedures moves dossiers imports numbers tasks inspections requests stuck unassigned",
        ),
        _role(
            "commune_police_chief",
            "Trưởng Công an xã",
            "Ký các quyết định thuộc thẩm quyền của Trưởng Công an cấp xã.",
            territory="COMMUNE",
            grants=dict(_COMMUNE_READ),
            may=(
                "person.read person.merge.approve person.unseal.ask person.unseal.decide case.read case.record decision.check decision.sign "
                "decision.withdraw reminder.set numbers.read "
                "places.read dossier.read task.do inspection.read staff.read staff.record"
            ),
            nav="signing today people expiring numbers tasks inspections moves requests unsealings pipeline stuck unassigned staff",
        ),
        _role(
            "commune_chair",
            "Chủ tịch UBND xã",
            "Ký các quyết định thuộc thẩm quyền của Chủ tịch UBND cấp xã.",
            territory="COMMUNE",
            grants=dict(_COMMUNE_READ),
            may=(
                "person.read person.merge.approve person.unseal.ask person.unseal.decide case.read decision.sign decision.withdraw reminder.set "
                "numbers.read report.read places.read dossier.read "
                "task.do task.give money.read money.submit inspection.read roadmap.record "
                "reward.read reward.propose partner.read partner.record research.read research.answer staff.read staff.record staff.oversee"
            ),
            nav=(
                "signing signed people expiring numbers reports tasks inspections money learning moves requests unsealings pipeline stuck "
                "roadmap staff"
            ),
        ),
        _role(
            "health_station",
            "Trạm y tế xã",
            "Ghi kết quả xét nghiệm được yêu cầu; xem phần y tế của hồ sơ được gửi đến.",
            territory="STATION",
            grants={D.IDENTITY: "R", D.CONTACT: "R", D.LEGAL: "M", D.DETERMINATION: "W", D.HOUSEHOLD: "M", D.STATISTICS: "A"},
            may=(
                "person.read case.read determination.record dossier.read dossier.answer numbers.read places.read inspection.read "
                "staff.read staff.record"
            ),
            nav="referrals tests dossiers stuck times numbers inspections staff",
        ),
        _role(
            "facility_doctor",
            "Bác sĩ cơ sở",
            "Xác định tình trạng nghiện cho người được gửi đến cơ sở.",
            territory="FACILITY",
            grants={D.IDENTITY: "R", D.CONTACT: "M", D.LEGAL: "C", D.DETERMINATION: "W", D.STATISTICS: "A"},
            may="determination.record dossier.read dossier.answer places.read inspection.read",
            nav="referrals tests dossiers stuck times inspections",
        ),
        _role(
            "facility_intake",
            "Cán bộ tiếp nhận của cơ sở",
            "Nhận hồ sơ của người được đưa vào cơ sở cai nghiện; ghi tiếp nhận, hoàn thành; trả hồ sơ về xã.",
            territory="BODY",
            grants={D.IDENTITY: "R", D.CONTACT: "R", D.LEGAL: "W", D.DETERMINATION: "C"},
            may="dossier.read dossier.answer held.draft held.check places.read inspection.read staff.read staff.record",
            nav="dossiers held stuck times inspections staff",
        ),
        _role(
            "facility_head",
            "Người đứng đầu cơ sở",
            "Kiểm tra, ký quyết định và giấy xác nhận của cơ sở cai nghiện về người có hồ sơ đang ở cơ sở.",
            territory="BODY",
            grants={D.IDENTITY: "R", D.CONTACT: "R", D.LEGAL: "S", D.DETERMINATION: "C"},
            may="dossier.read held.check held.sign places.read staff.read staff.record",
            nav="held dossiers staff",
        ),
        _role(
            "court_clerk",
            "Cán bộ Toà án",
            "Nhận, trả, thụ lý hồ sơ đề nghị cai nghiện bắt buộc được gửi đến Toà án; ghi phiên họp và quyết định của Toà án.",
            territory="BODY",
            grants={D.IDENTITY: "R", D.CONTACT: "R", D.LEGAL: "W", D.DETERMINATION: "C", D.HOUSEHOLD: "M"},
            may="dossier.read dossier.answer places.read",
            nav="dossiers stuck times",
        ),
        _role(
            "procuracy_viewer",
            "Kiểm sát viên",
            "Đọc hồ sơ Toà án đã thụ lý; kiến nghị, kháng nghị. Không làm việc nào khác.",
            territory="BODY",
            grants={D.IDENTITY: "R", D.CONTACT: "R", D.LEGAL: "R", D.DETERMINATION: "C", D.HOUSEHOLD: "M"},
            may="dossier.read dossier.protest places.read",
            nav="dossiers",
        ),
        _role(
            "provincial_lead",
            "Cán bộ đầu mối tỉnh",
            "Theo dõi số liệu và báo cáo của toàn tỉnh; không mở hồ sơ cá nhân.",
            territory="PROVINCE",
            grants={D.STATISTICS: "A"},
            may=(
                "numbers.read figure.type indicator.build report.read report.build plan.decide plan.import places.read calendar.edit places.edit "
                "dossier.stuck task.do task.give task.oversee money.read money.record money.submit money.review money.catalogue "
                "inspection.read inspection.plan roadmap.record "
                "reward.read reward.propose reward.vote reward.keep partner.read partner.record partner.oversee "
                "research.read research.record research.answer research.oversee "
                "staff.read staff.record staff.oversee staff.appraise staff.approve"
            ),
            nav="overview pipeline plans roadmap reports tasks inspections money learning staff stuck places",
        ),
        _role(
            "department_officer",
            "Cán bộ sở, ngành tỉnh",
            "Làm nhiệm vụ được giao cho sở, ngành mình; đọc kế hoạch; không mở hồ sơ cá nhân, không xem số liệu.",
            territory="NONE",
            grants={},
            may=(
                "task.do plan.read places.read inspection.read reward.read reward.propose reward.vote partner.read partner.record "
                "research.read research.record research.answer staff.read staff.record staff.oversee staff.appraise"
            ),
            nav="tasks plans inspections learning staff places",
        ),
        _role(
            "finance_officer",
            "Cán bộ Sở Tài chính",
            "Thẩm định dự toán; ghi nguồn, phân bổ, mức chi theo văn bản của cấp có thẩm quyền; không mở hồ sơ cá nhân.",
            territory="PROVINCE",
            grants={D.STATISTICS: "A"},
            may="numbers.read places.read money.read money.appraise money.catalogue reward.read reward.vote research.read research.answer",
            nav="money plans overview learning",
        ),
        _role(
            "auditor",
            "Thanh tra",
            "Đọc nhật ký truy cập, kiểm tra dấu niêm phong; đọc kế hoạch, số liệu chung và kế hoạch kiểm tra; không mở hồ sơ cá nhân.",
            territory="PROVINCE",
            grants={D.STATISTICS: "A"},
            may="audit.read numbers.read places.read inspection.read",
            nav="audit numbers plans inspections",
        ),
        _role(
            "system_admin",
            "Quản trị hệ thống",
            "Quản lý tài khoản và đơn vị; không thấy nội dung hồ sơ.",
            territory="NONE",
            grants={},
            may="accounts.manage places.read",
            nav="accounts places",
        ),
    )
}

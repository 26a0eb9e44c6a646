"""Whole words for blanks whose printed label is only a scrap of a sentence: "đến ngày", "của Trưởng Công an"."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from donghanh.legal.forms import Field

_NUMBER_OF = {
    "decision.aftercare": lazy("quyết định quản lý sau cai nghiện"),
    "decision.assignment": lazy("quyết định phân công"),
    "decision.court": lazy("quyết định của Toà án"),
    "decision.custody": lazy("quyết định tạm giữ, tạm giam"),
    "decision.enforced": lazy("quyết định đang thi hành"),
    "decision.helper_assignment": lazy("quyết định phân công người giúp đỡ"),
    "decision.monitoring": lazy("quyết định giám sát điện tử"),
    "decision.procedure_request": lazy("văn bản đề nghị"),
    "decision.transfer_notice": lazy("thông báo chuyển hồ sơ"),
    "decision.user_management": lazy("quyết định quản lý"),
    "decision.voluntary": lazy("quyết định cai nghiện tự nguyện"),
    "dossier.application": lazy("đơn"),
    "contract": lazy("hợp đồng"),
    "licence": lazy("giấy phép"),
}
_ASKED_OF = {
    "issued_on": lazy("Ngày của %(paper)s"),
    "dated_on": lazy("Ngày của %(paper)s"),
    "issuer.name": lazy("Nơi ban hành %(paper)s"),
    "number": lazy("Số của %(paper)s"),
    "subject": lazy("Nội dung của %(paper)s"),
    "starts_on": lazy("Ngày đầu theo %(paper)s"),
    "ends_on": lazy("Ngày cuối theo %(paper)s"),
    "term": lazy("Thời hạn theo %(paper)s"),
    "signed_at": lazy("Nơi ký %(paper)s"),
}
_WHOLE = {
    "actor.assigned_helpers": lazy("Những người được phân công giúp đỡ"),
    "actor.maker.full_name": lazy("Họ và tên người lập"),
    "actor.maker.unit.name": lazy("Cơ quan của người lập"),
    "actor.monitoring_officer.full_name": lazy("Họ và tên cán bộ giám sát"),
    "actor.second.full_name": lazy("Họ và tên người cùng lập"),
    "actor.team.others": lazy("Thành viên khác của Tổ"),
    "actor.tester.position": lazy("Chức vụ của người xét nghiệm"),
    "actor.tester.unit.name": lazy("Đơn vị của người xét nghiệm"),
    "applicant.full_name": lazy("Họ và tên người làm đơn"),
    "applicant.residence": lazy("Nơi cư trú của người làm đơn"),
    "case.delist_ground": lazy("Lý do đưa ra khỏi danh sách"),
    "case.ends_on": lazy("Ngày cuối của thời hạn"),
    "case.ground_document": lazy("Số quyết định, bản án làm căn cứ"),
    "case.legal_ground": lazy("Lý do ra quyết định"),
    "case.managing_unit.name": lazy("Nơi đang quản lý"),
    "case.starts_on": lazy("Ngày đầu của thời hạn"),
    "case.stop_ground": lazy("Lý do dừng quản lý"),
    "case.suspension_ground": lazy("Lý do tạm đình chỉ"),
    "case.term": lazy("Thời hạn áp dụng"),
    "facility.bank_name": lazy("Ngân hàng mở tài khoản của cơ sở"),
    "guardian.age": lazy("Tuổi của người đại diện gia đình"),
    "guardian.born_on": lazy("Ngày sinh của người được giao quản lý"),
    "guardian.full_name": lazy("Họ và tên người đại diện gia đình hoặc được giao quản lý"),
    "guardian.relation_to_person": lazy("Quan hệ của người đại diện gia đình với người này"),
    "guardian.residence": lazy("Nơi cư trú của người được giao quản lý"),
    "list.period.to": lazy("Ngày cuối của kỳ"),
    "minutes.place": lazy("Nơi lập biên bản"),
    "person.age": lazy("Tuổi của người này"),
    "person.born_place": lazy("Nơi sinh"),
    "person.full_name": lazy("Họ và tên người này"),
    "person.family.father.age": lazy("Tuổi của cha"),
    "person.family.mother.age": lazy("Tuổi của mẹ"),
    "person.family.spouse.age": lazy("Tuổi của vợ hoặc chồng"),
    "stay.ends_on": lazy("Ngày cuối ở cơ sở"),
    "stay.escaped_at": lazy("Giờ, ngày bỏ trốn"),
    "stay.facility.name": lazy("Tên, địa chỉ cơ sở cai nghiện"),
    "leave_to": lazy("Được về chịu tang đến ngày"),
    "reasons": lazy("Lý do đề nghị"),
    "request_kind": lazy("Đề nghị xem xét việc gì"),
}
"""By where the value comes from; what only the writer knows, by the key of its blank."""


def label(blank: Field) -> str:
    """What the page calls a blank: the printed label where it is whole words, else words of ours for what is asked."""
    printed = blank.words
    if not _is_scrap(printed):
        return printed
    source = blank.key if blank.source == "ask" else blank.source
    if source in _WHOLE:
        return str(_WHOLE[source])
    for paper, name in _NUMBER_OF.items():
        if (part := source.removeprefix(f"{paper}.")) in _ASKED_OF and part != source:
            return str(_ASKED_OF[part]) % {"paper": name}
    return f"{printed[:1].upper()}{printed[1:]}"


def _is_scrap(printed: str) -> bool:
    """The middle of a sentence, or a word so short that it says nothing alone."""
    return printed[:1].islower() or printed.startswith("(") or len(printed) < len("Ngày") + 1

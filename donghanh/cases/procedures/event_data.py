"""What each kind of event says beside its moment: one row a key. The one home of these words for forms, the command line and the API. Pure.

Held to what the procedures read, to the forms and to law/cases by tests/cases/procedures/test_event_data.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from donghanh.cases.terms import CourtOutcome, ExaminedAt, StopGround
from donghanh.cases.terms import FactKind as K
from donghanh.legal import compulsory, grounds, monitoring, substitution, voluntary

HOLDS = {
    "text": "chữ",
    "whole": "số nguyên từ 0 trở lên",
    "day": "ngày, ví dụ 2026-07-03",
    "moment": "ngày giờ, hoặc chỉ ngày",
    "flag": "true hoặc false",
    "choice": "một trong các mã kể ra",
}
"""What a value is, in words."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the data. holds: a code of HOLDS. needed: when it has to be there, in words; empty: never. choices: code → words."""

    key: str
    holds: str
    vi: str
    needed: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain values; choices as a list in their order."""
        said = [{"code": code, "vi": str(words)} for code, words in self.choices.items()]
        return {"key": self.key, "holds": self.holds, "vi": self.vi, "needed": self.needed, "choices": said}


def _one(key: str, vi: str, choices: Mapping[str, str], needed: str = "") -> Key:
    return Key(key, "choice", vi, needed, choices)


_ALWAYS = "luôn cần"
_TO_OPEN = "cần khi sự việc này mở hồ sơ"
_DONE = {"voluntary": "cai nghiện tự nguyện", "substitution": "điều trị bằng thuốc thay thế", "compulsory": "cai nghiện bắt buộc"}
_PHASES = {
    "a": "tiếp nhận, phân loại",
    "b": "điều trị cắt cơn, giải độc, rối loạn tâm thần, bệnh khác",
    "c": "giáo dục, tư vấn, phục hồi hành vi, nhân cách",
    "d": "lao động trị liệu, học nghề",
    "dd": "chuẩn bị tái hoà nhập cộng đồng",
}
_REASONS = {
    "completed": "hoàn thành điều trị",
    "own_wish": "người bệnh tự xin thôi",
    **substitution.BREACHES,
    "other": "lý do khác, như chống chỉ định, tai biến do thuốc",
}
_OFF = {"medical": "khám, chữa bệnh", "air_travel": "đi máy bay", "abroad": "ra nước ngoài", "custody": "bị tạm giữ, tạm giam"}
_DETECTED = Key("detected_at", "moment", "lúc phát hiện việc sử dụng, nếu trước kết quả xét nghiệm")
_COMPLETED = _one("completed", "đã hoàn thành hình thức nào", _DONE, f"{_TO_OPEN} quản lý sau cai nghiện")
_MONTHS = Key("months", "whole", "số tháng của thời hạn, như văn bản ghi")
_LETTER = _one("letter", "hành vi theo điểm nào của nghị định về giám sát điện tử", monitoring.LETTERS)
_ABSENT = Key("absent", "flag", "người bị đề nghị vắng mặt")
_DESPITE = Key("despite", "text", "vì sao vẫn đăng ký", "cần khi đang có biện pháp cai nghiện bắt buộc")
_CONTEST = (
    Key("contest_days", "whole", "số ngày được khiếu nại, kháng nghị (1 đến 999); chỉ khi văn bản đã đọc không nêu"),
    Key("contest_reason", "text", "căn cứ của số ngày đó", "cần khi có contest_days"),
    Key("signer", "text", "họ và tên người ký"),
)
_AFTERCARE = _one("ground", "xác định trong thời gian quản lý sau cai nghiện: không phải đăng ký", {"aftercare": "quản lý sau cai nghiện"})

DATA: Mapping[K, tuple[Key, ...]] = {
    K.TESTED_POSITIVE: (Key("remote", "flag", "địa bàn xa xôi, hải đảo, đi lại khó khăn"), _DETECTED),
    K.MANAGEMENT_DECIDED: (
        _one("basis", "vì sao ra quyết định này", {"first": "lần đầu", "new_use": "sử dụng lại, không nghiện", "moved": "chuyển nơi cư trú"}),
    ),
    K.STOP_GROUND: (_one("ground", "căn cứ dừng quản lý", dict(StopGround.choices)),),
    K.ABSENCE_BEGAN: (Key("reported", "flag", "vắng mặt có báo trước: vẫn tính vào thời hạn quản lý sau cai nghiện"),),
    K.DECISION_WITHDRAWN: (Key("withdraws", "whole", "số thứ tự, từ 1, của quyết định bị thu hồi trong danh sách sự việc", _ALWAYS),),
    K.DETERMINATION_REQUESTED: (_one("place", "xác định ở đâu", dict(ExaminedAt.choices)), _AFTERCARE),
    K.FOUND_DEPENDENT: (_AFTERCARE,),
    K.RESULT_NOTIFIED: (_AFTERCARE,),
    K.REGISTERED: (
        _one("form", "hình thức đăng ký", voluntary.FORMS, _ALWAYS),
        Key("result_on", "day", "ngày của phiếu kết quả xác định tình trạng nghiện"),
        Key("notified_at", "moment", "lúc được báo kết quả"),
        Key("impediment_ended_at", "moment", "lúc hết trở ngại khách quan, bất khả kháng"),
        _DESPITE,
    ),
    K.REGISTRATION_DECIDED: (
        _MONTHS,
        _one("form", "hình thức", {code: voluntary.FORMS[code] for code in ("home", "substitution")}, f"{_TO_OPEN} giám sát điện tử"),
    ),
    K.START_NOTICE_SENT: (_one("form", "hình thức", {"substitution": voluntary.FORMS["substitution"]}, f"{_TO_OPEN} giám sát điện tử"),),
    K.FACILITY_PROPOSED: (_one("level", "nơi chọn cơ sở", {"province": "trong tỉnh", "central": "đề nghị Bộ Công an chọn cơ sở ở tỉnh khác"}),),
    K.CONTRACT_SIGNED: (_MONTHS,),
    K.PHASE_COMPLETED: (_one("phase", "giai đoạn đã xong, theo điểm của luật", _PHASES),),
    K.REST_REGISTERED: (
        Key("started_on", "day", "ngày vào cơ sở tư nhân", _ALWAYS),
        Key("left_on", "day", "ngày nhận giấy xác nhận của cơ sở đó", _ALWAYS),
        _DESPITE,
    ),
    K.LEFT_REHAB: (Key("left_at", "moment", "lúc bỏ, nếu trước thời điểm của sự việc"),),
    K.BREACH_MINUTED: (
        _one("breach", "vi phạm trong cai nghiện", {"duty": "vi phạm nghĩa vụ khác", "used": "sử dụng trái phép chất ma tuý"}),
        _LETTER,
    ),
    K.REHAB_COMPLETED: (_COMPLETED,),
    K.CERTIFICATE_ISSUED: (_COMPLETED,),
    K.END_NOTICED: (_COMPLETED,),
    K.RETURN_REPORTED: (_COMPLETED, Key("completed_on", "day", "ngày hoàn thành ghi trên giấy", f"{_TO_OPEN} quản lý sau cai nghiện")),
    K.DOSES_MISSED: (Key("days", "whole", "số ngày làm việc bỏ liều liên tiếp"), Key("courses", "whole", "số đợt liên tiếp bỏ không lý do")),
    K.TREATMENT_ENDED: (_one("reason", "lý do kết thúc; chỉ completed mở quản lý sau cai nghiện", _REASONS),),
    K.GROUND_FOUND: (
        _one("ground", "căn cứ", {code: grounds.title(code) for code in grounds.codes()}),
        Key("act_on", "day", "ngày của hành vi cuối cùng"),
        _one("exclusion", "trường hợp không áp dụng", compulsory.EXCLUSIONS),
        Key("child_born_on", "day", "ngày sinh của con đang nuôi, nếu là phụ nữ hoặc là người duy nhất đang nuôi"),
        Key("in_substitution", "flag", "đang điều trị thay thế"),
    ),
    K.DOSSIER_PREPARED: (Key("at_home", "flag", "người dưới 18 tuổi: đề nghị quản lý tại gia đình"),),
    K.INTERIM_DECIDED: (
        _one("place", "giao cho ai trong thời gian làm thủ tục", {"home": "giao gia đình quản lý", "facility": "giao cơ sở quản lý"}),
    ),
    K.SUPERVISOR_ASSIGNED: (
        Key("helper", "text", "người giám sát"),
        Key("guardian", "text", "người trong gia đình nhận quản lý"),
        Key("check_days", "whole", "mỗi bao nhiêu ngày kiểm tra một lần; đơn vị tự đặt"),
    ),
    K.POSTPONED: (Key("postponed_for", "text", "căn cứ hoãn"), Key("review_on", "day", "ngày xem lại mà quyết định ghi")),
    K.COURT_ACCEPTED: (Key("complex", "flag", "vụ việc phức tạp"),),
    K.COURT_ASKED: (Key("question", "text", "Toà án yêu cầu làm rõ điều gì"),),
    K.COURT_DECIDED: (Key("months", "whole", "số tháng Toà án quyết định", "cần trước ngày 01/07/2026 để biết ngày hết hạn"), _ABSENT, *_CONTEST),
    K.COURT_DECISION_SENT: (
        _one("to", "gửi đến", {"parties": "người bị đề nghị và cơ quan liên quan", "execution": "cơ quan thi hành"}),
        _ABSENT,
        *_CONTEST,
    ),
    K.COURT_DECLINED: (_one("outcome", "Toà án đã quyết định", dict(CourtOutcome.choices)), Key("why", "text", "lý do của Toà án")),
    K.COMPLAINT_SETTLED: (Key("months", "whole", "số tháng mới, khi thời hạn thay đổi"),),
    K.REDUCED: (Key("months", "whole", "số tháng được giảm"), Key("merit", "flag", "do lập công")),
    K.EDUCATION_DECIDED: (_MONTHS, Key("at_home", "flag", "người dưới 18 tuổi: quản lý tại gia đình thay cho giáo dục tại xã")),
    K.MONITORING_ASKED: (_one("ground", "giám sát đi cùng biện pháp nào", monitoring.GROUNDS, _ALWAYS),),
    K.MONITORING_DECIDED: (
        Key("until", "day", "ngày cuối của biện pháp mà giám sát đi cùng"),
        _one("ground", "giám sát đi cùng biện pháp nào", {"aftercare": monitoring.GROUNDS["aftercare"]}, _TO_OPEN),
    ),
    K.MONITORING_BREACHED: (_LETTER,),
    K.MONITORING_REFUSED: (_one("form", "đang ở biện pháp nào", {"substitution": monitoring.GROUNDS["substitution"]}),),
    K.DEVICE_OFF: (_one("reason", "lý do tháo", _OFF), Key("days", "whole", "số ngày ở nước ngoài")),
}
"""Kinds that are not here say no more than their moment."""


def of(kind: K) -> tuple[Key, ...]:
    """The keys that this kind of event may or must carry."""
    return DATA.get(kind, ())

"""Rows of happenings.py for rehabilitation, the court, the time after it, education and monitoring."""

from __future__ import annotations

from donghanh.cases.terms import FactKind as K
from donghanh.web.cases.happening import Happening

VOLUNTARY: dict[K, Happening] = {
    K.REGISTRATION_DECIDED: Happening(("months",), "Ngày và giờ là lúc quyết định được ký. Số tháng ghi như trong quyết định.", "Ghi quyết định"),
    K.FACILITY_PROPOSED: Happening(("number", "level"), "Văn bản của Công an xã đề nghị chọn cơ sở công lập.", "Ghi đã đề nghị"),
    K.FACILITY_DECIDED: Happening(("facility",), "Quyết định đưa vào cơ sở công lập, theo bản nhận được.", "Ghi quyết định"),
    K.CONTRACT_SIGNED: Happening(("number", "facility", "months"), "Hợp đồng giữa người đăng ký và cơ sở.", "Ghi hợp đồng"),
    K.REHAB_STARTED: Happening(("facility",), "Thời hạn tính từ ngày ghi trong biên bản bắt đầu.", "Ghi bắt đầu"),
    K.START_NOTICE_SENT: Happening(("number", "recipient"), "Nơi cung cấp dịch vụ báo cho xã việc bắt đầu.", "Ghi đã báo"),
    K.PHASE_COMPLETED: Happening(("phase",), "Một giai đoạn của quy trình cai nghiện đã xong.", "Ghi giai đoạn"),
    K.PHASES_CERTIFIED: Happening(("number",), "Giấy xác nhận thời gian và các giai đoạn đã cai ở cơ sở tư nhân.", "Ghi giấy xác nhận"),
    K.SUPPORT_PAID: Happening((), "Khoản hỗ trợ một lần sau ba giai đoạn.", "Ghi đã chi"),
    K.USED_IN_REHAB: Happening(
        ("sample", "substances", "tested_by"), "Kết quả dương tính trong thời gian cai nghiện. Bước sau là lập biên bản.", "Ghi kết quả"
    ),
    K.LEFT_REHAB: Happening(("left_at",), "Chỉ ghi khi người này tự ý bỏ. Nghỉ có lý do thì không ghi ở đây.", "Ghi bỏ dở"),
    K.BREACH_MINUTED: Happening(("number", "breach"), "Biên bản vi phạm đã lập và được ký.", "Ghi biên bản"),
    K.REMINDED: Happening((), "Nhắc nhở sau biên bản vi phạm.", "Ghi nhắc nhở"),
    K.REVIEWED: Happening((), "Kiểm điểm sau biên bản vi phạm.", "Ghi kiểm điểm"),
    K.STOP_NOTICE_SENT: Happening(("number", "recipient"), "Nơi cung cấp dịch vụ báo cho xã việc tự ý chấm dứt.", "Ghi đã báo"),
    K.END_NOTICED: Happening(("number",), "Thông báo trước ngày kết thúc thời hạn.", "Ghi đã báo trước"),
    K.REHAB_COMPLETED: Happening((), "Ngày hoàn thành ghi trên giấy. Hồ sơ quản lý sau cai nghiện tự mở từ sự việc này.", "Ghi hoàn thành"),
    K.COMPLETION_NOTICE_SENT: Happening(("number", "recipient"), "Báo cho xã việc hoàn thành hoặc xong một phần.", "Ghi đã báo"),
    K.CERTIFICATE_ISSUED: Happening((), "Giấy xác nhận hoặc chứng nhận hoàn thành đã cấp.", "Ghi đã cấp giấy"),
    K.TREATMENT_STARTED: Happening(("facility",), "Ngày bắt đầu theo thông báo của cơ sở điều trị. Không ghi liều thuốc.", "Ghi bắt đầu"),
    K.CLINIC_CHANGED: Happening(("facility",), "Cơ sở điều trị mới.", "Ghi chuyển cơ sở"),
    K.DOSES_MISSED: Happening(("days", "courses"), "Theo thông báo của cơ sở điều trị; chỉ số ngày, số đợt, không ghi liều.", "Ghi bỏ liều"),
    K.TREATMENT_ENDED: Happening(("end_reason",), "Theo quyết định của cơ sở điều trị.", "Ghi kết thúc"),
    K.IMPEDED: Happening((), "Trở ngại khách quan, bất khả kháng: hạn tính lại từ khi hết trở ngại.", "Ghi trở ngại"),
    K.IMPEDIMENT_ENDED: Happening((), "Từ lúc này hạn tính lại từ đầu.", "Ghi hết trở ngại"),
    K.DECISION_SENT: Happening(("recipient",), "Gửi quyết định cho người có tên và cơ quan liên quan.", "Ghi đã gửi"),
    K.DECISION_SERVED: Happening((), "Lúc người có tên nhận quyết định.", "Ghi đã giao"),
}

COMPULSORY: dict[K, Happening] = {
    K.GROUND_FOUND: Happening(("compulsory_ground", "paper", "paper_on", "act_on"), "Thêm một căn cứ vào hồ sơ đang lập.", "Ghi căn cứ"),
    K.DOSSIER_PREPARED: Happening((), "Hồ sơ đề nghị đã đủ giấy tờ và được ký.", "Ghi đã lập hồ sơ"),
    K.INTERIM_DECIDED: Happening(("number", "where_held"), "Quyết định giao quản lý trong thời gian làm thủ tục.", "Ghi quyết định"),
    K.INTERIM_BEGAN: Happening(("facility",), "Thời gian ở cơ sở được trừ vào thời hạn.", "Ghi đưa vào cơ sở"),
    K.SUPERVISOR_ASSIGNED: Happening(
        ("supervisor", "guardian", "check_days"),
        "Ai trông nom người này trong lúc làm thủ tục; bỏ một lần kiểm tra thì hôm sau quá hạn.",
        "Ghi phân công",
    ),
    K.POSTPONED: Happening(("number", "postponed_for", "review_on"), "Theo quyết định của Toà án. Đến ngày xem lại thì được nhắc.", "Ghi được hoãn"),
    K.NOTICE_GIVEN: Happening(("number",), "Từ thông báo này, người bị đề nghị có quyền đọc hồ sơ.", "Ghi đã thông báo"),
    K.FILE_READ: Happening((), "Người bị đề nghị hoặc người đại diện đã đọc hồ sơ.", "Ghi đã đọc hồ sơ"),
    K.DOSSIER_FORWARDED: Happening(("number", "recipient"), "Gửi cơ quan kiểm tra hồ sơ.", "Ghi đã gửi hồ sơ"),
    K.DOSSIER_RETURNED: Happening(("summary",), "Ghi hết mọi điểm phải bổ sung, kèm căn cứ.", "Ghi bị trả lại"),
    K.DOSSIER_COMPLETED: Happening((), "Đã bổ sung đủ các điểm bị trả lại.", "Ghi bổ sung xong"),
    K.COURT_REQUESTED: Happening(("number", "recipient"), "Văn bản đề nghị gửi Toà án.", "Ghi đã gửi Toà án"),
    K.COURT_ACCEPTED: Happening(("number", "complex"), "Theo thông báo thụ lý của Toà án.", "Ghi thụ lý"),
    K.ACCEPTANCE_NOTIFIED: Happening(("number",), "Ngày Toà án gửi thông báo thụ lý.", "Ghi thông báo"),
    K.HEARING_ORDERED: Happening(("number",), "Quyết định mở phiên họp.", "Ghi quyết định"),
    K.COURT_ASKED: Happening(("number", "question"), "Trả lời Toà án là việc kế tiếp; hạn tính từ lúc nhận yêu cầu.", "Ghi yêu cầu"),
    K.COURT_DECIDED: Happening(
        ("months", "absent", "contest_days", "contest_reason"),
        "Theo quyết định của Toà án nhận được. Số tháng ghi như trong quyết định.",
        "Ghi quyết định",
    ),
    K.COURT_DECLINED: Happening(("outcome", "why"), "Hồ sơ khép lại từ quyết định này.", "Ghi quyết định"),
    K.COURT_DECISION_SENT: Happening(("sent_to", "absent", "contest_days", "contest_reason"), "Ngày Toà án gửi quyết định.", "Ghi đã gửi"),
    K.COMPLAINT_SETTLED: Happening(("number", "months"), "Ghi số tháng chỉ khi thời hạn thay đổi.", "Ghi kết quả"),
    K.PROVINCE_INFORMED: Happening(("number",), "Báo Công an tỉnh về quyết định của Toà án để chọn cơ sở.", "Ghi đã báo"),
    K.FACILITY_CHOSEN: Happening(("number", "facility"), "Cơ sở do Công an tỉnh chọn.", "Ghi cơ sở"),
    K.ADMITTED: Happening(("facility",), "Lúc cơ sở tiếp nhận theo biên bản.", "Ghi tiếp nhận"),
    K.TRANSFERRED: Happening(("facility",), "Cơ sở mới.", "Ghi chuyển cơ sở"),
    K.REDUCTION_PROPOSED: Happening(("number",), "Cơ sở đề nghị giảm, tạm đình chỉ hoặc miễn.", "Ghi đề nghị"),
    K.REDUCED: Happening(("number", "months", "merit"), "Số tháng được giảm.", "Ghi giảm thời hạn"),
}
"""Facts that need no more than their moment have no row."""

AFTERWARDS: dict[K, Happening] = {
    K.RETURN_REPORTED: Happening((), "Lúc người này đến trình báo.", "Ghi trình báo"),
    K.AFTERCARE_PROPOSED: Happening((), "Văn bản đề nghị quản lý sau cai nghiện.", "Ghi đề nghị"),
    K.AFTERCARE_DECIDED: Happening((), "Ngày và giờ là lúc quyết định được ký.", "Ghi quyết định"),
    K.AFTERCARE_SUPPORT: Happening(("services",), "Học nghề, vay vốn, việc làm, học tập đã hỗ trợ.", "Ghi hỗ trợ"),
    K.AFTERCARE_ENDED: Happening((), "Giấy chứng nhận hết thời hạn quản lý sau cai nghiện.", "Ghi đã cấp giấy"),
    K.DELISTED: Happening(("number",), "Xét đưa ra khỏi danh sách.", "Ghi kết quả xét"),
    K.EDUCATION_DECIDED: Happening(("months", "at_home"), "Ngày và giờ là lúc quyết định được ký.", "Ghi quyết định"),
    K.MONITORING_DECIDED: Happening(("until_on",), "Chỉ ghi quyết định và thời hạn; không bao giờ ghi vị trí.", "Ghi quyết định"),
    K.DEVICE_OFF: Happening(("off_reason", "days"), "Tháo tạm thời theo quyết định.", "Ghi tháo thiết bị"),
    K.MONITORING_BREACHED: Happening(("letter",), "Hành vi vi phạm theo điểm của nghị định.", "Ghi vi phạm"),
    K.PERSON_RECEIVED: Happening((), "Lúc cơ sở y tế tiếp nhận người cần xác định.", "Ghi tiếp nhận"),
}

MEASURES = {**VOLUNTARY, **COMPULSORY, **AFTERWARDS}

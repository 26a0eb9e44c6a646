"""The units and kinds of rule that law/ may use, closed: an unknown one is a fault of the data."""

from __future__ import annotations

UNITS_VI = {
    "hour": "giờ",
    "working_day": "ngày làm việc",
    "day": "ngày",
    "month": "tháng",
    "year": "năm",
    "minute": "phút",
    "time_per_month": "lần mỗi tháng",
    "time_per_week": "lần mỗi tuần",
    "time_per_year": "lần mỗi năm",
    "hour_per_day": "giờ mỗi ngày",
    "hour_per_week": "giờ mỗi tuần",
    "occurrence": "lần",
    "person": "người",
    "stage": "giai đoạn",
    "phase": "giai đoạn",
    "treatment_course": "liệu trình",
    "criteria_of_6": "tiêu chuẩn trong 6 tiêu chuẩn",
    "year_of_age": "tuổi",
    "month_of_age": "tháng tuổi",
    "share_of_term": "lần thời hạn",
    "percent": "%",
    "percent_of_base_salary": "% mức lương cơ sở",
    "percent_base_salary": "% mức lương cơ sở",
    "base_salary": "lần mức lương cơ sở",
    "base_salary_per_month": "lần mức lương cơ sở mỗi tháng",
    "social_aid_standard": "lần mức chuẩn trợ giúp xã hội",
    "times_normal_day": "lần ngày thường",
    "VND_per_file": "đồng mỗi hồ sơ",
    "VND_per_person_session": "đồng mỗi người mỗi buổi",
    "VND_per_day": "đồng mỗi ngày",
    "VND_per_month": "đồng mỗi tháng",
    "VND_per_year": "đồng mỗi năm",
    "m2_per_person": "m² mỗi người",
}
CALENDAR = frozenset({"date_before", "day_of_month", "day_of_next_month", "day_of_july", "day_of_january"})
"""A fixed day: amount is the day of the month, Rule.month the month where one is fixed."""

UNSPOKEN = CALENDAR | {"immediate", "coefficient", "open", "date_rule"}
"""Units never written as a number with a word: a day of the calendar, at once, the share of a day that counts, no number at all."""

TERMS = frozenset({"duration", "limitation", "validity", "retention", "period"})
"""Kinds whose end is the end of a stretch of time that is never moved by a day off."""

HAPPENINGS = {
    "deadline": "hạn phải làm xong",
    "duration": "thời hạn của một biện pháp",
    "frequency": "bao lâu một lần",
    "at_once": "làm ngay",
    "advance_notice": "báo trước",
    "advance_window": "khoảng thời gian trước khi hết hạn",
    "calendar": "ngày cố định trong năm",
    "limitation": "thời hiệu",
    "validity": "thời hạn còn dùng được",
    "retention": "thời hạn lưu giữ",
    "period": "thời gian phải qua",
}
"""Kinds that a moment follows from."""

MEASURES = {
    "threshold": "là ngưỡng để xét một điều kiện, không phải hạn phải làm xong",
    "rate": "là mức chi, không phải thời hạn",
    "clock_rule": "nói về cách tính những ngày vắng mặt, không phải thời hạn",
    "transition": "là quy định chuyển tiếp, không phải thời hạn",
    "limit": "là mức giới hạn, không phải hạn phải làm xong",
    "entitlement": "là quyền được hưởng, không phải hạn phải làm xong",
}
"""Kinds that no deadline follows from, and why."""

KINDS = frozenset(HAPPENINGS) | frozenset(MEASURES)

"""What a determination allows, word for word. Pure: the row walls and the actions have their own tests."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from donghanh.cases.diagnosis import rules
from donghanh.cases.diagnosis.terms import Mark, State
from donghanh.cases.rules import CannotRecord
from donghanh.kernel.errors import Overtaken
from donghanh.kernel.workdays import ZONE
from donghanh.legal import diagnosis as law

AT = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
HOUR = timedelta(hours=1)
CRITERIA, GROUPS = law.criteria(), law.groups()
WHOLE = {"place": "body", "groups": [next(iter(GROUPS))], "marks": dict.fromkeys(CRITERIA, "present")}
DAYS = {"sent_at": AT - 3 * HOUR, "received_at": AT - 2 * HOUR, "examined_at": AT - HOUR, "at": AT}


def said(action, **given) -> tuple[str, str, str, str]:
    """Message, mend, article, field of the refusal."""
    with pytest.raises(CannotRecord) as refused:
        action(**given)
    why = refused.value
    return why.message, why.mend, why.citation, why.field


@pytest.mark.parametrize(
    ("says", "answered", "found"),
    [
        ("", False, State.WAITING),
        ("observe", False, State.LACKING),
        ("dependent", False, State.READY),
        ("not_dependent", False, State.READY),
        ("", True, State.CONCLUDED),
        ("observe", True, State.CONCLUDED),
        ("dependent", True, State.CONCLUDED),
    ],
)
def test_where_a_determination_stands(says, answered, found):
    assert rules.state(says=says, is_answered=answered) is found


def test_an_answered_request_is_not_opened_again():
    rules.check_open(is_answered=False)
    with pytest.raises(Overtaken) as refused:
        rules.check_open(is_answered=True)
    assert (refused.value.message, refused.value.mend) == ("Yêu cầu này đã được trả lời.", "Nếu kết luận sai, liên hệ nơi đã gửi yêu cầu.")


@pytest.mark.parametrize("place", ["body", "agreed", "detained"])
@pytest.mark.parametrize("mark", list(Mark))
def test_whole_findings_are_taken(place, mark):
    rules.check_findings(**WHOLE | {"place": place, "marks": dict.fromkeys(CRITERIA, mark.value)}, **DAYS)


def test_received_and_examined_may_be_one_moment_and_every_group_may_be_named():
    rules.check_findings(**WHOLE | {"groups": list(GROUPS)}, **DAYS | {"received_at": DAYS["examined_at"]})
    rules.check_findings(**WHOLE, **DAYS | {"examined_at": AT})
    rules.check_findings(**WHOLE, **DAYS | {"sent_at": AT})


def test_an_examination_does_not_lie_ahead():
    message = said(rules.check_findings, **WHOLE, **DAYS | {"examined_at": AT + HOUR})[0]
    assert message == "Thời điểm xảy ra nằm trong tương lai."


PLACES = "Tại cơ sở y tế, Tại nơi đã thoả thuận, Tại nơi đang bị tạm giữ hành chính"
MARKED = "Mỗi tiêu chuẩn ghi Có, Không hoặc Chưa rõ."
FIRST, *_, LAST = CRITERIA


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"received_at": AT}, ("Khám trước khi tiếp nhận.", "Kiểm tra lại ngày giờ tiếp nhận và ngày giờ khám.", "", "")),
        (
            {"sent_at": AT + 15 * HOUR},
            ("Tiếp nhận trước ngày có yêu cầu (22/11/2026).", "Kiểm tra lại ngày tiếp nhận, hoặc hỏi nơi đã gửi yêu cầu.", "", ""),
        ),
        ({"place": "hospital"}, ("Chưa ghi nơi xác định.", f"Chọn: {PLACES}.", "", "place")),
        ({"place": ""}, ("Chưa ghi nơi xác định.", f"Chọn: {PLACES}.", "", "place")),
        ({"groups": []}, ("Chưa ghi nhóm chất.", f"Chọn ít nhất một: {', '.join(GROUPS.values())}.", "", "groups")),
        ({"groups": [*GROUPS, "sugar"]}, ("Chưa ghi nhóm chất.", f"Chọn ít nhất một: {', '.join(GROUPS.values())}.", "", "groups")),
        ({"marks": {}}, (f"Chưa ghi tiêu chuẩn: {', '.join(CRITERIA.values())}.", MARKED, law.citation(), "")),
        ({"marks": WHOLE["marks"] | {LAST: "perhaps"}}, (f"Chưa ghi tiêu chuẩn: {CRITERIA[LAST]}.", MARKED, law.citation(), "")),
        ({"marks": WHOLE["marks"] | {FIRST: ""}}, (f"Chưa ghi tiêu chuẩn: {CRITERIA[FIRST]}.", MARKED, law.citation(), "")),
        ({"marks": WHOLE["marks"] | {"mood": "present"}}, ("Chưa ghi tiêu chuẩn: có tiêu chuẩn lạ.", MARKED, law.citation(), "")),
    ],
)
def test_what_findings_lack_is_named_with_its_mend(given, found):
    assert said(rules.check_findings, **{**WHOLE, **DAYS, **given}) == found


ENOUGH = "Có dấu hiệu lâm sàng"
CONCLUDED = {"says": "dependent", "is_dependent": True, "number": "15/PKQ", "reason": ""}
OTHER = "Kết luận này khác kết quả tính theo quy định."
TOO_LITTLE = "Theo quy định thì chưa đủ để kết luận."
WHY = "Ghi lý do chuyên môn (ít nhất 20 ký tự), hoặc sửa các tiêu chuẩn, hoặc theo dõi thêm."


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"says": "not_dependent", "is_dependent": False},
        {"is_dependent": False, "reason": ENOUGH},
        {"says": "observe", "reason": ENOUGH},
        {"says": "observe", "is_dependent": False, "reason": f"  {ENOUGH}  "},
    ],
)
def test_a_conclusion_that_the_rule_draws_or_that_says_why_is_taken(given):
    assert len(ENOUGH) == rules.SHORTEST_ERROR
    rules.check_conclusion(**CONCLUDED | given)


NO_FINDINGS = ("Chưa ghi các tiêu chuẩn đã thấy ở người này.", "Ghi đủ sáu tiêu chuẩn trước, rồi ký kết luận.", law.citation(), "")
NO_NUMBER = ("Chưa ghi số phiếu kết quả.", "Ghi số của phiếu kết quả mà cơ sở cấp, ví dụ 15/PKQ.", "", "number")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"says": ""}, NO_FINDINGS),
        ({"says": "", "number": "", "reason": ENOUGH}, NO_FINDINGS),
        ({"number": ""}, NO_NUMBER),
        ({"number": "   ", "reason": ENOUGH}, NO_NUMBER),
        ({"is_dependent": False}, (OTHER, WHY, law.citation(), "reason")),
        ({"says": "not_dependent"}, (OTHER, WHY, law.citation(), "reason")),
        ({"is_dependent": False, "reason": f"  {ENOUGH[:-1]}  "}, (OTHER, WHY, law.citation(), "reason")),
        ({"says": "observe"}, (TOO_LITTLE, WHY, law.citation(), "reason")),
        ({"says": "observe", "is_dependent": False}, (TOO_LITTLE, WHY, law.citation(), "reason")),
    ],
)
def test_what_a_conclusion_lacks_is_named_with_its_mend(given, found):
    assert said(rules.check_conclusion, **CONCLUDED | given) == found


MOMENTS = {"sent_at": AT - 3 * HOUR, "examined_at": AT - 2 * HOUR, "concluded_at": AT - HOUR, "at": AT}
AFTER = ("Kết luận phải sau khi nhận yêu cầu và không ở tương lai.", "Kiểm tra lại ngày giờ kết luận.", "", "")
EARLY = ("Kết luận sớm hơn lúc khám.", "Kiểm tra lại ngày giờ khám và ngày giờ kết luận.", "", "")


@pytest.mark.parametrize("given", [{}, {"concluded_at": AT}, {"examined_at": AT - HOUR}, {"sent_at": AT - HOUR, "examined_at": AT - HOUR}])
def test_a_conclusion_follows_request_and_examination(given):
    rules.check_moment(**MOMENTS | given)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"concluded_at": AT + HOUR}, AFTER),
        ({"concluded_at": AT - 4 * HOUR}, AFTER),
        ({"sent_at": AT}, AFTER),
        ({"examined_at": AT}, EARLY),
    ],
)
def test_a_conclusion_out_of_order_is_refused(given, found):
    assert said(rules.check_moment, **MOMENTS | given) == found

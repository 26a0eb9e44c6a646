"""Each answer of each edition with its value, article, confidence and status: the table that a lawyer checks."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest

from donghanh import legal
from donghanh.legal import aftercare, editions, findings
from donghanh.legal import user_management as users
from donghanh.legal.book import NoHolder, NoRuleInForce
from donghanh.legal.findings import Answer, confidence_vi

OLD, NEW = date(2026, 6, 30), date(2026, 7, 1)
L73, L120, D105, D163 = "Luật 73/2021/QH14", "Luật 120/2025/QH15", "Nghị định 105/2021/NĐ-CP", "Nghị định 163/2026/NĐ-CP"
SILENT = "Các quy định đã đọc không nói rõ điểm này."
UNCONFIRMED = "Chưa được xác nhận, cần bộ phận pháp chế đối chiếu."

D116 = "Nghị định 116/2021/NĐ-CP"

GROUNDS_OLD = "DEPENDENT COMMUNE_EDUCATION REFORM_SCHOOL PRISON DEATH_OR_MISSING"
GROUNDS_NEW = "DEPENDENT REFORM_SCHOOL PRISON DEATH_OR_MISSING CUSTODY_OUTLASTS"

ANSWERS = [
    (users.age_branch, {"age": 11, "on": OLD}, "refused", f"{L73}, Điều 33; {L120}, Điều 36", "M", "silent"),
    (users.age_branch, {"age": 15, "on": OLD}, "guardian", f"{D105}, Điều 46 khoản 4, Điều 44 khoản 3", "V", "definite"),
    (users.age_branch, {"age": 18, "on": OLD}, "adult", f"{L73}, Điều 23", "V", "definite"),
    (users.age_branch, {"age": 11, "on": NEW}, "refused", f"{L73}, Điều 33; {L120}, Điều 36", "M", "silent"),
    (users.age_branch, {"age": 15, "on": NEW}, "guardian", f"{D163}, Điều 56 khoản 6", "V", "definite"),
    (users.age_branch, {"age": 18, "on": NEW}, "adult", f"{L120}, Điều 24", "V", "definite"),
    (users.absence, {"on": OLD}, "counted", "", "M", "silent"),
    (users.absence, {"on": NEW}, "not_counted", f"{D163}, Điều 60 khoản 2", "V", "definite"),
    (users.custody, {"on": OLD}, "no_rule", f"{L73}, Điều 23 khoản 5 điểm d", "M", "silent"),
    (users.custody, {"on": NEW}, "suspended", f"{L120}, Điều 24 khoản 7; {D163}, Điều 63 khoản 1", "M", "unconfirmed"),
    (users.new_use, {"on": OLD}, "determination", f"{L73}, Điều 27 khoản 1 điểm a; {D105}, Điều 43 khoản 2", "V", "definite"),
    (users.new_use, {"on": NEW}, "determination", f"{L120}, Điều 31 khoản 1 điểm c", "M", "unconfirmed"),
    (users.stop_grounds, {"on": OLD}, GROUNDS_OLD, f"{L73}, Điều 23 khoản 5; {D105}, Điều 48 khoản 1", "V", "definite"),
    (users.stop_grounds, {"on": NEW}, GROUNDS_NEW, f"{L120}, Điều 24 khoản 5, Điều 24 khoản 7", "V", "definite"),
    (users.standing_decision, {"decided_on": OLD, "on": OLD}, "stands", "", "V", "definite"),
    (users.standing_decision, {"decided_on": OLD, "on": NEW}, "stands", f"{L120}, Điều 56", "M", "silent"),
    (users.standing_decision, {"decided_on": NEW, "on": NEW}, "stands", "", "V", "definite"),
    (aftercare.new_use, {"adult": True, "on": OLD}, "determination", f"{L73}, Điều 27 khoản 1 điểm d, Điều 32 khoản 4", "V", "definite"),
    (aftercare.new_use, {"adult": False, "on": OLD}, "determination", f"{L73}, Điều 27 khoản 1 điểm d, Điều 33 khoản 1", "V", "definite"),
    (aftercare.new_use, {"adult": True, "on": NEW}, "determination", f"{L120}, Điều 31 khoản 1 điểm d, Điều 35 khoản 1 điểm d", "V", "definite"),
    (aftercare.new_use, {"adult": False, "on": NEW}, "determination", f"{L120}, Điều 31 khoản 1 điểm d, Điều 36 khoản 1", "V", "definite"),
    (aftercare.start, {"completed": "voluntary", "on": OLD}, "report", f"{D116}, Điều 77 khoản 1", "V", "definite"),
    (aftercare.start, {"completed": "compulsory", "on": NEW}, "notice", f"{D163}, Điều 134 khoản 1", "V", "definite"),
    (aftercare.start, {"completed": "substitution", "on": NEW}, "unsaid", f"{L120}, Điều 42 khoản 1; {D163}, Điều 134 khoản 1", "M", "silent"),
    (aftercare.place, {"has_stable_residence": True, "on": OLD}, "residence", f"{D116}, Điều 77 khoản 1", "V", "definite"),
    (aftercare.place, {"has_stable_residence": False, "on": OLD}, "detected", f"{D116}, Điều 77 khoản 1", "V", "definite"),
    (aftercare.place, {"has_stable_residence": True, "on": NEW}, "residence", f"{L120}, Điều 42 khoản 1", "V", "definite"),
    (aftercare.place, {"has_stable_residence": False, "on": NEW}, "registered", f"{L120}, Điều 42 khoản 3", "V", "definite"),
    (aftercare.not_dependent, {"on": OLD}, "unsaid", f"{L73}, Điều 27 khoản 1 điểm d; {D105}, Điều 37", "M", "silent"),
    (aftercare.not_dependent, {"on": NEW}, "unsaid", f"{L120}, Điều 31 khoản 1 điểm d, Điều 42", "M", "silent"),
    (aftercare.imprisonment, {"on": OLD}, "ended", f"{L73}, Điều 43 khoản 3", "V", "definite"),
    (aftercare.imprisonment, {"on": NEW}, "rest_later", f"{L120}, Điều 47 khoản 1", "V", "definite"),
]


def name_of(question) -> str:
    return f"{question.__module__.rsplit('.', 1)[1]}.{question.__name__}"


@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: f"{name_of(row[0])}-{row[2][:12]}")
def test_every_answer_in_full(row):
    question, facts, value, citation, confidence, status = row
    found = question(**facts)
    assert found.question == name_of(question)
    assert (found.value, found.citation_vi, found.confidence, found.status) == (value, citation, confidence, status)
    assert found.edition == legal.edition()
    assert found.meaning_vi.endswith(".") and "None" not in found.meaning_vi
    assert bool(found.mend_vi) == (question is users.age_branch and value != "adult")
    assert found.as_json() == asdict(found)


def test_the_table_holds_every_edition_there_is():
    """A new edition, or a new question of these two procedures, is not forgotten above; the others are told as worked cases."""
    asked = {(name_of(question).replace("age_branch", "age"), facts["on"]) for question, facts, *_ in ANSWERS}
    for question, known in editions.EDITIONS.items():
        assert set(known) <= {regime.valid_from for regime in legal.regimes()} | {text.valid_from for text in legal.instruments()}, question
        if question.partition(".")[0] in ("user_management", "aftercare"):
            assert list(known) == [date(2022, 1, 1), NEW]
            assert {(question, OLD), (question, NEW)} <= asked


def test_an_answer_is_told_with_article_silence_and_doubt():
    assert users.absence(on=NEW).explain() == [
        "Vắng mặt trái quy định, không rõ nơi ở: những ngày đó không tính vào thời hạn.",
        f"Căn cứ: {D163}, Điều 60 khoản 2.",
    ]
    assert users.absence(on=OLD).explain()[1:] == [SILENT, UNCONFIRMED]
    refused = users.age_branch(11, on=NEW)
    assert refused.explain() == [refused.meaning_vi, refused.mend_vi, f"Căn cứ: {refused.citation_vi}.", SILENT, UNCONFIRMED]


@pytest.mark.parametrize("value", ["V", "S", "M"])
def test_doubt_is_said_below_v_only(value):
    assert bool(confidence_vi(value)) == (value != "V")
    told = Answer("q", "v", "Nghĩa.", "", "", value, "definite", "e").explain()
    assert told == ["Nghĩa."] + [text for text in (confidence_vi(value),) if text]


def test_an_answer_carries_what_it_was_given():
    found = editions.answer("a.b", "v", "Nghĩa.", ("D163", "60 2"), ("L73", "27 1 a"), status="silent", confidence="S", mend="Sửa.")
    assert asdict(found) == {
        "question": "a.b", "value": "v", "meaning_vi": "Nghĩa.", "mend_vi": "Sửa.", "confidence": "S", "status": "silent", "edition": legal.edition(),
        "citation_vi": f"{D163}, Điều 60 khoản 2; {L73}, Điều 27 khoản 1 điểm a",
    }  # fmt: skip
    plain = editions.answer("a.b", "v", "Nghĩa.")
    assert (plain.mend_vi, plain.citation_vi, plain.confidence, plain.status) == ("", "", "V", "definite")


def test_the_edition_of_the_first_day_and_of_the_day_before_it():
    assert editions.ask("user_management.absence", on=date(2022, 1, 1)).value == "counted"
    with pytest.raises(NoRuleInForce) as refusal:
        users.absence(on=date(2021, 12, 31))
    assert refusal.value.message == "Ngày 31/12/2021 chưa có quy định này."
    assert refusal.value.mend == "Quy định có từ 01/01/2022."


def test_steps_and_days_are_kept_as_plain_values():
    kept = findings._plain({"a": (date(2026, 7, 1), [date(2026, 7, 2)]), "b": {"c": date(2026, 7, 3)}, "d": 5, "e": None})
    assert kept == {"a": ["2026-07-01", ["2026-07-02"]], "b": {"c": "2026-07-03"}, "d": 5, "e": None}


def test_an_unknown_form_of_completion_names_the_known_ones():
    with pytest.raises(legal.errors.BadInput, match="“home”") as refusal:
        aftercare.term_topic(completed="home", age=20, on=NEW)
    assert refusal.value.field == "completed" and "bắt buộc" in refusal.value.mend


def test_refusals_of_the_book_in_full():
    with pytest.raises(NoRuleInForce) as refusal:
        legal.rule_standing("UM-04", NEW)
    assert refusal.value.message == "Quy tắc UM-04 có hiệu lực từ 01/01/2022 đến 30/06/2026, không áp dụng cho ngày 01/07/2026."
    assert (refusal.value.mend, refusal.value.citation) == ("Ngày đó áp dụng: USER_DECISION.", legal.rule("UM-04").citation_vi)
    with pytest.raises(NoRuleInForce) as refusal:
        legal.rule_standing("USER_TERM", date(2021, 12, 31))
    assert refusal.value.message == "Quy tắc USER_TERM có hiệu lực từ 01/07/2026, không áp dụng cho ngày 31/12/2021."
    assert refusal.value.mend == "Ngày đó không có quy tắc nào thay thế."
    with pytest.raises(NoRuleInForce) as refusal:
        legal.pick("user.term", date(2021, 12, 31))
    assert refusal.value.message == f"Không có quy tắc về “{legal.topic('user.term').title_vi}” vào ngày 31/12/2021."
    assert refusal.value.mend == "Quy tắc có hạn: UM-05 từ 01/01/2022 đến 30/06/2026; USER_TERM từ 01/07/2026."
    assert refusal.value.citation == ""


def test_a_gap_is_refused_with_its_own_reason_and_article():
    gap = legal.gap("aftercare.decide", date(2026, 8, 1))
    with pytest.raises(NoRuleInForce) as refusal:
        legal.pick("aftercare.decide", date(2026, 8, 1))
    assert refusal.value.message == gap.gap_vi
    assert refusal.value.mend == "Quy tắc có hạn: PR-04 từ 01/01/2022 đến 30/06/2026."


def test_refusals_about_holders_in_full():
    with pytest.raises(NoHolder) as refusal:
        legal.holder("decider_user_management", date(2021, 12, 31))
    rows = [row for row in legal.holders() if row.function == "decider_user_management"]
    assert refusal.value.message == f"Ngày 31/12/2021 chưa xác định ai có thẩm quyền “{rows[0].function_vi}”."
    assert refusal.value.mend == "Đã biết: Chủ tịch UBND cấp xã từ 01/01/2022 đến 30/06/2026; Trưởng Công an cấp xã từ 01/07/2026."
    with pytest.raises(NoHolder) as refusal:
        legal.holder("decider_aftercar", NEW)
    assert refusal.value.message == "Không có chức năng “decider_aftercar”." and refusal.value.mend.startswith("Gần giống: decider_aftercare")


def test_near_names_are_sorted_and_their_own_spelling():
    with pytest.raises(legal.UnknownRule) as refusal:
        legal.rule("user_decision")
    assert refusal.value.message == "Không có quy tắc “user_decision”."
    assert refusal.value.mend.startswith("Gần giống: ") and "USER_DECISION" in refusal.value.mend
    names = refusal.value.mend.removeprefix("Gần giống: ").removesuffix(".").split(", ")
    assert names == sorted(names) and all(legal.rule(name) for name in names)
    with pytest.raises(legal.UnknownRule) as refusal:
        legal.topic("????")
    assert (refusal.value.field, refusal.value.mend) == ("topic", "Xem danh sách: donghanh law rules --on 2026-07-01 --json.")

"""Electronic monitoring as a legal decision, beyond limits: who, how long, what a breach brings. Never a position."""

from __future__ import annotations

from datetime import date

from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import ONE_DAY, start_of
from donghanh.legal import book
from donghanh.legal.editions import answer, ask, in_force
from donghanh.legal.findings import Answer
from donghanh.legal.loading import law_data
from donghanh.legal.reckoning import reached
from donghanh.legal.standing import Standing
from donghanh.legal.ways import whole

GROUNDS = {"home": "cai nghiện tại gia đình", "substitution": "điều trị thay thế", "aftercare": "quản lý sau cai nghiện"}
"""The measures during which monitoring is decided."""
LETTERS = {
    "a": "can thiệp, làm sai lệch hoạt động của thiết bị",
    "b": "từ chối gắn thiết bị",
    "c": "tự ý tháo thiết bị",
    "d": "cố ý để thiết bị hết pin",
    "dd": "không trình diện để gắn lại",
}
"""Breaches by the letters of Decree 163/2026 Art 24.1."""
REASONS = ("medical", "air_travel", "abroad", "custody")
"""Reasons to take the device off for a time."""
_TERMS = {
    "adult": "monitoring.term_adult",
    "substitution": "monitoring.term_substitution",
    "requested": "monitoring.term_requested",
    "no_residence": "monitoring.term_no_residence",
}


def group(*, ground: str, age: int | None, has_stable_residence: bool, is_asked: bool, on: date) -> Answer:
    """To which group of the decree the person belongs. value: "adult", "substitution", "requested", "no_residence", or "none".

    ground: a code of GROUNDS; age in years on this day, None: unknown; is_asked: parents or guardian asked for it.
    Raises BadInput for another ground.
    """
    if ground not in GROUNDS:
        names = "; ".join(f"{code} ({name})" for code, name in GROUNDS.items())
        raise BadInput(f"Không rõ biện pháp “{ground}”.", mend=f"Chọn: {names}.", field="ground")
    return ask("monitoring.group", on=on, ground=ground, age=age, has_stable_residence=has_stable_residence, is_asked=is_asked)


@in_force("2022-01-01")
def group_2022(*, ground: str, age: int | None, has_stable_residence: bool, is_asked: bool) -> Answer:
    return answer("monitoring.group", "none", "Biện pháp giám sát điện tử chỉ có từ ngày 01/07/2026.", ("D163", "14"))


@in_force("2026-07-01")
def group_2026(*, ground: str, age: int | None, has_stable_residence: bool, is_asked: bool) -> Answer:
    on = law_data().instruments["D163"].valid_from
    if age is None or age >= int(book.convention("adult_age", on).value):
        return _grown(ground, is_asked)
    if age < int(book.convention("youngest_managed_age", on).value):
        return answer("monitoring.group", "none", "Giám sát điện tử chỉ áp dụng từ đủ 12 tuổi.", ("D163", "15 2"))
    if not has_stable_residence and ground == "aftercare":
        meaning = "Từ đủ 12 đến dưới 18 tuổi, quản lý sau cai nghiện, không có nơi cư trú ổn định: suốt thời gian quản lý."
        return answer("monitoring.group", "no_residence", meaning, ("D163", "15 2 b"))
    if is_asked and has_stable_residence:
        meaning = "Từ đủ 12 đến dưới 18 tuổi, có nơi cư trú ổn định, cha mẹ hoặc người giám hộ yêu cầu: 1 năm hoặc phần còn lại nếu ngắn hơn."
        return answer("monitoring.group", "requested", meaning, ("D163", "15 2 a"))
    meaning = "Người từ đủ 12 đến dưới 18 tuổi có nơi cư trú ổn định chỉ được giám sát khi cha mẹ hoặc người giám hộ yêu cầu."
    return answer("monitoring.group", "none", meaning, ("D163", "15 2 a"))


def _grown(ground: str, is_asked: bool) -> Answer:
    if is_asked:
        return answer("monitoring.group", "none", "Yêu cầu của cha mẹ chỉ dành cho người từ đủ 12 đến dưới 18 tuổi.", ("D163", "15 2 a"))
    if ground == "substitution":
        return answer("monitoring.group", "substitution", "Từ đủ 18 tuổi, điều trị thay thế: giám sát 2 năm.", ("D163", "15 1 b"))
    meaning = f"Từ đủ 18 tuổi, {GROUNDS[ground]}: giám sát suốt thời gian của biện pháp."
    return answer("monitoring.group", "adult", meaning, ("D163", "15 1 a"))


def term_topic(group: str, *, is_again: bool) -> str:
    """The topic of the length. is_again: decided anew after a refusal, which only substitution treatment knows."""
    return "monitoring.new_term" if is_again and group == "substitution" else _TERMS[group]


def breach(*, letter: str, nth: int, on: date) -> Answer:
    """What this breach brings. value: "reminder" or "refusal". letter: of LETTERS; nth: which one of its kind (b and c, d and đ count together)."""
    if letter == "a":
        return answer("monitoring.breach", "refusal", f"Vi phạm: {LETTERS[letter]}; coi ngay là không chấp hành.", ("D163", "25"), ("L120", "47 2"))
    if letter not in LETTERS:
        meaning = "Chưa rõ vi phạm thuộc điểm nào nên chưa nói được hệ quả."
        mend = "Ghi điểm: a, b, c, d hoặc dd."
        return answer("monitoring.breach", "unknown", meaning, ("D163", "24 1"), status="unconfirmed", confidence="M", mend=mend)
    rule = book.pick("monitoring.refusal_b_c" if letter in ("b", "c") else "monitoring.refusal_d_dd", on)
    value = "refusal" if nth >= whole(rule) else "reminder"
    then = "coi là không chấp hành" if value == "refusal" else "lập biên bản, nhắc nhở; không khắc phục đúng hạn thì coi là không chấp hành"
    meaning = f"Vi phạm lần thứ {nth}: {LETTERS[letter]}; {then}. {rule.meaning_vi}"
    return Answer("monitoring.breach", value, meaning, "", rule.citation_vi, rule.confidence, rule.status, book.edition())


def together(letter: str) -> frozenset[str]:
    """Letters whose breaches are counted together with this one."""
    return next((group for group in (frozenset({"b", "c"}), frozenset({"d", "dd"})) if letter in group), frozenset({letter}))


def refusal(*, ground: str, on: date) -> Answer:
    """What follows when monitoring is refused. value: "compulsory", "fine", or "unclear" where decree and law say different things (conflict)."""
    if ground == "aftercare":
        return answer("monitoring.refusal", "fine", "Không chấp hành khi đang quản lý sau cai nghiện: bị xử phạt hành chính.", ("D163", "25 5"))
    if ground == "home":
        return answer(
            "monitoring.refusal", "compulsory", "Không chấp hành khi cai nghiện tại gia đình: lập hồ sơ cai nghiện bắt buộc.", ("L120", "47 2")
        )
    rule = book.pick("monitoring.new_term", on)
    readings = " ".join(f"{one.text_vi} ({one.citation_vi})." for one in rule.readings)
    citation = "; ".join(one.citation_vi for one in rule.readings)
    mend = "Hỏi bộ phận pháp chế trước khi quyết định."
    meaning = f"{rule.conflict_vi} {readings}"
    return Answer("monitoring.refusal", "unclear", meaning, mend, citation, rule.confidence, Standing.CONFLICT, book.edition())


def removal(*, reason: str, days: int, on: date) -> Answer:
    """May the device come off for a time? value: "allowed", "too_short" (abroad for less than the days named), "unlisted". days: of travel."""
    if reason not in REASONS:
        mend = f"Ghi reason: {', '.join(REASONS)}."
        return answer("monitoring.removal", "unlisted", "Lý do tháo thiết bị không có trong luật.", ("D163", "19 1"), mend=mend)
    if reason == "abroad":
        rule = book.pick("monitoring.abroad", on)
        value = "allowed" if days >= whole(rule) else "too_short"
        return Answer("monitoring.removal", value, rule.meaning_vi, "", rule.citation_vi, rule.confidence, rule.status, book.edition())
    return answer("monitoring.removal", "allowed", "Được tạm tháo thiết bị.", ("D163", "19 1"))


def pause() -> Answer:
    """What time without the device does to the length. value: "counted": no text adds it at the end."""
    meaning = "Luật cho tạm tháo hoặc tạm dừng giám sát nhưng không nói thời gian đó có tính hay không; hồ sơ tính như thường, không kéo dài thêm."
    return answer("monitoring.pause", "counted", meaning, ("D163", "19 1"), ("D163", "20 1"), status="silent", confidence="M")


def ground_withdrawn() -> Answer:
    """The decision that monitoring goes with was withdrawn. value: "ends_with_it": no text says how monitoring ends then."""
    meaning = (
        "Quyết định làm căn cứ bị thu hồi nên không còn biện pháp để giám sát đi cùng: hồ sơ tính giám sát đến lúc thu hồi. "
        "Luật không nói giám sát chấm dứt thế nào trong trường hợp này."
    )
    mend = "Ra quyết định chấm dứt giám sát và tháo thiết bị."
    return answer("monitoring.ground_withdrawn", "ends_with_it", meaning, ("D163", "15 1 a"), status="silent", confidence="M", mend=mend)


def before(*, on: date) -> Answer:
    """Monitoring of somebody who was in aftercare before the measure existed. value: "applies"."""
    rule = book.pick("transition.electronic_monitoring", on)
    return Answer("monitoring.before", "applies", rule.meaning_vi, "", rule.citation_vi, rule.confidence, rule.status, book.edition())


def exemption(*, group: str, started_on: date) -> Answer:
    """From when on the rest may be let off, if there was no breach. value: the first such day, as 2027-07-07."""
    rule = book.pick("monitoring.exempt_adult" if group in ("adult", "substitution") else "monitoring.exempt_juvenile", started_on)
    day = reached(rule, start_of(started_on)).last_day + ONE_DAY
    return Answer("monitoring.exemption", day.isoformat(), rule.meaning_vi, "", rule.citation_vi, rule.confidence, rule.status, book.edition())

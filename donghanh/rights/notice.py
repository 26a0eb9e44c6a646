"""One page in plain words with every decision: what, why, until when, what it means, whom to ask, and until which day to complain. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from donghanh.base.documents.leaflet import Leaflet, Section
from donghanh.decisions.terms import DecisionKind as K
from donghanh.legal import Finding
from donghanh.legal.book import day_vi
from donghanh.legal.complaints import ComplaintLimit
from donghanh.legal.decision_kinds import decision_kind


@dataclass(frozen=True, slots=True)
class Told:
    """What the page needs of a signed decision. received_on: the day on which the person got it; None where that is not recorded yet."""

    kind: K
    number_text: str
    signed_on: date
    issuer: str
    office_title: str
    person_name: str
    reasons: str
    citation: str
    last_day: date | None
    withdraws: str
    received_on: date | None
    limit: ComplaintLimit
    answer_limit: Finding | None
    done_limit: Finding | None


def notice(told: Told) -> Leaflet:
    """The page for the person; made_on is the day of the decision, so that the same decision gives the same file."""
    return Leaflet(
        issuer=told.issuer,
        title="Thông báo về quyết định đối với ông/bà",
        lead=f"Gửi {told.person_name}. Tờ này giải thích Quyết định {told.number_text} ngày {day_vi(told.signed_on)}.",
        sections=(
            Section(heading="Quyết định gì?", sentences=(_what(told),)),
            Section(heading="Vì sao?", sentences=(_ended(told.reasons), f"Căn cứ: {_ended(told.citation)}")),
            Section(heading="Từ ngày nào, đến ngày nào?", sentences=(_until(told),)),
            Section(heading="Điều này có nghĩa gì với ông/bà?", points=decision_kind(told.kind).meaning),
            Section(heading="Ông/bà có quyền gì?", points=_rights(told)),
            Section(heading="Không đồng ý thì làm gì?", sentences=_complain(told)),
        ),
        closing=(
            f"Hỏi thêm tại {told.issuer}. Có thể nhờ người thân, luật sư hoặc người trợ giúp pháp lý đọc cùng.",
            "Tờ này chỉ để giải thích. Văn bản có giá trị là quyết định kèm theo.",
        ),
        made_on=told.signed_on,
    )


def _ended(text: str) -> str:
    return f"{' '.join(text.split()).rstrip('.')}."


def _what(told: Told) -> str:
    named = f" Đó là Quyết định {told.withdraws}." if told.withdraws else ""
    return f"{decision_kind(told.kind).what}{named}"


def _until(told: Told) -> str:
    begins = f"Có hiệu lực từ ngày {day_vi(told.signed_on)}."
    if told.last_day is None:
        return begins
    if told.kind == K.END_USER:
        return f"Thời hạn quản lý đã hết vào cuối ngày {day_vi(told.last_day)}."
    return f"{begins} Hết thời hạn vào cuối ngày {day_vi(told.last_day)}."


def _rights(told: Told) -> tuple[str, ...]:
    """Each right with its limit, where the law data of the day names one."""
    seen = f" Được trả lời trong {told.answer_limit.amount_vi}." if told.answer_limit else ""
    done = f" Được xem xét xong trong {told.done_limit.amount_vi}." if told.done_limit else ""
    return (
        f"Xem hồ sơ của mình và nhận bản trích.{seen}",
        f"Báo thông tin sai để được sửa.{done} Trong lúc xem lại, không ai dựa vào điều đó để thêm biện pháp mới.",
        "Nhờ người giám hộ, luật sư làm thay mình.",
        "Được giữ kín thông tin. Biết ai đã mở hồ sơ của mình.",
    )


def _complain(told: Told) -> tuple[str, ...]:
    limit = told.limit
    if limit.last_day is not None and told.received_on is not None:
        when = f"Hạn cuối: hết ngày {day_vi(limit.last_day)}, tính từ ngày nhận quyết định {day_vi(told.received_on)}."
    else:
        when = f"Hạn: {limit.amount_vi} kể từ ngày nhận quyết định. Ngày nhận: ……/……/…………. Hạn cuối: ……/……/…………."
    unsure = "Số ngày này chưa được đối chiếu với văn bản luật. Nên gửi sớm." if limit.confidence != "V" else ""
    return tuple(
        text
        for text in (
            f"Gửi đơn khiếu nại đến {told.office_title}, hoặc đến trụ sở để được ghi lại lời nói.",
            f"{when} Căn cứ: {limit.citation_vi}.",
            unsure,
            "Gửi muộn vẫn được nhận; ghi rõ vì sao muộn.",
            "Có thể khởi kiện tại Toà án. Khiếu nại không làm chậm việc chữa bệnh hay hỗ trợ.",
        )
        if text
    )

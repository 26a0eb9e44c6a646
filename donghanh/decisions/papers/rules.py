"""What a paper allows. Pure: values in, refusal or nothing out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from donghanh.decisions.papers.terms import LONGEST, PaperState
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot, MayNot
from donghanh.kernel.text import nfc
from donghanh.kernel.workdays import day_printed
from donghanh.legal.decision_kinds import HEAD
from donghanh.legal.forms import Filled, Form, Signer


class CannotMake(Cannot):
    """The form, the paper or the file behind it does not allow this step."""


class MayNotMake(MayNot):
    """Another office makes or signs this paper."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body whose paper this is and the office that signs it on this day; office empty: signed by hand, body_id None: no body of ours."""

    body_id: int | None = None
    body_name: str = ""
    parent_name: str = ""
    office: str = ""
    office_title: str = ""
    citation: str = ""
    confidence: str = "V"


def head_elsewhere(form: Form) -> str:
    """Who alone signs this form, as it prints him, where he heads a body that is no office of a place (a facility, a clinic, a provider); else "".

    A decision, a certificate, and a request under a seal are such a body's own. Other forms that no office of ours signs are signed by people
    (statements, minutes, plans), or by whichever body draws them up.
    """
    signer = form.signer
    if signer is None or ((signer.body or form.decided_as) and signer.function != HEAD):
        return ""
    is_own = form.kind in ("decision", "certificate") or (form.kind == "request" and signer.has_seal)
    return signer.title if is_own else ""


def check_can_draft(form: Form, *, procedure: str) -> None:
    """Only a form read whole, of this procedure and about one person, is filled here, and none that is another body's to sign."""
    if form.decided_as and not head_elsewhere(form):
        raise CannotMake("Quyết định này soạn ở trang quyết định của hồ sơ.", mend="Mở hồ sơ rồi chọn soạn quyết định.", citation=form.citation)
    if not form.is_complete:
        raise CannotMake(
            f"{form.name}: chưa có mẫu đầy đủ, nên không lập được trên máy.", mend="Dùng bản giấy của cơ quan ban hành mẫu.", citation=form.citation
        )
    if form.about != "person":
        raise CannotMake("Mẫu này là danh sách hoặc sổ của cả địa bàn.", mend="In danh sách ở trang Thủ tục.")
    if procedure not in form.procedures:
        raise CannotMake(
            f"{form.name} không dùng cho thủ tục của hồ sơ này.", mend="Chọn mẫu trong danh sách giấy tờ của hồ sơ.", citation=form.citation
        )
    if head_elsewhere(form):
        raise CannotMake(
            f"{form.name} do nơi khác lập và ký: {head_elsewhere(form)}.",
            mend="Đợi bản của nơi đó; khi nhận được, ghi sự việc vào hồ sơ kèm số và ngày.",
            citation=form.citation,
        )


def check_own_office(actor: Actor, issuer: Issuer) -> None:
    """A body's paper is drawn up in that body; what a person or another body signs by hand, whoever records the case may draw up."""
    if issuer.body_id is not None and issuer.body_id != actor.body_id:
        raise MayNotMake(f"Giấy này do {issuer.body_name} lập.", mend="Chuyển cho cán bộ của cơ quan đó lập.", citation=issuer.citation)


def check_office_fits(signer: Signer, *, office: str, office_title: str, citation: str) -> None:
    """The office printed on the form must be the one that holds the function today."""
    if signer.office != office:
        raise CannotMake(
            f"Mẫu in người ký là “{signer.title}”, nhưng thẩm quyền hôm nay thuộc {office_title}.",
            mend="Hỏi cán bộ pháp chế; không ký trên mẫu này.",
            citation=citation,
        )


def checked_values(form: Form, given: Mapping[str, str]) -> dict[str, str]:
    """What was typed, for blanks of this form only, in NFC.

    Raises CannotMake naming the blank that is too long, no choice of the form, or the last day of a span that ends before it begins.
    """
    kept = {}
    for field in form.fields:
        text = nfc(given.get(field.key, "")).replace("\r\n", "\n").strip()
        if len(text) > LONGEST:
            raise CannotMake(f"“{field.words}” dài quá {LONGEST} ký tự.", mend="Rút gọn phần này.", field=field.key)
        strange = [one for one in text.split("\n") if one and one not in field.options] if field.kind == "choice" and field.options else []
        if strange:
            raise CannotMake(f"“{strange[0]}” không có trong lựa chọn của mẫu.", mend="Chọn một dòng của mẫu.", field=field.key)
        if text:
            kept[field.key] = text
    _check_spans(form, kept)
    return kept


def _check_spans(form: Form, kept: Mapping[str, str]) -> None:
    """A term or contract ends on the day it begins or later; both days as the page writes them."""
    for field in form.fields:
        first, last = (day_printed(kept.get(key, "")) for key in (field.key.removesuffix("_to") + "_from", field.key))
        if field.kind == "date" and field.key.endswith("_to") and first and last and last < first:
            raise CannotMake(
                f"Thời gian kết thúc ngày {last:%d/%m/%Y} trước khi bắt đầu ngày {first:%d/%m/%Y}.", mend="Sửa một trong hai ngày.", field=field.key
            )


def check_can_change(state: PaperState, *, version: int, seen: int) -> None:
    """A draft is changed by who has its latest state before him."""
    if state != PaperState.DRAFTED:
        raise CannotMake(f"Giấy tờ này “{state.label.lower()}”, không sửa được.", mend="Giấy đã lập chỉ có thể thu hồi và lập lại.")
    if version != seen:
        raise CannotMake("Người khác vừa sửa bản này.", mend="Tải lại trang, xem bản mới rồi sửa tiếp.")


def check_can_make(
    form: Form, issuer: Issuer, actor: Actor, *, written_by: Collection[int], missing: Sequence[Filled], has_read: bool, is_as_seen: bool
) -> None:
    """Final: complete, in force, read, by the holder of the office, who neither drew it up nor changed it last, or by its writer where others sign
    by hand."""
    if issuer.office and (actor.office != issuer.office or actor.body_id != issuer.body_id):
        raise MayNotMake(
            f"Thẩm quyền ký hôm nay thuộc {issuer.office_title}.", mend="Báo người có thẩm quyền mở giấy này để ký.", citation=issuer.citation
        )
    if issuer.office and actor.user_id in written_by:
        raise MayNotMake("Người soạn hoặc sửa giấy tờ không ký chính giấy đó.", mend="Để người khác soạn, sửa rồi mình ký.")
    if not issuer.office:
        check_own_office(actor, issuer)
    if missing:
        names = ", ".join(one.field.words for one in missing[:5]) + (f" và {len(missing) - 5} mục khác" if len(missing) > 5 else "")
        raise CannotMake(f"{form.code} còn thiếu: {names}.", mend="Điền các mục đó, hoặc ghi “Không” nếu không có.", citation=form.citation)
    if not is_as_seen:
        raise CannotMake("Giấy tờ đã khác bản bạn vừa đọc.", mend="Tải lại trang, đọc lại rồi lập.")
    if not has_read:
        raise CannotMake("Cần đọc giấy tờ trước khi lập bản chính.", mend="Đọc hết rồi đánh dấu “Tôi đã đọc”.", field="has_read")
    if not actor.stepped_up:
        raise MayNotMake("Cần xác nhận lại danh tính trước.", mend="Nhập lại mật khẩu rồi lập bản chính.")


def check_can_withdraw(state: PaperState, issuer: Issuer, actor: Actor, *, office: str, made_by: int | None, reason: str) -> None:
    """Withdrawn by the office that signed it, or by who made it, with a reason."""
    if state != PaperState.FINAL:
        raise CannotMake("Chỉ thu hồi được giấy tờ đã lập.", mend="Bản đang soạn thì bỏ.")
    if len(reason.strip()) < 10:
        raise CannotMake("Thu hồi cần nêu lý do.", mend="Ghi rõ vì sao thu hồi, ít nhất mười ký tự.", field="reason")
    if office and (actor.office != issuer.office or actor.body_id != issuer.body_id):
        raise MayNotMake(f"Việc thu hồi hôm nay thuộc {issuer.office_title}.", mend="Báo người có thẩm quyền.", citation=issuer.citation)
    if not office and actor.user_id != made_by:
        raise MayNotMake("Chỉ người đã lập thu hồi được giấy này.", mend="Báo người đã lập.")

"""What a draft or a signed decision allows. Pure: values in, refusal or nothing out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from donghanh.cases.terms import FactKind
from donghanh.decisions.lengths import Typed
from donghanh.decisions.terms import TO_MEND, WAITING, DecisionKind, DraftState
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot, MayNot, Overtaken
from donghanh.legal.decision_kinds import DecisionRow, decision_kind
from donghanh.legal.forms import Filled

EFFECT: dict[DecisionKind, FactKind] = {kind: FactKind(decision_kind(kind).effect) for kind in DecisionKind}
"""The fact that signing makes."""


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}")
_COUNTED = {"steps", "caution_vi", "edition"}


class CannotDecide(Cannot):
    """The draft, or the file behind it, does not allow this step."""


class MayNotSign(MayNot):
    """Another office holds this function on this day, or the same person drew the draft up."""


@dataclass(frozen=True, slots=True)
class DraftView:
    """What the rules need to know of a draft. is_current: drawn up now, the letter would say the same but for its dates."""

    state: DraftState
    kind: DecisionKind
    drafted_by: int
    checked_by: int | None
    office: str
    body_id: int
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class HolderView:
    """Who holds the function at this place on this day."""

    body_id: int
    body_name: str
    office: str
    office_title: str
    citation: str
    confidence: str = "V"


def rests_on_the_same(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """These findings differ in their days alone, and in how a term was counted from them; the database asks the same (migrations/0006_as_checked)."""
    return _bare(was) == _bare(now)


def _bare(findings: Mapping[str, Any]) -> str:
    term = findings.get("term", {})
    kept = {**findings, "law": "", "term": {key: value for key, value in term.items() if key not in _COUNTED}}
    return _DAY.sub("#", json.dumps(kept, sort_keys=True, ensure_ascii=False))


def check_reasons(reasons: str) -> None:
    """A decision says why."""
    if len(reasons.strip()) < 20:
        raise CannotDecide("Quyết định cần nêu lý do.", mend="Tóm tắt sự việc và căn cứ bằng ít nhất một câu.")


def check_procedure(row: DecisionRow, *, procedure: str) -> None:
    """A kind of decision belongs to its own procedures."""
    if procedure not in row.procedures:
        raise CannotDecide(f"{row.name.capitalize()} không dùng cho thủ tục của hồ sơ này.", mend="Chọn một loại ở trang Soạn quyết định của hồ sơ.")


def check_complete(row: DecisionRow, missing: Sequence[str], *, citation: str = "") -> None:
    """Only a file with every paper the decision rests on goes to who signs it. Raises CannotDecide naming all that are missing at once."""
    if missing:
        raise CannotDecide(
            f"Hồ sơ chưa đủ để ra {row.name}; còn thiếu: {', '.join(missing)}.",
            mend="Ghi những việc còn thiếu vào hồ sơ. Đủ rồi mới soạn và trình người có quyền ký.",
            citation=citation,
        )


def check_filled(row: DecisionRow, missing: Sequence[Filled], *, citation: str) -> None:
    """Whoever checks and signs reads a whole text: every blank of the form is filled before."""
    if missing:
        names = ", ".join(one.field.words for one in missing[:5]) + (f" và {len(missing) - 5} mục khác" if len(missing) > 5 else "")
        raise CannotDecide(f"{row.name.capitalize()} còn thiếu: {names}.", mend="Điền các mục đó, hoặc ghi “Không” nếu không có.", citation=citation)


SHORTEST_WHY = 10


def check_term(term: Typed | None, *, why: str) -> None:
    """A typed term is the law's own; where the law leaves it open, whoever decides says why. Raises CannotDecide with the article and both lengths.

    Asked before a draft is kept, before it is checked and before it is signed: the law of that day counts.
    """
    if term is None:
        return
    one = term.written
    if one is None:
        raise CannotDecide(
            "Chưa đọc được ngày đầu hoặc ngày cuối của thời hạn, hoặc ngày cuối sớm hơn ngày đầu.",
            mend="Nhập lại cho đúng, ví dụ 01/12/2026.",
            field=term.field,
        )
    if one.is_refused:
        raise CannotDecide(
            f"Thời hạn ghi ở đây là {one.words}. Luật cho {one.law}, tức đến hết {one.until}.",
            mend="Sửa ngày đầu hoặc ngày cuối cho đúng thời hạn của luật.",
            citation=one.citation,
            field=term.field,
        )
    if one.needs_reason and len(why.strip()) < SHORTEST_WHY:
        told = one.meaning or one.status.sentence
        raise CannotDecide(f"Thời hạn này cần lý do: {told}", mend="Ghi lý do chọn thời hạn này.", citation=one.citation, field="fact.term_why")


def check_can_withdraw(target: DraftView | None, *, same_case: bool, is_withdrawn: bool) -> None:
    """Only a signed decision of this file that still stands is withdrawn; a withdrawal itself never is."""
    if target is None or not same_case:
        raise CannotDecide("Chưa chọn quyết định cần thu hồi của hồ sơ này.", mend="Mở quyết định đó rồi chọn “Thu hồi”.")
    if target.kind == DecisionKind.WITHDRAW:
        raise CannotDecide("Không thu hồi một quyết định thu hồi.", mend="Soạn lại quyết định đã bị thu hồi nếu vẫn cần.")
    if target.state != DraftState.SIGNED:
        raise CannotDecide("Chỉ thu hồi quyết định đã ký.", mend="Dự thảo chưa ký thì trả lại hoặc bỏ.")
    if is_withdrawn:
        raise Overtaken("Quyết định này đã bị thu hồi.", mend="Mở lại hồ sơ để xem quyết định thu hồi.")


def check_can_check(draft: DraftView, *, user_id: int | None) -> None:
    """A second person checks what the first drew up, on facts that still stand."""
    _expect(draft, DraftState.DRAFTED, "kiểm tra")
    if draft.drafted_by == user_id:
        raise MayNotSign("Người soạn không tự kiểm tra dự thảo của mình.", mend="Chuyển cho đồng nghiệp kiểm tra.")
    _expect_current(draft)


def check_can_return(draft: DraftView, *, reason: str) -> None:
    """What is sent back names what to mend."""
    if draft.state not in WAITING:
        raise Overtaken("Dự thảo này không còn chờ xử lý.", mend="Tải lại danh sách.")
    if len(reason.strip()) < 10:
        raise CannotDecide("Trả lại cần nêu lý do và cách sửa.", mend="Ghi rõ phần nào sai hoặc thiếu.")


def check_can_take_back(draft: DraftView, *, user_id: int | None) -> None:
    """Who drew a draft up takes it back to mend it, until it is signed; others send it back with a reason."""
    if draft.state not in WAITING:
        raise Overtaken("Dự thảo này không còn chờ xử lý.", mend="Tải lại trang để xem trạng thái mới nhất.")
    if draft.drafted_by != user_id:
        raise MayNotSign("Chỉ người soạn rút được dự thảo của mình.", mend="Nếu cần sửa, trả lại cho người soạn kèm lý do.")


def check_can_drop(draft: DraftView) -> None:
    """A draft may be put away until it is signed."""
    if draft.state not in (*WAITING, *TO_MEND):
        raise CannotDecide("Chỉ bỏ được dự thảo chưa ký.", mend="Quyết định đã ký chỉ có thể thu hồi bằng quyết định khác.")


def check_can_sign(draft: DraftView, *, actor: Actor, holder: HolderView, has_read: bool, is_as_seen: bool = True) -> None:
    """Right office on that day, not one of those who prepared it, read, unchanged, identity confirmed again.

    is_as_seen: the letter to be signed is the one the signer had before him.
    """
    _expect(draft, DraftState.CHECKED, "ký")
    if (draft.office, draft.body_id) != (holder.office, holder.body_id):
        raise CannotDecide(f"Từ lúc soạn, thẩm quyền đã chuyển sang {holder.office_title}.", mend="Trả lại để soạn lại.", citation=holder.citation)
    if actor.office != holder.office or actor.body_id != holder.body_id:
        raise MayNotSign(f"Thẩm quyền ký hôm nay thuộc {holder.office_title}.", mend="Trình người có thẩm quyền.", citation=holder.citation)
    if actor.user_id in (draft.drafted_by, draft.checked_by):
        raise MayNotSign("Người soạn hoặc kiểm tra không ký chính dự thảo đó.", mend="Trả lại để người khác soạn hoặc kiểm tra.")
    _expect_current(draft)
    if not is_as_seen:
        raise Overtaken("Văn bản đã khác bản bạn vừa đọc.", mend="Tải lại trang, đọc lại rồi ký.")
    if not has_read:
        raise CannotDecide("Cần đọc quyết định trước khi ký.", mend="Đọc hết văn bản và đánh dấu “Tôi đã đọc”.", field="has_read")
    if not actor.stepped_up:
        raise MayNotSign("Cần xác nhận lại danh tính trước khi ký.", mend="Nhập lại mật khẩu rồi ký.")


def _expect(draft: DraftView, state: DraftState, verb: str) -> None:
    if draft.state != state:
        raise Overtaken(f"Dự thảo đang ở trạng thái “{draft.state.label}”, chưa thể {verb}.", mend="Tải lại trang để xem trạng thái mới nhất.")


def _expect_current(draft: DraftView) -> None:
    if not draft.is_current:
        raise CannotDecide("Hồ sơ đã thay đổi sau khi soạn dự thảo.", mend="Trả lại để soạn lại theo sự việc mới nhất.")

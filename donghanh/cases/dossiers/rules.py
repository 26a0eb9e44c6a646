"""What a travelling file allows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from donghanh.cases.hands import BOTH, COURT_ON_STAY, OWN_HAND, STAY
from donghanh.cases.rules import SHORTEST_ERROR, VIET_NAM, CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot, Overtaken
from donghanh.legal.dossiers import Line, Paper, Returned, Situation, Standing, check_basis

SENDABLE = ("to_health", "to_check", "to_court", "to_facility")
"""Hand-overs that begin at the commune with this room's sending; the move to a new residence has its own (cases.actions.move)."""
ONWARD = {"to_court": "to_execution", "to_facility": "to_commune"}
"""Where the file lies → the hand-over by which that body sends it on."""
BACK_HOME = ("to_execution", "to_commune", "to_check")
"""While it lies so, the commune still puts papers in: with its own police, or with an office that only looks at it."""
LONGEST_REASON = 300
LONGEST_CONTENT = 4000
LONGEST_NOTE = 300
MOST_PAGES = 2000


def situation(facts: list[FactView], *, age: int | None, residence: bool | None, placed: dict[str, int], on: date) -> Situation:
    """What the list of papers asks of the file, from its facts."""
    ground = next((str(f.data.get("ground", "")) for f in facts if f.kind == K.GROUND_FOUND), "")
    asked = [f.data["place"] for f in facts if f.kind == K.DETERMINATION_REQUESTED and "place" in f.data]
    is_held = asked[-1] == "detained" if asked else None
    return Situation(on, age, residence, ground, is_held, frozenset(str(f.kind) for f in facts), placed)


def check_can_place(paper_id: str, known: set[str], *, pages: int, is_open: bool) -> None:
    """A paper of the lists, with a number of pages, while the file lies here. Raises CannotRecord."""
    if paper_id not in known:
        raise CannotRecord("Giấy tờ này không có trong danh mục của hồ sơ.", mend="Chọn một giấy tờ trong danh mục.")
    if not 1 <= pages <= MOST_PAGES:
        raise CannotRecord("Số trang chưa đúng.", mend=f"Ghi số trang (bút lục) từ 1 đến {MOST_PAGES}.")
    if is_open:
        raise CannotRecord("Hồ sơ đang ở cơ quan khác, chưa thể thêm giấy tờ.", mend="Đợi cơ quan đó trả lời hoặc trả hồ sơ.")


def check_can_take_out(paper_id: str, there: dict[str, int], *, reason: str, is_open: bool) -> None:
    """A paper that lies in the file, while the file lies here, and a reason. Raises CannotRecord."""
    if paper_id not in there:
        raise CannotRecord("Giấy tờ này không có trong hồ sơ.", mend="Tải lại trang và chọn một giấy đang có.")
    if not reason.strip():
        raise CannotRecord("Chưa ghi lý do rút giấy tờ.", mend="Ghi một câu, ví dụ: thêm nhầm hồ sơ.")
    if is_open:
        raise CannotRecord("Hồ sơ đang ở cơ quan khác, chưa thể rút giấy tờ.", mend="Đợi cơ quan đó trả lời hoặc trả hồ sơ.")


def after_receipt(moment: datetime, received_at: datetime | None) -> datetime:
    """When a body's own step happened: not before it signed for the file; typed to the minute of signing, it is that moment. Raises CannotRecord."""
    if received_at is None or moment >= received_at:
        return moment
    if moment == received_at.replace(second=0, microsecond=0):
        return received_at
    signed = f"{received_at.astimezone(VIET_NAM):%H:%M ngày %d/%m/%Y}"
    raise CannotRecord(f"Cơ quan bạn ký nhận hồ sơ lúc {signed}; bước này sớm hơn.", mend="Kiểm tra lại; ghi ngày và giờ từ lúc ký nhận trở đi.")


def own_moment(kind: K, moment: datetime, *, sent_at: datetime, received_at: datetime | None) -> datetime:
    """When a body's own step happened: from its receipt on; an admission from the sending on, for the person may come before his file is signed for.

    Raises CannotRecord.
    """
    if kind != K.ADMITTED:
        return after_receipt(moment, received_at)
    if moment >= sent_at:
        return moment
    if moment == sent_at.replace(second=0, microsecond=0):
        return sent_at
    sent = f"{sent_at.astimezone(VIET_NAM):%H:%M ngày %d/%m/%Y}"
    raise CannotRecord(
        f"Hồ sơ được gửi tới cơ quan bạn lúc {sent}; việc tiếp nhận sớm hơn.", mend="Kiểm tra lại; ghi giờ tiếp nhận từ lúc đó trở đi."
    )


def check_is_sent_here(leg_id: str) -> None:
    """A hand-over of this room. Raises CannotRecord for the move to a new residence, which has its own page."""
    if leg_id not in SENDABLE:
        raise CannotRecord("Hồ sơ này được chuyển bằng bước riêng.", mend="Dùng “Chuyển hồ sơ sang xã, phường khác” ở trang hồ sơ.")


def check_can_send(lines: tuple[Line, ...], *, why_missing: str) -> str:
    """Missing papers are sent off knowingly and with a reason, or not at all; the reason as it is kept ("" where nothing is missing).

    Raises CannotRecord naming them all, WithoutBasis for the one that no reason makes up for.
    """
    check_basis(lines)
    missing = [line.paper.title for line in lines if line.standing == Standing.MISSING]
    if missing and not why_missing.strip():
        raise CannotRecord(
            f"Hồ sơ còn thiếu: {', '.join(f'“{title}”' for title in missing)}.",
            mend="Bổ sung; hoặc đánh dấu “Vẫn gửi dù còn thiếu” và ghi lý do. Nơi nhận thấy giấy nào thiếu và lý do đó.",
        )
    return why_missing.strip()[:LONGEST_REASON] if missing else ""


def next_leg(stage: S) -> str:
    """The hand-over that comes next for a file that stands here; "" where the first of the procedure does."""
    after_court = (S.RULED, S.CONTESTED, S.EFFECTIVE, S.TO_ENTER, S.POSTPONED, S.IN_FACILITY, S.OUTSIDE)
    return "to_facility" if stage in after_court else "to_court" if stage == S.CHECKING else ""


def check_sends_on(leg: str, accepted: bool) -> str:
    """The hand-over that follows. Raises CannotRecord where this body hands the file to nobody, or not yet."""
    if leg not in ONWARD or (leg == "to_court" and not accepted):
        raise CannotRecord("Hồ sơ chưa tới bước chuyển tiếp.", mend="Thụ lý, ghi quyết định trước; hoặc trả hồ sơ.")
    return ONWARD[leg]


def check_onward_stage(leg: str, stage: S) -> None:
    """The court sends its decision once it has effect, the facility the file once the stay is over: served, the rest remitted, or by death.

    Raises CannotRecord.
    """
    if leg == "to_execution" and stage == S.CONTESTED:
        raise CannotRecord("Quyết định đang có khiếu nại, kiến nghị hoặc kháng nghị.", mend="Chờ Toà án cấp trên giải quyết rồi ghi kết quả.")
    if leg == "to_execution" and stage not in (S.EFFECTIVE, S.TO_ENTER):
        raise CannotRecord("Quyết định chưa có hiệu lực.", mend="Ghi “Quyết định của Toà án có hiệu lực” khi hết thời hạn khiếu nại.")
    if leg == "to_commune" and stage not in (S.COMPLETED, S.CERTIFIED, S.EXEMPTED, S.CLOSED):
        raise CannotRecord(
            "Chưa ghi hoàn thành cai nghiện.",
            mend="Ghi hoàn thành và cấp giấy chứng nhận trước khi trả hồ sơ về xã; được miễn phần còn lại thì ghi quyết định của Toà án.",
        )


def check_transfers(leg: str, steps: Sequence[FactView], *, received_at: datetime | None, is_under_way: bool) -> None:
    """A facility hands the file to another one after it told that the person is transferred, and once. Raises CannotRecord, Overtaken."""
    if is_under_way:
        raise Overtaken("Hồ sơ đã gửi cho cơ sở mới và chờ nơi đó ký nhận.", mend="Đợi cơ sở mới ký nhận; từ lúc đó nơi ấy giữ hồ sơ.")
    told = any(fact.kind == K.TRANSFERRED and received_at is not None and fact.happened_at >= received_at for fact in steps)
    if leg != "to_facility" or not told:
        raise CannotRecord("Chưa ghi việc chuyển cơ sở.", mend="Ghi “Chuyển cơ sở cai nghiện” với số quyết định, rồi gửi hồ sơ cho cơ sở mới.")


def check_named(body_id: int | None, name: str) -> str:
    """The facility that receives: one of the directory, or by its name; the name as it is kept. Raises CannotRecord."""
    if body_id is None and not name.strip():
        raise CannotRecord("Chưa chọn cơ sở nhận.", mend="Chọn trong danh sách, hoặc ghi tên cơ sở chưa có trong danh sách.")
    return name.strip()[:200]


def own_steps(leg: str) -> frozenset[K]:
    """What the body with which the file lies records beside returning and accepting."""
    return (OWN_HAND.get(leg, frozenset()) | BOTH.get(leg, frozenset())) - {K.DOSSIER_RETURNED, K.COURT_ACCEPTED}


def check_own_step(leg: str, kind: K) -> None:
    """A step that the body with the file records itself. Raises CannotRecord."""
    if kind not in own_steps(leg):
        raise CannotRecord(f"“{kind.label}” không do cơ quan này ghi.", mend="Chọn một bước trong danh sách của trang này.")


def before_entry(kind: K, seen: frozenset[K]) -> CannotRecord | None:
    """Why a step of the stay is not the facility's yet: the person was not taken in; None where he was, or for any other step."""
    if kind not in STAY or K.ADMITTED in seen:
        return None
    return CannotRecord("Cơ sở chưa tiếp nhận người này.", mend="Ghi việc tiếp nhận trước; việc xảy ra trước khi tiếp nhận do xã ghi.")


def check_stay(told: FactView, seen: frozenset[K]) -> None:
    """A step of the stay comes after the admission; a ruling of the court is named with its number and signer. Raises CannotRecord."""
    if early := before_entry(told.kind, seen):
        raise early
    if told.kind in COURT_ON_STAY and any(not str(told.data.get(part, "")).strip() for part in ("number", "signer")):
        raise CannotRecord(f"“{told.kind.label}” cần quyết định của Toà án.", mend="Ghi số quyết định và họ tên người đã ký.")


HEAD_DECIDES = frozenset({K.LEAVE_BEGAN, K.BORROWED})
"""Nobody leaves a facility so without a decision of its head (forms 47 and 49 of Decree 163/2026, Articles 111 and 121), though no duty owes it."""


TOLD_BY_SIGNING = frozenset({K.CERTIFICATE_ISSUED, K.SEARCH_DECIDED})
"""What the signature of the head tells by itself."""
BY_HEAD = HEAD_DECIDES | TOLD_BY_SIGNING
"""Steps that rest on what the head of the facility signs."""


def signed_as_decision(kind: K) -> CannotRecord:
    """Why nobody tells the certificate or the search where the head signs it here."""
    return CannotRecord(
        f"“{kind.label}” do người đứng đầu cơ sở ký trên hệ thống.", mend="Soạn ở “Quyết định của cơ sở” và trình ký; ký xong bước này tự ghi."
    )


def check_head_signed(told: FactView, *, has_desk: bool) -> None:
    """Where the head signs here, the step names the decision that he signed; where he does not, there is none to name. Raises CannotRecord."""
    if has_desk and told.kind in TOLD_BY_SIGNING:
        raise signed_as_decision(told.kind)
    if has_desk and told.decision_id is None:
        raise CannotRecord(
            f"“{told.kind.label}” cần quyết định mà người đứng đầu cơ sở đã ký trên hệ thống.",
            mend="Soạn quyết định ở “Quyết định của cơ sở” và trình ký, rồi ghi bước này theo quyết định đó.",
        )


def check_decided(told: FactView) -> None:
    """The decision by which it is done, with its number and who signed. Raises CannotRecord."""
    if any(not str(told.data.get(part, "")).strip() for part in ("number", "signer")):
        raise CannotRecord(f"“{told.kind.label}” cần quyết định của người đứng đầu cơ sở.", mend="Ghi số quyết định và họ tên người đã ký.")


def check_not_before(told: FactView, steps: tuple[FactView, ...], moving: frozenset[K]) -> None:
    """A step that moves the file does not lie before the last one that did. Raises CannotRecord."""
    last = max((fact for fact in steps if fact.kind in moving), key=lambda fact: fact.counts_from, default=None)
    if told.kind in moving and last and told.happened_at < last.counts_from:
        raise CannotRecord(
            f"Thời điểm này sớm hơn bước “{last.kind.label}” lúc {last.happened_at.astimezone(VIET_NAM):%H:%M ngày %d/%m/%Y}.",
            mend="Kiểm tra lại ngày và giờ.",
        )


FORMS = {"recommend": "Kiến nghị", "protest": "Kháng nghị"}
AGAINST = {"decision": "Quyết định của Toà án", "handling": "Việc giải quyết hồ sơ"}


def check_protest(*, form: str, against: str, number: str, content: str) -> None:
    """A recommendation or a protest with its number and words; a protest is against a decision alone. Raises CannotRecord."""
    if form not in FORMS or against not in AGAINST:
        raise CannotRecord("Chưa chọn loại văn bản hoặc điều bị kiến nghị, kháng nghị.", mend="Chọn kiến nghị hoặc kháng nghị, và về việc gì.")
    if form == "protest" and against != "decision":
        raise CannotRecord("Kháng nghị là đối với quyết định của Toà án.", mend="Về việc giải quyết hồ sơ thì chọn kiến nghị.")
    if not number.strip() or not content.strip():
        raise CannotRecord("Chưa ghi số hoặc nội dung văn bản.", mend="Ghi số văn bản và nội dung để Toà án đọc được.")
    if len(content) > LONGEST_CONTENT:
        raise CannotRecord("Nội dung quá dài.", mend=f"Ghi tối đa {LONGEST_CONTENT} ký tự; văn bản đầy đủ gửi kèm bản giấy.")


def check_may_propose_voiding(*, is_voidable: bool, reason: str) -> None:
    """An own step that may be taken back, and why. Raises CannotRecord."""
    if not is_voidable:
        raise CannotRecord(
            "Bước này không huỷ được ở đây.",
            mend="Chỉ huỷ bước do cơ quan bạn ghi khi hồ sơ còn ở đây và chưa có bước sau dựa vào nó; huỷ bước sau trước.",
        )
    if len(reason.strip()) < SHORTEST_ERROR:
        raise CannotRecord("Lý do quá ngắn.", mend=f"Ghi ít nhất {SHORTEST_ERROR} ký tự: sai ở đâu, căn cứ nào cho biết.")


def check_may_agree(*, proposed_by: int, by: int | None, is_agreed: bool) -> None:
    """Another person of the body agrees; who proposed it may let it go. Raises CannotRecord."""
    if is_agreed and proposed_by == by:
        raise CannotRecord("Người đề nghị huỷ không tự xác nhận.", mend="Nhờ một người khác của cơ quan xem lại và xác nhận.")


def renewed(line: Line, *, reference: str, before: dict[str, dict[str, Any]], faulted: frozenset[str]) -> Line:
    """The paper as the sender holds it now: a new version where it is another one than last time, or was found faulty."""
    last = before.get(line.paper.id)
    if not reference or last is None:
        return line
    same = last["reference"] == reference and line.paper.id not in faulted
    return replace(line, version=int(last["version"]) + (0 if same else 1))


def check_nothing_waits(*, is_open: bool, is_received: bool, same_leg: bool) -> None:
    """Only a file that lies here, or that the one it lies with has signed for, goes on. Raises Overtaken."""
    if is_open and (same_leg or not is_received):
        raise Overtaken("Hồ sơ đã được gửi và đang ở nơi nhận.", mend="Đợi nơi đó ký nhận hoặc trả lại.")


def steps_to_send(stage: S, kind: K | None) -> list[K]:
    """The facts that this sending is: a returned file is completed first."""
    if kind is None:
        return []
    return [K.DOSSIER_COMPLETED, kind] if stage == S.RETURNED else [kind]


def is_near(leg: str, stage: S) -> bool:
    """Whether this hand-over is offered as the file stands: nobody is handed to a facility before the court's decision stands."""
    return leg != "to_facility" or stage in (S.EFFECTIVE, S.TO_ENTER, S.IN_FACILITY)


def check_entry(stage: S) -> None:
    """The file goes to a facility once the decision stands. Raises CannotRecord."""
    if stage == S.EFFECTIVE:
        raise CannotRecord(
            "Toà án chưa gửi quyết định để thi hành.", mend="Chờ Toà án gửi; Toà án gửi bằng giấy thì ghi “Toà án gửi quyết định”, để thi hành."
        )
    if stage not in (S.TO_ENTER, S.IN_FACILITY):
        raise CannotRecord("Quyết định của Toà án chưa có hiệu lực.", mend="Ghi “Quyết định của Toà án có hiệu lực” trước.")


def faults_of(named: dict[str, str], lines: list[Line]) -> list[dict[str, str]]:
    """Each fault with its rule, as it is kept. Raises Cannot where a paper is named without a word on what is wrong."""
    by_id = {line.paper.id: line for line in lines}
    for paper_id, note in named.items():
        if not note.strip():
            raise Cannot(f"Chưa ghi sai gì ở “{by_id[paper_id].paper.title}”.", mend="Ghi một câu để nơi gửi biết phải sửa gì.")
    return [
        {"id": paper_id, "title": by_id[paper_id].paper.title, "note": note.strip()[:LONGEST_NOTE], "citation": by_id[paper_id].paper.citation}
        for paper_id, note in named.items()
    ]


def kept(line: Line, *, reference: str, pages: int) -> dict[str, Any]:
    """A line as the receipt keeps it."""
    paper = line.paper
    return {
        **{"id": paper.id, "title": paper.title, "form": paper.form, "class": paper.data_class, "citation": paper.citation},
        **{"standing": line.standing.value, "version": line.version, "because": line.because, "reference": reference, "pages": pages},
    }


def read_back(row: dict[str, Any]) -> Line:
    """The line that the receipt kept."""
    paper = Paper(row["id"], row["title"], row["form"], "", row["class"], "always", frozenset(), row["citation"])
    return Line(paper, Standing(row["standing"]), row["version"], row["because"])


def returned(lines: list[dict[str, Any]], faults: list[dict[str, Any]]) -> Returned:
    """An earlier return as the law's rule asks for it."""
    return Returned({row["id"]: read_back(row).state for row in lines}, frozenset(fault["id"] for fault in faults))


def is_stuck(*, received_at: datetime | None, sent_at: datetime, due_at: datetime | None, at: datetime, unread_after: datetime) -> bool:
    """Past its limit, or not signed for since before `unread_after`."""
    return (due_at is not None and due_at <= at) or (received_at is None and sent_at < unread_after)

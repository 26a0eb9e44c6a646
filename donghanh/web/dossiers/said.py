"""Words of what is said of a file: the procuracy's papers with their limits, and steps that a body wants to take back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh import legal
from donghanh.cases.dossiers.queries import Opened, PassageRow, ProposalRow, ProtestRow, WatchedRow
from donghanh.cases.dossiers.rules import AGAINST, FORMS
from donghanh.cases.rules import FactView
from donghanh.cases.terms import CourtOutcome
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal.model import cited
from donghanh.web.ui.helpers import ngay


def protest(one: ProtestRow) -> dict[str, Any]:
    """A paper of the procuracy in words."""
    about = AGAINST[one.against]
    if one.ruled_at:
        about = _("%(about)s số %(number)s ngày %(day)s") % {"about": about, "number": one.ruling or "–", "day": ngay(one.ruled_at)}
    settled = (
        _("Toà án cấp trên giải quyết ngày %(day)s, số %(number)s.") % {"day": ngay(one.settled_at), "number": one.settled or "–"}
        if one.settled_at
        else ""
    )
    return {"row": one, "title": f"{FORMS[one.form]} {one.number}", "about": about, "settled": settled}


def watched(one: WatchedRow) -> dict[str, Any]:
    """A file that the procuracy checks or checked: where it is, and what became of its own papers."""
    if one.is_at_court:
        word, mark = _("Đang ở Toà án"), "info"
    elif one.is_readable:
        word, mark = _("Đã rời Toà án, còn đọc được"), "ok"
    else:
        word, mark = _("Hồ sơ đã khép, chỉ còn văn bản của mình"), "neut"
    papers = _("%(papers)d văn bản của Viện kiểm sát, %(settled)d đã được Toà án cấp trên giải quyết") % {
        "papers": one.papers,
        "settled": one.settled,
    }
    href = reverse("dossiers:passage", args=[one.row.id])
    return {"row": one.row, "href": href, "word": word, "mark": mark, "papers": papers if one.papers else _("Chưa có văn bản nào của Viện kiểm sát")}


def step_words(fact: FactView) -> list[str]:
    """What was said with this step, beside its title: number, signer and term of its paper, and the court's own words."""
    paper = [
        _("số %(number)s") % {"number": fact.data["number"]} if fact.data.get("number") else "",
        _("người ký: %(signer)s") % {"signer": fact.data["signer"]} if fact.data.get("signer") else "",
        _("thời hạn %(months)s tháng") % {"months": fact.data["months"]} if fact.data.get("months") else "",
    ]
    told = "; ".join(filter(None, paper))
    said = [f"{told[:1].upper()}{told[1:]}."] if told else []
    if fact.data.get("outcome") in CourtOutcome.values:
        said.append(f"{CourtOutcome(fact.data['outcome']).label}.")
    if fact.data.get("question"):
        said.append(str(fact.data["question"]))
    if fact.data.get("why"):
        said.append(_("Lý do: %(why)s") % {"why": fact.data["why"]})
    return [*said, *_days_set(fact)]


def _days_set(fact: FactView | None) -> list[str]:
    """The days in which the decision may be contested, where the court set them itself because no text read says them."""
    if fact is None or not fact.data.get("contest_days"):
        return []
    told = {"n": fact.data["contest_days"], "why": fact.data.get("contest_reason", "")}
    return [_("Được khiếu nại, kháng nghị trong %(n)s ngày; căn cứ: %(why)s") % told]


def ruling(opened: Opened) -> FactView | None:
    """The court's decision that may still be contested: the last one, not in effect and not replaced by a refusal."""
    kinds = {fact.kind for fact in opened.steps}
    if kinds & {K.DECISION_EFFECTIVE, K.COURT_DECLINED}:
        return None
    return next((fact for fact in reversed(opened.steps) if fact.kind == K.COURT_DECIDED), None)


def check_court_has(row: PassageRow) -> None:
    """Raises Cannot where the court does not have the file: the procuracy writes about it neither before nor after."""
    if not row.accepted_at:
        raise Cannot(_("Toà án chưa thụ lý hồ sơ này."), mend=_("Kiến nghị, kháng nghị ghi được sau khi Toà án thụ lý."))
    if not row.is_open:
        raise Cannot(_("Hồ sơ đã rời Toà án."), mend=_("Kiến nghị về hồ sơ này thì gửi bằng văn bản cho Toà án hoặc xã đang giữ hồ sơ."))


def protesting(opened: Opened, papers: Sequence[ProtestRow]) -> dict[str, str]:
    """Where the procuracy writes, and what it cannot write now, with the reason."""
    try:
        check_court_has(opened.row)
    except Cannot as why:
        return {"href": "", "why": f"{why.message} {why.mend}"}
    found = ruling(opened)
    href = reverse("dossiers:protest", args=[opened.row.id])
    if found is None:
        is_over = any(fact.kind == K.DECISION_EFFECTIVE for fact in opened.steps)
        why = _("Quyết định đã có hiệu lực, không còn kháng nghị ở đây.") if is_over else _("Toà án chưa ra quyết định, chưa có gì để kháng nghị.")
        return {"href": href, "why": f"{why} {_('Vẫn kiến nghị được về việc giải quyết hồ sơ.')}"}
    done = {FORMS[one.form] for one in papers if one.against == "decision"}
    return {"href": href, "why": _("Đã có đối với quyết định này: %(forms)s.") % {"forms": ", ".join(sorted(done))} if done else ""}


def limits(opened: Opened, at: datetime) -> list[tuple[str, str]]:
    """What the law of the day says of both papers and of what follows; what was not read is said to be so."""
    found = ruling(opened)
    on = found.on if found else local_day(at)
    return [
        (_("Thời hạn kiến nghị"), _limit("court.recommend", on)),
        (_("Thời hạn kháng nghị"), _limit("court.protest", on)),
        *((_("Quyết định này đặt"), words) for words in _days_set(found)),
        (_("Nơi giải quyết"), _above(on)),
        (_("Toà án phải làm tiếp"), _next(on)),
    ]


def _limit(topic: str, on: Any) -> str:
    silent = legal.gap(topic, on)
    if silent:
        return f"{silent.gap_vi} {_source(cited(silent.citations))}".strip()
    rule = legal.pick(topic, on)
    return f"{rule.meaning_vi} {_source(rule.citation_vi)}"


def _source(text: str) -> str:
    return _("Căn cứ: %(text)s.") % {"text": text} if text else ""


def _above(on: Any) -> str:
    try:
        held = legal.holder("court_appeal", on)
    except legal.NoHolder:
        return _("Văn bản đã đọc chưa nêu Toà án nào giải quyết từ ngày này.")
    return f"{held.office_vi}. {_source(held.citation)}"


def _next(on: Any) -> str:
    waits = _("Quyết định bị kiến nghị, kháng nghị chờ Toà án cấp trên giải quyết; Toà án ghi kết quả khi có.")
    try:
        rule = legal.pick("court.forward_complaint", on)
    except legal.NoRuleInForce:
        return f"{waits} {_('Hạn chuyển: văn bản đã đọc của ngày này không nêu.')}"
    told = _("Văn bản đã đọc chỉ đặt hạn chuyển cho khiếu nại (%(amount)s, %(article)s); với kiến nghị, kháng nghị chưa đọc thấy.")
    return f"{waits} {told % {'amount': rule.amount_vi, 'article': rule.citation_vi}}"


def voidings(opened: Opened, voidable: frozenset[UUID], waiting: Sequence[ProposalRow]) -> dict[str, Any]:
    """Which own steps may be taken back, each with its page, and which wait for a second person."""
    row = opened.row.id
    hrefs = {fact_id: reverse("dossiers:propose_voiding", args=[row, fact_id]) for fact_id in voidable}
    shown = [{"row": one, "href": reverse("dossiers:decide_voiding", args=[row, one.id]), "title": one.kind.label} for one in waiting]
    return {"void_hrefs": hrefs, "void_waiting": shown}

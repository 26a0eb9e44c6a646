"""What an official can do with a case now, and what not yet: each refusal in words, with the way to what has to come first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from donghanh.cases.procedures import engine, issuing
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.queries import CaseSheet
from donghanh.cases.terms import FactKind, Procedure
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.web.cases import words
from donghanh.web.cases.happenings import by_hand
from donghanh.web.cases.ladders import BY_PERSON
from donghanh.web.cases.words import Act


@dataclass(frozen=True, slots=True)
class Refused:
    """What cannot be done now, and why. first: what has to be recorded before it, where that can be recorded now. cite: the article, if any."""

    label: str
    why: str
    first: Act | None = None
    cite: str = ""
    why_href: str = ""


def offered(actor: Actor, sheet: CaseSheet, at: datetime) -> tuple[tuple[Act, ...], tuple[Refused, ...]]:
    """What fits now, and the rest with the reason why it does not; nothing for a role that records none."""
    if "case.record" not in actor.may:
        return (), ()
    acts: list[Act] = []
    refused: list[Refused] = []
    for kind, act in [*((kind, _record(sheet, kind, kind.label)) for kind in by_hand(sheet.row.procedure)), *_errands(sheet)]:
        why = theirs(sheet, kind) or why_not(sheet, kind, at, label=act.label)
        if why:
            refused.append(why)
        else:
            acts.append(act)
    return tuple(acts), tuple(refused)


def theirs(sheet: CaseSheet, kind: FactKind) -> Refused | None:
    """Why the commune does not record this: it is another body's own step, or is done by sending the file there."""
    hand = sheet.hands.get(kind)
    if hand is None:
        return None
    why = hand.refusal(kind)
    return Refused(kind.label, f"{why.message} {why.mend}", why_href=why_href(sheet, kind))


def why_not(sheet: CaseSheet, kind: FactKind, at: datetime, *, label: str = "") -> Refused | None:
    """Why this does not fit the file at this moment; None where it does."""
    why = refusal(sheet, kind, at)
    return Refused(label or kind.label, why.message, _first(sheet, kind, at), why.citation, why_href(sheet, kind)) if why else None


def why_href(sheet: CaseSheet, kind: FactKind) -> str:
    """The page that says why this act is possible or not."""
    return words.address("cases:why", sheet.row.id, words.slug(kind))


def refusal(sheet: CaseSheet, kind: FactKind, at: datetime) -> Cannot | None:
    """The refusal of the rules themselves, with mend and article; None where the fact may be recorded now, and here."""
    steps = manifest(sheet.row.procedure)
    if kind in sheet.hands:
        return sheet.hands[kind].refusal(kind)
    try:
        if kind in issuing.on_paper(steps):
            steps.check_decide(sheet.view, kind, at)
            engine.check_fits(steps, sheet.view, kind, happened_at=at, at=at)
        elif kind in by_hand(sheet.row.procedure):
            engine.check_can_record(steps, sheet.view, kind, happened_at=at, at=at)
        else:
            engine.check_fits(steps, sheet.view, kind, happened_at=at, at=at)
    except Cannot as why:
        return why
    return None


def _record(sheet: CaseSheet, kind: FactKind, label: str) -> Act:
    return Act(label, words.address("cases:record", sheet.row.id, words.slug(kind)), is_by_right=kind in BY_PERSON)


def _errands(sheet: CaseSheet) -> list[tuple[FactKind, Act]]:
    """What another office answers; not offered again while its answer is awaited (the notice above says so)."""
    two_sided, found = manifest(sheet.row.procedure).by_handover & manifest(sheet.row.procedure).accepts, []
    if not sheet.open_handover and FactKind.FILE_SENT in two_sided:
        found.append((FactKind.FILE_SENT, Act(_("Chuyển hồ sơ sang xã, phường khác"), words.address("cases:send", sheet.row.id))))
    asks = FactKind.DETERMINATION_REQUESTED in two_sided and sheet.row.procedure != Procedure.DETERMINATION  # its own file is asked for elsewhere
    if asks and not sheet.open_referral_body:
        found.append((FactKind.DETERMINATION_REQUESTED, Act(_("Gửi xác định tình trạng nghiện"), words.address("cases:determine", sheet.row.id))))
    return found


def _first(sheet: CaseSheet, kind: FactKind, at: datetime) -> Act | None:
    """The fact to record first, where it is that which is missing and it fits now."""
    needed, _sentence = manifest(sheet.row.procedure).needs.get(kind, (frozenset(), ""))
    missing = () if needed & sheet.view.seen else (one for one in by_hand(sheet.row.procedure) if one in needed)
    return next((_record(sheet, one, _("Ghi: %(what)s") % {"what": one.label}) for one in missing if not refusal(sheet, one, at)), None)

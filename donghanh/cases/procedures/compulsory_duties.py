"""What is owed in compulsory rehabilitation: one row is one duty, right or period of limitation of the law. Names: law/duties."""

from __future__ import annotations

from collections.abc import Callable

from donghanh import legal
from donghanh.cases.procedures.compulsory_steps import AT_COURT, BEFORE_ENTRY, DONE, DRAWING_UP, HELD, RULED
from donghanh.cases.procedures.compulsory_told import CONTEST_DAYS
from donghanh.cases.procedures.shape import Life, Limit, Owed, kinds, stages
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.legal import NoRuleInForce, compulsory_term
from donghanh.legal import compulsory as law

_PREPARER, _CHECKER, _COURT = "preparer_compulsory_file", "checker_compulsory_file", "court_first_instance"
_ABOVE = "court_appeal"
_EXECUTOR, _HEAD = "executor_compulsory", "facility_head"
_SENT = kinds(K.DOSSIER_FORWARDED, K.COURT_REQUESTED)
_RULINGS = kinds(K.COURT_DECIDED, K.COURT_DECLINED)
_TO_ENTER = stages(S.TO_ENTER)
_EFFECTIVE = stages(S.EFFECTIVE)


def numbered(topic: str, complex_topic: str = "") -> Callable[[FactView, Life], str | None]:
    """The topic, or the one for complex matters, where the law of that day gives a number; None where it is silent or was not read."""

    def limit(fact: FactView, life: Life) -> str | None:
        chosen = complex_topic if complex_topic and fact.data.get("complex") else topic
        try:
            return chosen if legal.pick(chosen, fact.on).amount is not None else None
        except NoRuleInForce:
            return None

    return limit


def _is_for_execution(fact: FactView, life: Life) -> bool:
    return fact.kind != K.COURT_DECISION_SENT or fact.data.get("to") == "execution"


def _was_absent(fact: FactView, life: Life) -> bool:
    return bool(fact.data.get("absent"))


def _was_present(fact: FactView, life: Life) -> bool:
    return not fact.data.get("absent")


def _falls_away_in_prison(fact: FactView, life: Life) -> bool:
    return compulsory_term.prison(on=fact.on).value == "exempted"


def _still_ends(fact: FactView, life: Life) -> bool:
    """The term still has an end to prepare: not where prison lets the rest fall away."""
    return fact.kind != K.IMPRISONED or not _falls_away_in_prison(fact, life)


def _runs_out(*, is_adult: bool) -> Callable[[FactView, Life], bool]:
    return lambda fact, life: law.limitation(adult=is_adult, on=fact.on).value == "runs"


def drawing_up(prefix: str) -> tuple[Owed, ...]:
    """From the ground to the court. prefix: "compulsory" or "juvenile"."""
    return (
        Owed("PREPARE_DOSSIER", kinds(K.GROUND_FOUND), kinds(K.DOSSIER_PREPARED), _PREPARER, f"{prefix}.file", stages(S.FOUND)),
        Owed("GIVE_NOTICE", kinds(K.DOSSIER_PREPARED), kinds(K.NOTICE_GIVEN), _PREPARER, None, stages(S.PREPARED)),
        Owed("READ_DOSSIER", kinds(K.NOTICE_GIVEN), _SENT, "person_concerned", f"{prefix}.read", stages(S.READING)),
        Owed("SEND_DOSSIER", kinds(K.NOTICE_GIVEN), _SENT, _PREPARER, f"{prefix}.send", stages(S.READING), follows=f"{prefix}.read"),
        Owed(
            "CHECK_DOSSIER",
            kinds(K.DOSSIER_FORWARDED),
            kinds(K.COURT_REQUESTED, K.DOSSIER_RETURNED),
            _CHECKER,
            f"{prefix}.check",
            stages(S.CHECKING),
            unless=kinds(K.DOSSIER_COMPLETED),
        ),
        Owed("COMPLETE_DOSSIER", kinds(K.DOSSIER_RETURNED), kinds(K.DOSSIER_COMPLETED), _PREPARER, f"{prefix}.supplement", stages(S.RETURNED)),
        Owed(
            "FORWARD_COMPLETED_DOSSIER",
            kinds(K.DOSSIER_COMPLETED),
            kinds(K.COURT_REQUESTED, K.DOSSIER_RETURNED),
            _CHECKER,
            f"{prefix}.forward",
            stages(S.PREPARED, S.CHECKING),
        ),
        Owed(
            "SEND_COMPLETED_DOSSIER",
            kinds(K.DOSSIER_COMPLETED),
            kinds(K.DOSSIER_FORWARDED, K.COURT_REQUESTED, K.DOSSIER_RETURNED),
            _PREPARER,
            None,
            stages(S.PREPARED),
        ),
        Owed(
            "SEARCH_BEFORE_ENTRY", kinds(K.ESCAPED), kinds(K.SEARCH_DECIDED, K.BROUGHT_BACK, K.ADMITTED), "searcher_before_entry", None, BEFORE_ENTRY
        ),
        Owed(
            "CHECK_MEANWHILE",
            kinds(K.SUPERVISOR_ASSIGNED, K.RESIDENCE_CHECKED),
            kinds(K.INTERIM_BEGAN, K.ESCAPED, K.ADMITTED),
            _PREPARER,
            None,
            BEFORE_ENTRY,
            as_set="check_days",
        ),
        Owed(
            "APPLY_IN_TIME",
            kinds(K.GROUND_FOUND, K.BROUGHT_BACK),
            _RULINGS,
            _COURT,
            f"{prefix}.limitation",
            DRAWING_UP | AT_COURT,
            only=_runs_out(is_adult=prefix == "compulsory"),
        ),
    )


def at_court(prefix: str, *, decide: Limit, returns: Limit, sends: Limit, to_execution: Limit) -> tuple[Owed, ...]:
    """At the court, as far as it holds for both procedures; the limits of its steps where a text that was read gives them."""
    return (
        Owed("COURT_ACCEPTS", kinds(K.COURT_REQUESTED), kinds(K.COURT_ACCEPTED, K.DOSSIER_RETURNED), _COURT, returns, stages(S.AT_COURT)),
        Owed("COURT_DECIDES", kinds(K.COURT_ACCEPTED), _RULINGS, _COURT, decide, stages(S.ACCEPTED, S.HEARING)),
        Owed("ANSWER_COURT", kinds(K.COURT_ASKED), kinds(K.COURT_ANSWERED), _PREPARER, f"{prefix}.answer_court", AT_COURT),
        Owed("SEND_COURT_DECISION", kinds(K.COURT_DECIDED), kinds(K.COURT_DECISION_SENT), _COURT, sends, RULED),
        Owed("SETTLE_COMPLAINT", kinds(K.COMPLAINED, K.PROTESTED), kinds(K.COMPLAINT_SETTLED), _ABOVE, None, stages(S.CONTESTED)),
        Owed("SEND_FOR_EXECUTION", kinds(K.DECISION_EFFECTIVE), kinds(K.COURT_DECISION_SENT), _COURT, to_execution, _EFFECTIVE),
    )


def contesting(present: Limit, absent: Limit) -> tuple[Owed, ...]:
    """The right to contest the decision, from its announcement, or for who was absent from its receipt: the law's days, or those that were set."""
    rows = (("COMPLAIN", K.COURT_DECIDED, present, _was_present), ("COMPLAIN_ABSENT", K.COURT_DECISION_SENT, absent, _was_absent))
    over = kinds(K.COMPLAINED, K.COMPLAINT_SETTLED)
    return tuple(
        Owed(duty, kinds(began), over, "person_concerned", limit, stages(S.RULED), only=only, as_set=CONTEST_DAYS)
        for duty, began, limit, only in rows
    )


def unread(fact: FactView, life: Life) -> None:
    """No text read gives a number on any day."""


ADULT_COURT: tuple[Owed, ...] = (
    Owed("NOTIFY_ACCEPTANCE", kinds(K.COURT_ACCEPTED), kinds(K.ACCEPTANCE_NOTIFIED), _COURT, "court.accept_notice", stages(S.ACCEPTED, S.HEARING)),
    Owed("HOLD_HEARING", kinds(K.HEARING_ORDERED), kinds(K.HEARING_HELD), _COURT, "court.hearing", stages(S.HEARING)),
    *contesting("court.complain", "court.complain_absent"),
    Owed("FORWARD_COMPLAINT", kinds(K.COMPLAINED), kinds(K.COMPLAINT_SETTLED), _COURT, "court.forward_complaint", stages(S.CONTESTED)),
    Owed(
        "ENTER_IN_TIME",
        kinds(K.DECISION_EFFECTIVE, K.BROUGHT_BACK),
        kinds(K.ADMITTED),
        _EXECUTOR,
        "compulsory.enforcement_limitation",
        _EFFECTIVE | _TO_ENTER,
        unless=kinds(K.POSTPONED),
    ),
)
"""What was read for 18 and over only."""

ENTRY: tuple[Owed, ...] = (
    Owed(
        "ASK_POSTPONEMENT",
        kinds(K.COURT_DECISION_SENT),
        kinds(K.POSTPONEMENT_ASKED, K.ADMITTED),
        "person_concerned",
        "compulsory.ask_postponement",
        _TO_ENTER,
        only=_is_for_execution,
    ),
    Owed(
        "INFORM_PROVINCE",
        kinds(K.COURT_DECISION_SENT),
        kinds(K.PROVINCE_INFORMED),
        _PREPARER,
        "compulsory.to_province",
        _TO_ENTER,
        only=_is_for_execution,
    ),
    Owed(
        "REVIEW_POSTPONEMENT",
        kinds(K.POSTPONED),
        kinds(K.POSTPONEMENT_ENDED, K.EXEMPTED),
        _EXECUTOR,
        None,
        stages(S.POSTPONED),
        as_set="review_on",
    ),
    Owed("CHOOSE_FACILITY", kinds(K.PROVINCE_INFORMED), kinds(K.FACILITY_CHOSEN), "assigner_of_facility", "compulsory.assign", _TO_ENTER),
    # trở ngại khách quan: hạn tính lại từ khi hết trở ngại; được hoãn thì từ khi hết căn cứ hoãn
    Owed(
        "DELIVER",
        kinds(K.COURT_DECISION_SENT, K.IMPEDIMENT_ENDED, K.POSTPONEMENT_ENDED),
        kinds(K.ADMITTED, K.IMPEDED),
        _EXECUTOR,
        "compulsory.deliver",
        _TO_ENTER,
        only=_is_for_execution,
    ),
    Owed(
        "DELIVER_TO_CHOSEN",
        kinds(K.FACILITY_CHOSEN, K.IMPEDIMENT_ENDED, K.POSTPONEMENT_ENDED),
        kinds(K.ADMITTED, K.IMPEDED),
        _EXECUTOR,
        "compulsory.deliver",
        _TO_ENTER,
    ),
)

IN_FACILITY: tuple[Owed, ...] = (
    Owed("SEARCH", kinds(K.ESCAPED), kinds(K.SEARCH_DECIDED, K.BROUGHT_BACK), _HEAD, None, stages(S.ESCAPED)),
    Owed("REVIEW_REDUCTION", kinds(K.ADMITTED, K.REDUCTION_PROPOSED), kinds(), _HEAD, "compulsory.review", stages(S.IN_FACILITY), lasts=True),
    Owed("PROPOSE_EXEMPTION", kinds(K.IMPRISONED), kinds(K.EXEMPTED), _HEAD, None, HELD, only=_falls_away_in_prison),
    Owed(
        "NOTIFY_TERM_END",
        kinds(K.ADMITTED, K.IMPRISONED),
        kinds(K.END_NOTICED),
        _HEAD,
        "compulsory.end_notice",
        stages(S.IN_FACILITY, S.OUTSIDE, S.SUSPENDED),
        unless=kinds(K.END_NOTICED),
        only=_still_ends,
        at_end=True,
    ),
    Owed(
        "CERTIFY_SERVED",
        kinds(K.ADMITTED, K.IMPRISONED),
        kinds(K.CERTIFICATE_ISSUED),
        _HEAD,
        "compulsory.certificate",
        stages(S.IN_FACILITY, S.OUTSIDE, S.SUSPENDED, S.COMPLETED),
        unless=kinds(K.CERTIFICATE_ISSUED),
        only=_still_ends,
        at_end=True,
    ),
    Owed(
        "REPORT_AFTER_SERVED",
        kinds(K.REHAB_COMPLETED),
        kinds(K.RETURN_REPORTED),
        "person_in_rehabilitation",
        "compulsory.return_report",
        DONE,
    ),
)

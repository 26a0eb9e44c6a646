"""Determination of dependence: from the request to the result that was sent (Law 73/2021 Art 27, Decree 109/2021, Circular 18/2021;
Law 120/2025 Art 31). What the health body does it tells itself (cases/diagnosis); the commune asks, and hears that the person registered."""

from __future__ import annotations

from collections.abc import Callable

from donghanh import legal
from donghanh.cases.procedures import engine
from donghanh.cases.procedures.shape import Life, Manifest, Owed, Told, kinds, stages
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.legal import voluntary_term as time

_OPEN = stages(S.REQUESTED, S.RECEIVED, S.OBSERVED)
_DONE = stages(S.CONCLUDED, S.CLOSED)
_RESULTS = kinds(K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT)
EXAMINED = _RESULTS | kinds(K.STAFF_SENT, K.PERSON_RECEIVED, K.CRITERIA_FOUND, K.OBSERVATION_BEGAN, K.DOSSIER_RETURNED, K.RESULT_SENT)
"""What the health body tells."""
REGISTERS = kinds(K.REGISTERED, K.TREATMENT_STARTED)
"""What a person found dependent does in time: he registers, in whichever form, or is in treatment already."""

MOVES: dict[tuple[S | None, K], S] = {
    (None, K.DETERMINATION_REQUESTED): S.REQUESTED,
    **{(None, kind): S.CONCLUDED for kind in _RESULTS},  # a result that is brought along, its request not known here
    (S.REQUESTED, K.DOSSIER_RETURNED): S.RETURNED,
    (S.RETURNED, K.DETERMINATION_REQUESTED): S.REQUESTED,
    (S.REQUESTED, K.PERSON_RECEIVED): S.RECEIVED,
    (S.RECEIVED, K.OBSERVATION_BEGAN): S.OBSERVED,
    **{(stage, kind): S.CONCLUDED for stage in _OPEN for kind in _RESULTS},
    (S.CONCLUDED, K.RESULT_SENT): S.CLOSED,
    **{(stage, K.DIED): S.CLOSED for stage in _OPEN | stages(S.RETURNED)},
}

STAYS: dict[K, frozenset[S]] = {
    K.STAFF_SENT: stages(S.REQUESTED),
    K.CRITERIA_FOUND: stages(S.RECEIVED, S.OBSERVED),
    K.RESULT_NOTIFIED: _DONE,
    **dict.fromkeys(REGISTERS, _DONE),
    K.GROUND_FOUND: _DONE,
}


def _place(fact: FactView, life: Life) -> str:
    """Held administratively: the health body comes to the place of holding; else to the place agreed."""
    return "determination.staff_sent_detained" if fact.data.get("place") == "detained" else "determination.staff_sent_agreed"


def _is_elsewhere(fact: FactView, life: Life) -> bool:
    """The person is examined outside of the health body."""
    return fact.data.get("place") in ("detained", "agreed")


def _counts_from(event: str) -> Callable[[FactView, Life], bool]:
    """The law of that day counts the time to register from this event; after a determination in aftercare nobody registers."""

    def asked(fact: FactView, life: Life) -> bool:
        return fact.data.get("ground") != "aftercare" and legal.pick("voluntary.register", fact.on).counts_from_event == event

    return asked


def _register(after: K, event: str) -> Owed:
    until = REGISTERS | kinds(K.GROUND_FOUND)
    return Owed("REGISTER", kinds(after), until, "person_with_dependence", "voluntary.register", _DONE, only=_counts_from(event))


OWED: tuple[Owed, ...] = (
    Owed(
        "SEND_STAFF",
        kinds(K.DETERMINATION_REQUESTED),
        kinds(K.STAFF_SENT, K.PERSON_RECEIVED, K.DOSSIER_RETURNED),
        "health_facility",
        _place,
        stages(S.REQUESTED),
        only=_is_elsewhere,
    ),
    # No text says by when: what was sent back waits for the commune that asked, or it is forgotten there.
    Owed("ASK_AGAIN", kinds(K.DOSSIER_RETURNED), kinds(K.DETERMINATION_REQUESTED), "commune_police", None, stages(S.RETURNED)),
    Owed("CONCLUDE", kinds(K.PERSON_RECEIVED), _RESULTS, "health_facility", "determination.result", stages(S.RECEIVED, S.OBSERVED)),
    Owed("SEND_RESULT", _RESULTS, kinds(K.RESULT_SENT), "health_facility", "determination.result_send", stages(S.CONCLUDED)),
    _register(K.FOUND_DEPENDENT, "DETERMINATION_MADE"),
    _register(K.RESULT_NOTIFIED, "DETERMINATION_NOTIFIED"),
)


def findings(told: Told, life: Life) -> tuple[legal.Answer, ...]:
    """Whether the person who was found dependent registered in time, once he has."""
    found = engine.last(told, _RESULTS)
    if found is None or found.kind != K.FOUND_DEPENDENT or found.data.get("ground") == "aftercare":
        return ()
    registered = next((f for f in told[told.index(found) :] if f.kind in REGISTERS), None)
    if registered is None:
        return ()
    notified = engine.last(told[: told.index(registered)], kinds(K.RESULT_NOTIFIED))
    answer = time.registered(
        result_at=found.counts_from, notified_at=notified.counts_from if notified else None, restarted_at=None, at=registered.happened_at
    )
    return (answer,) if answer else ()


MANIFEST = Manifest(
    procedure=Procedure.DETERMINATION,
    prefix="XĐ",
    moves=MOVES,
    stays=STAYS,
    owed=OWED,
    closed=stages(S.CLOSED),
    by_handover=EXAMINED | kinds(K.DETERMINATION_REQUESTED),
    findings=findings,
    missing_opening="Hồ sơ chưa có đề nghị xác định tình trạng nghiện.",
)

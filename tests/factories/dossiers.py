"""Files of compulsory rehabilitation ready to travel, and the bodies they travel to."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from donghanh.base.places.models import Body, Coverage, Unit
from donghanh.base.privacy.scope import scope
from donghanh.cases import actions
from donghanh.cases.dossiers import actions as dossiers
from donghanh.cases.models import Case
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.kernel.actor import Actor
from tests.factories import accounts, people

PAPERS = {2024: ("proposal", "cv", "minutes", "result", "statement"), 2026: ("proposal", "cv", "minutes", "result")}


def court(commune: Unit) -> Body:
    """The regional court that serves this commune, with the procuracy beside it."""
    province = _province(commune)
    made = Body.objects.get_or_create(
        kind="regional_court", unit=province, name=f"TAND khu vực của {commune.name}", defaults={"short_name": "TAND", "starts_on": accounts.SINCE}
    )[0]
    beside = Body.objects.get_or_create(
        kind="regional_procuracy",
        unit=province,
        name=f"VKSND khu vực của {commune.name}",
        defaults={"short_name": "VKS", "starts_on": accounts.SINCE},
    )[0]
    Coverage.objects.filter(unit=commune).delete()
    for body in (made, beside):
        Coverage.objects.create(body=body, unit=commune, starts_on=accounts.SINCE, citation="thử", confidence="V")
    return made


def procuracy(commune: Unit) -> Body:
    """The procuracy beside the court of this commune."""
    return Body.objects.get(kind="regional_procuracy", pk__in=Coverage.objects.filter(unit=commune).values("body"))


def facility(commune: Unit) -> Body:
    """A public facility of this commune's province."""
    return accounts.body("facility", _province(commune).pk, name="Cơ sở cai nghiện ma tuý số 1")


def _province(unit: Unit) -> Unit:
    while unit.parent is not None and unit.level != Unit.Level.PROVINCE:
        unit = unit.parent
    return unit


def at_reading_end(actor: Actor, *, at: datetime, full_name: str = "Lê Thị Ỗi", stable: bool = True, ground: str = "NOT_REGISTERED") -> Case:
    """A file whose reading period is over at `at`; residence verified in the file of management before."""
    began = at - timedelta(days=12)
    person = people.register(actor, full_name, at=began)
    with scope(actor):
        test = {"sample": "urine", "substances": ["heroin"]}
        earlier = actions.open_case(actor=actor, at=began, person_id=person.pk, happened_at=began, data=test)
        _tell(actor, earlier, K.RESIDENCE_VERIFIED, began, stable=stable)
        case = actions.open_case(
            actor=actor,
            at=began,
            person_id=person.pk,
            happened_at=began,
            data={"ground": ground, "paper": "12/BB-CAX", "paper_on": began.date().isoformat()},
            kind=K.GROUND_FOUND,
            procedure=Procedure.COMPULSORY,
        )
        signer = "commune_committee.commune_chair" if began.date() < date(2025, 3, 1) else "commune_police.commune_police_chief"
        _tell(actor, case, K.DOSSIER_PREPARED, began + timedelta(hours=1), issuer=signer)
        _tell(actor, case, K.NOTICE_GIVEN, began + timedelta(hours=2))
    return case


def _tell(actor: Actor, case: Case, kind: K, at: datetime, **data) -> None:
    actions.record_fact(actor=actor, at=at, case_id=case.pk, kind=kind, happened_at=at, data=data)


def placed(actor: Actor, case: Case, *papers: str, at: datetime) -> None:
    """These papers are put in."""
    with scope(actor):
        for paper in papers:
            dossiers.place_paper(actor=actor, at=at, case_id=case.pk, paper_id=paper, reference=f"{paper} 01/2026", pages=2)

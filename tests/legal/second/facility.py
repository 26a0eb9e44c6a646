"""Made-up ways through compulsory rehabilitation: drawn up, decided, brought in, the stay, served."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.legal.second import rulebook
from tests.legal.second.community import make_aftercare
from tests.legal.second.compulsory import IN, OUT, SUSPENDED, TO_ENTER, Compulsory
from tests.legal.second.counting import DAY, HERE, midnight
from tests.legal.second.telling import Telling, try_forbidden, walk


def make_compulsory(life: Telling) -> bool:
    """Drawn up, decided, admitted, served. True where the file is closed."""
    life.pass_time()
    file = life.reading.open_compulsory()
    life.tell(file, "GROUND_FOUND", (0, 0), is_exact=True)
    if not _drawn_up(life, file) or not _decided(life, file) or not _brought(life, file):
        return file.is_closed
    for _ in range(life.random.randrange(5)):
        if file.place != IN or not life.fits(file, 80):
            break
        life.random.choice(STAYS)(life, file)
    return _served(life, file)


def _drawn_up(life: Telling, file: Compulsory) -> bool:
    if not walk(life, file, ("DOSSIER_PREPARED",)):
        return False
    _interim(life, file)
    if life.chance(0.06):
        return False
    notice = life.tell(file, "NOTICE_GIVEN", (0, 6))
    try_forbidden(life, file, "COURT_REQUESTED", notice.settled + timedelta(hours=1), 0.03)
    if life.probe or life.chance(0.06):
        return False
    reading = file.open["READ_DOSSIER"]
    assert reading is not None
    life.reach(reading)
    if life.at.astimezone(HERE).date() < rulebook.NEW_LAW - 10 * DAY:
        life.tell(file, "DOSSIER_FORWARDED", (0, 3))
    if life.chance(0.06):
        return False
    life.tell(file, "COURT_REQUESTED", (0, 3))
    return True


def _interim(life: Telling, file: Compulsory) -> None:
    """Kept at a facility or at home while the file is drawn up; now and then runs away."""
    if life.chance(0.4):
        return
    place = life.random.choice(("facility", "facility", "home"))
    life.tell(file, "INTERIM_DECIDED", (0, 2), place=place)
    if place == "home":
        return
    life.tell(file, "INTERIM_BEGAN", (0, 5))
    if life.chance(0.2):
        life.tell(file, "ESCAPED", (0, 10))
        if life.chance(0.7):
            life.tell(file, "BROUGHT_BACK", (0, 30))
            life.tell(file, "INTERIM_BEGAN", (0, 2))
    elif life.chance(0.3):
        life.tell(file, "INTERIM_ENDED", (0, 20))


def _decided(life: Telling, file: Compulsory) -> bool:
    if life.chance(0.06):
        return False
    life.tell(file, "COURT_ACCEPTED", (0, 5), **({"complex": True} if life.chance(0.2) else {}))
    if life.chance(0.2):
        walk(life, file, ("COURT_ASKED", "COURT_ANSWERED"), cut=0.2)
    if not walk(life, file, ("HEARING_ORDERED",)):
        return False
    if life.chance(0.08):
        life.tell(file, "COURT_DECLINED", (0, 12))
        return False
    life.pass_time((0, 12))
    if life.at.astimezone(HERE).date() == rulebook.NEW_LAW - DAY:
        life.pass_time((1, 3))  # so that the day, whose law says which months the court may say, is sure
    ruling = life.tell(file, "COURT_DECIDED", (0, 0), is_exact=True, **_said(life, file))
    is_absent = bool(ruling.data.get("absent"))
    if is_absent or life.chance(0.5):
        life.pass_time((0, 3))
        said = {"absent": True, **_contest(life, file, "COMPLAIN_ABSENT")} if is_absent else {}
        life.tell(file, "COURT_DECISION_SENT", (0, 0), is_exact=True, **said)
    return not life.chance(0.06)


def _said(life: Telling, file: Compulsory) -> dict[str, Any]:
    """The court's number of months: nearly always before the new law; then seldom, and as the law gives it."""
    said: dict[str, Any] = {"absent": True} if life.chance(0.15) else _contest(life, file, "COMPLAIN")
    if life.at.astimezone(HERE).date() >= rulebook.NEW_LAW:
        return said | ({"months": rulebook.LATER if file.earlier else rulebook.FIRST} if life.chance(0.3) else {})
    bounds = rulebook.ADULT_MONTHS if file.is_adult else rulebook.MINOR_MONTHS
    return said | ({"months": life.random.randint(*bounds)} if life.chance(0.95) else {})


def _contest(life: Telling, file: Compulsory, duty: str) -> dict[str, Any]:
    """The days in which the ruling may be contested, where no text gives them; in one life of twenty nobody sets any."""
    if not file.is_contest_unset(duty, life.at.astimezone(HERE).date()) or life.chance(0.05):
        return {}
    return {"contest_days": life.random.randint(1, 15), "contest_reason": "quyết định của Toà án nêu"}


def _brought(life: Telling, file: Compulsory) -> bool:
    if None in (file.open.get("COMPLAIN", life.at), file.open.get("COMPLAIN_ABSENT", life.at)):
        return False  # nobody said when it takes effect
    life.reach(max((due for name in ("COMPLAIN", "COMPLAIN_ABSENT") if (due := file.open.get(name))), default=life.at))
    life.tell(file, "DECISION_EFFECTIVE", (0, 2))
    if life.chance(0.06):
        return False
    life.tell(file, "COURT_DECISION_SENT", (0, 3), to="execution")
    if life.at.astimezone(HERE).date() >= rulebook.NEW_LAW and not walk(life, file, ("PROVINCE_INFORMED", "FACILITY_CHOSEN")):
        return False
    if life.chance(0.15) and not walk(life, file, ("IMPEDED", "IMPEDIMENT_ENDED"), cut=0.1):
        return False
    if life.chance(0.06) or file.place != TO_ENTER:
        return False
    life.tell(file, "ADMITTED", (0, 20))
    return True


def _fled(life: Telling, file: Compulsory) -> None:
    life.tell(file, "ESCAPED", (0, 40))
    if life.chance(0.8):
        life.tell(file, "BROUGHT_BACK", (0, 200))


def _out_and_back(going: str, coming: str, longest: int) -> Callable[[Telling, Compulsory], None]:
    def out(life: Telling, file: Compulsory) -> None:
        life.tell(file, going, (0, 30))
        life.pass_time((0, longest))
        if life.fits(file, 1):
            life.tell(file, coming, (0, 0), is_exact=True)

    return out


def _imprisoned(life: Telling, file: Compulsory) -> None:
    life.tell(file, "IMPRISONED", (0, 30))
    if file.closed_at is None and life.chance(0.7):
        life.tell(file, "ADMITTED", (10, 500))


def _suspended(life: Telling, file: Compulsory) -> None:
    life.tell(file, "STAY_SUSPENDED", (0, 30))
    life.pass_time((5, 300))
    if not life.fits(file, 1):
        return
    if file.refuses("SUSPENSION_ENDED", life.at):
        try_forbidden(life, file, "SUSPENSION_ENDED", life.at, 1)
    elif not file.refuses("SUSPENSION_ENDED", life.at + DAY):  # told some hours later, perhaps on the next day
        life.tell(file, "SUSPENSION_ENDED", (0, 0), is_exact=True)


def _reduced(life: Telling, file: Compulsory) -> None:
    """Only after well over half of the term, and only under the old law."""
    last = file.last_day()
    if last is None or file.admitted is None:
        return
    life.reach(midnight(file.admitted.day + (last - file.admitted.day) * 7 // 10))
    if life.at.astimezone(HERE).date() < rulebook.NEW_LAW - 10 * DAY and life.fits(file, 10) and not file.lost:
        life.tell(file, "REDUCTION_PROPOSED", (0, 2))
        life.tell(file, "REDUCED", (0, 2), months=life.random.randint(1, 3))


STAYS: tuple[Callable[[Telling, Compulsory], None], ...] = (
    _fled,
    _imprisoned,
    _suspended,
    _reduced,
    _out_and_back("HOSPITALISED", "HOSPITAL_ENDED", 60),
    _out_and_back("LEAVE_BEGAN", "LEAVE_ENDED", 6),
    _out_and_back("BORROWED", "BORROWING_ENDED", 90),
)


def _served(life: Telling, file: Compulsory) -> bool:
    until, last = file.until(), file.last_day()
    if file.is_freed_by_prison and life.chance(0.5):
        life.tell(file, "EXEMPTED", (0, 40))
        return True
    if until is None or last is None or file.is_freed_by_prison or life.probe or file.place not in (IN, OUT, SUSPENDED):
        return False
    if life.chance(0.25) and life.fits(file, 40):
        try_forbidden(life, file, "REHAB_COMPLETED", life.at + DAY, 0.3)
        return False
    if life.chance(0.5) and life.fits(file, 40):
        life.tell(file, "END_NOTICED", (0, 30), completed="compulsory")
    life.reach(midnight(last))
    life.tell(file, "REHAB_COMPLETED", (0, 1), is_exact=True, completed="compulsory")
    if life.chance(0.5):
        life.tell(file, "CERTIFICATE_ISSUED", (0, 6))
    return make_aftercare(life, file)

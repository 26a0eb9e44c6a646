"""Made-up lives: from a seed, a person and events in an order that the law allows, across regimes, month ends, leap days, Tết."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.legal.second import rulebook
from tests.legal.second.aftercare import Aftercare
from tests.legal.second.compulsory import IN, OUT, SUSPENDED, TO_ENTER, Compulsory
from tests.legal.second.counting import DAY, HERE, Days, Event, midnight
from tests.legal.second.file import File
from tests.legal.second.reading import Reading
from tests.legal.second.user import User
from tests.legal.second.voluntary import Voluntary

FIRST_DAY, LAST_DAY = date(2022, 1, 3), date(2028, 12, 31)
HARD_DAYS = tuple(date(2000 + year, month, day) for year in range(22, 29) for month, day in ((1, 31), (8, 31), (2, 28), (12, 31), (6, 30), (7, 1)))
GAPS = ((0, 0), (1, 4), (5, 20), (21, 70))


class Life:
    """One life as it is being made. probe: something the clock forbids now, for the file made last."""

    def __init__(self, seed: int, days: Days) -> None:
        self.seed, self.random = seed, Random(seed)
        start = self._first_day()
        self.at = datetime(start.year, start.month, start.day, self.random.randrange(24), self.random.randrange(60), tzinfo=HERE)
        self.reading = Reading(days, self._birth(start), is_remote=self.random.random() < 0.2)
        self.events: list[Event] = []
        self.probe: tuple[Compulsory | Aftercare, str, datetime] | None = None
        self._live()

    def _first_day(self) -> date:
        if self.random.random() < 0.3:
            return max(FIRST_DAY, self.random.choice(HARD_DAYS) - self.random.randrange(20) * DAY)
        return FIRST_DAY + self.random.randrange(5 * 365) * DAY

    def _birth(self, start: date) -> date:
        youngest, oldest = (12, 18) if self.random.random() < 0.3 else (18, 60)
        born = start - timedelta(days=self.random.randrange(int(youngest * 365.25) + 5, int(oldest * 365.25)))
        return date(born.year, 2, 29) if born.year % 4 == 0 and born.year != 1900 and self.random.random() < 0.3 and born.month > 2 else born

    def _live(self) -> None:
        if self.random.random() < 0.5:
            make_user(self)
        for _ in range(self.random.randrange(4)):
            if self.is_over:
                return
            self.pass_time((10, 300))
            goes_on = self.random.choice((make_voluntary, make_voluntary, make_compulsory))(self)
            if not goes_on:
                return

    @property
    def is_over(self) -> bool:
        return self.at.date() > LAST_DAY or (bool(self.events) and self.events[-1].kind == "DIED")

    def pass_time(self, gap: tuple[int, int] | None = None) -> None:
        low, high = gap or self.random.choice(GAPS)
        self.at += timedelta(days=self.random.randint(low, high), minutes=self.random.randint(1, 600))

    def reach(self, moment: datetime) -> None:
        """Not before this moment."""
        if self.at < moment:
            self.at = moment + timedelta(minutes=self.random.randint(1, 2000))

    def tell(self, file: File, kind: str, gap: tuple[int, int] | None = None, *, is_exact: bool = False, **data: Any) -> Event:
        """It happens after a while; of one in eight only the day is known."""
        self.pass_time(gap)
        day_only = not is_exact and self.random.random() < 0.125
        if day_only:
            before = self.events[-1].settled if self.events else midnight(FIRST_DAY)
            day = max(self.at, before).astimezone(HERE).date()
            event = Event(kind, midnight(day if midnight(day) >= before else day + DAY), True, data)
            self.at = event.settled + timedelta(minutes=1)
        else:
            event = Event(kind, self.at, False, data)
        self.events.append(event)
        self.reading.take(file, event)
        return event

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def fits(self, file: File, room: int = 3) -> bool:
        """The measure stands and goes on for some days more."""
        return file.stands_at(self.at + room * DAY) and not self.is_over


def walk(life: Life, file: File, steps: tuple[str, ...], cut: float = 0.06) -> bool:
    """One step after the other; the life is told no further where it is cut."""
    for kind in steps:
        if life.chance(cut):
            return False
        life.tell(file, kind, life.random.choice(GAPS[:3]))
    return True


def make_user(life: Life) -> None:
    """Management of use: found, decided, absent, moved, found again, over."""
    file = life.reading.open_user()
    life.tell(file, "TESTED_POSITIVE", (0, 3))
    if not walk(life, file, ("RESIDENCE_VERIFIED", "NOTICE_SENT")):
        return
    if life.chance(0.3):
        life.tell(file, "NOTICE_RECEIVED", (0, 3))
    if life.chance(0.06):
        return
    life.tell(file, "MANAGEMENT_DECIDED", (0, 6))
    for _ in range(life.random.randrange(6)):
        if not life.fits(file, 80):
            break
        life.random.choice((_checked, _absent, _moved, _used_again))(life, file)
    _end_of_management(life, file)


def _checked(life: Life, file: User) -> None:
    life.tell(file, "RESIDENCE_CHECKED")


def _absent(life: Life, file: User) -> None:
    if file.away_since is None:
        life.tell(file, "ABSENCE_BEGAN")
        if life.chance(0.85):
            life.pass_time()
            if life.fits(file, 1):
                life.tell(file, "ABSENCE_ENDED", (0, 0), is_exact=True)


def _moved(life: Life, file: User) -> None:
    if file.away_since is None:
        for kind in ("DEPARTED", "ARRIVED", "FILE_SENT", "FILE_RECEIVED", "MANAGEMENT_DECIDED")[: life.random.randint(1, 5)]:
            life.tell(file, kind, (0, 6))


def _used_again(life: Life, file: User) -> None:
    if file.away_since is None:
        for kind in ("USED_AGAIN", "DETERMINATION_REQUESTED", "FOUND_NOT_DEPENDENT"):
            life.tell(file, kind, (0, 6))
        life.tell(file, "MANAGEMENT_DECIDED", (0, 6))


def _end_of_management(life: Life, file: User) -> None:
    until = file.until()
    if until is None or life.chance(0.4):
        return
    if life.chance(0.3) and life.fits(file, 40):
        life.tell(file, "FOUND_DEPENDENT", (0, 20))
        life.tell(file, "MANAGEMENT_STOPPED", (0, 6))
    else:
        life.reach(until)
        life.tell(file, "MANAGEMENT_ENDED", (0, 10))
    if life.chance(0.5):
        life.tell(file, "END_SENT", (0, 6))


def make_voluntary(life: Life) -> bool:
    """Registered, decided or contracted, begun, in prison, ill, left or completed. True where the file is closed."""
    form = life.random.choice(("home", "private", "public"))
    file = life.reading.open_voluntary(form)
    registered = life.tell(file, "REGISTERED", form=form)
    if life.chance(0.06) or not _entered(life, file, form, registered):
        return False
    life.tell(file, "REHAB_STARTED", (0, 25))
    for _ in range(life.random.randrange(4)):
        if not life.fits(file, 80) or not _stay(life, file):
            break
    return _left_or_completed(life, file)


def _entered(life: Life, file: Voluntary, form: str, registered: Event) -> bool:
    months = {"months": life.random.randint(*rulebook.VOLUNTARY_MONTHS)} if life.chance(0.8) else {}
    if form != "home" and registered.day < rulebook.NEW_LAW:
        life.tell(file, "CONTRACT_SIGNED", (0, 12), **months)
        return not life.chance(0.06)
    life.tell(file, "REGISTRATION_DECIDED", (0, 12), **months)
    return not life.chance(0.06) and (form != "public" or walk(life, file, ("FACILITY_PROPOSED", "FACILITY_DECIDED")))


def _stay(life: Life, file: Voluntary) -> bool:
    """False where nothing more is told of this stay."""
    if life.chance(0.4):
        life.tell(file, life.random.choice(("START_NOTICE_SENT", "USED_IN_REHAB", "ABSENCE_BEGAN")), (0, 30))
        return True
    if file.form == "public" and life.chance(0.5):
        life.tell(file, "STAY_SUSPENDED", (0, 30))
        return _back(life, file, "SUSPENSION_ENDED")
    if life.chance(0.5):
        life.tell(file, "IMPRISONED", (0, 30))
        return file.closed_at is None and _back(life, file, "REHAB_STARTED")
    return True


def _back(life: Life, file: File, kind: str) -> bool:
    """Comes back, unless the term is over by then or nobody tells."""
    life.pass_time((0, 400))
    if life.chance(0.25) or not life.fits(file, 1):
        return False
    life.tell(file, kind, (0, 0), is_exact=True)
    return True


def _left_or_completed(life: Life, file: Voluntary) -> bool:
    until = file.until()
    if until is None or file.is_suspended or life.chance(0.25):
        return False
    if life.chance(0.3) and life.fits(file, 40):
        life.tell(file, life.random.choice(("LEFT_REHAB", "DIED")), (0, 30))
        return True
    if life.chance(0.5) and life.fits(file, 40):
        life.tell(file, "END_NOTICED", (0, 30))
    life.reach(until)
    completed = "voluntary" if life.chance(0.5) else ""
    event = life.tell(file, "REHAB_COMPLETED", (0, 2), **({"completed": completed} if completed else {}))
    if life.chance(0.5):
        life.tell(file, "COMPLETION_NOTICE_SENT", (0, 6))
    return not completed or make_aftercare(life, file, event)


def make_compulsory(life: Life) -> bool:
    """Drawn up, decided, admitted, served. True where the file is closed."""
    life.pass_time()
    file = life.reading.open_compulsory(life.at.astimezone(HERE).date())
    life.tell(file, "GROUND_FOUND", (0, 0), is_exact=True)
    if file.is_adult != (_age(life, life.events[-1]) >= 18) or not _drawn_up(life, file) or not _decided(life, file) or not _brought(life, file):
        return file.is_closed
    for _ in range(life.random.randrange(5)):
        if file.place != IN or not life.fits(file, 80):
            break
        life.random.choice(STAYS)(life, file)
    return _served(life, file)


def _age(life: Life, event: Event) -> int:
    born = life.reading.born
    return event.day.year - born.year - ((event.day.month, event.day.day) < (born.month, born.day))


def _drawn_up(life: Life, file: Compulsory) -> bool:
    if not walk(life, file, ("DOSSIER_PREPARED",)):
        return False
    _interim(life, file)
    if life.chance(0.06):
        return False
    notice = life.tell(file, "NOTICE_GIVEN", (0, 6))
    _try(life, file, "COURT_REQUESTED", notice.settled + timedelta(hours=1), 0.03)
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


def _try(life: Life, file: Compulsory, kind: str, at: datetime, share: float) -> None:
    if life.chance(share) and file.refuses(kind, at):
        life.probe = (file, kind, at)


def _interim(life: Life, file: Compulsory) -> None:
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


def _decided(life: Life, file: Compulsory) -> bool:
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
    life.tell(file, "COURT_DECIDED", (0, 0), is_exact=True, **_said(life, file))
    if life.chance(0.5):
        life.tell(file, "COURT_DECISION_SENT", (0, 3), **({"absent": True} if file.events[-1].data.get("absent") else {}))
    return not life.chance(0.06)


def _said(life: Life, file: Compulsory) -> dict[str, Any]:
    """The court's number of months: nearly always before the new law; then seldom, and as the law gives it."""
    said: dict[str, Any] = {"absent": True} if life.chance(0.15) else {}
    if life.at.astimezone(HERE).date() >= rulebook.NEW_LAW:
        return said | ({"months": rulebook.LATER if file.earlier else rulebook.FIRST} if life.chance(0.3) else {})
    bounds = rulebook.ADULT_MONTHS if file.is_adult else rulebook.MINOR_MONTHS
    return said | ({"months": life.random.randint(*bounds)} if life.chance(0.95) else {})


def _brought(life: Life, file: Compulsory) -> bool:
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


def _fled(life: Life, file: Compulsory) -> None:
    life.tell(file, "ESCAPED", (0, 40))
    if life.chance(0.8):
        life.tell(file, "BROUGHT_BACK", (0, 200))


def _out_and_back(going: str, coming: str, longest: int) -> Callable[[Life, Compulsory], None]:
    def out(life: Life, file: Compulsory) -> None:
        life.tell(file, going, (0, 30))
        life.pass_time((0, longest))
        if life.fits(file, 1):
            life.tell(file, coming, (0, 0), is_exact=True)

    return out


def _imprisoned(life: Life, file: Compulsory) -> None:
    life.tell(file, "IMPRISONED", (0, 30))
    if file.closed_at is None and life.chance(0.7):
        life.tell(file, "ADMITTED", (10, 500))


def _suspended(life: Life, file: Compulsory) -> None:
    life.tell(file, "STAY_SUSPENDED", (0, 30))
    life.pass_time((5, 300))
    if not life.fits(file, 1):
        return
    if file.refuses("SUSPENSION_ENDED", life.at):
        _try(life, file, "SUSPENSION_ENDED", life.at, 1)
    else:
        life.tell(file, "SUSPENSION_ENDED", (0, 0), is_exact=True)


def _reduced(life: Life, file: Compulsory) -> None:
    """Only after well over half of the term, and only under the old law."""
    last = file.last_day()
    if last is None or file.admitted is None:
        return
    life.reach(midnight(file.admitted.day + (last - file.admitted.day) * 7 // 10))
    if life.at.astimezone(HERE).date() < rulebook.NEW_LAW - 10 * DAY and life.fits(file, 10) and not file.lost:
        life.tell(file, "REDUCTION_PROPOSED", (0, 2))
        life.tell(file, "REDUCED", (0, 2), months=life.random.randint(1, 3))


STAYS: tuple[Callable[[Life, Compulsory], None], ...] = (
    _fled,
    _imprisoned,
    _suspended,
    _reduced,
    _out_and_back("HOSPITALISED", "HOSPITAL_ENDED", 60),
    _out_and_back("LEAVE_BEGAN", "LEAVE_ENDED", 6),
    _out_and_back("BORROWED", "BORROWING_ENDED", 90),
)


def _served(life: Life, file: Compulsory) -> bool:
    until, last = file.until(), file.last_day()
    if file.is_freed_by_prison and life.chance(0.5):
        life.tell(file, "EXEMPTED", (0, 40))
        return True
    if until is None or last is None or file.is_freed_by_prison or life.probe or file.place not in (IN, OUT, SUSPENDED):
        return False
    if life.chance(0.25) and life.fits(file, 40):
        _try(life, file, "REHAB_COMPLETED", life.at + DAY, 0.3)
        return False
    if life.chance(0.5) and life.fits(file, 40):
        life.tell(file, "END_NOTICED", (0, 30))
    life.reach(midnight(last))
    completed = "compulsory" if life.chance(0.5) else ""
    event = life.tell(file, "REHAB_COMPLETED", (0, 1), is_exact=True, **({"completed": completed} if completed else {}))
    if life.chance(0.5):
        life.tell(file, "CERTIFICATE_ISSUED", (0, 6))
    if completed:
        return make_aftercare(life, file, event)
    if life.chance(0.5):
        life.tell(file, "RETURN_REPORTED", (0, 6))
    return True


def make_aftercare(life: Life, of: File, completed: Event) -> bool:
    """Reported, proposed, decided, away, in prison, found again, over. True where the file is closed."""
    file = life.reading.open_aftercare(of, completed)
    if life.chance(0.7):
        life.tell(file, "RETURN_REPORTED", (0, 10))
    if not walk(life, file, ("AFTERCARE_PROPOSED", "AFTERCARE_DECIDED")):
        return False
    for _ in range(life.random.randrange(4)):
        if life.fits(file, 80) and file.away_since is None and file.prison_since is None:
            life.random.choice((_away, _away, _in_prison, _leaves_the_commune))(life, file)
    until, last = file.until(), file.last_day()
    if until is None or last is None or file.is_put_aside or life.chance(0.2):
        return False
    if life.chance(0.25) and life.fits(file, 40):
        life.tell(file, "FOUND_DEPENDENT", (0, 30))
        return True
    if life.chance(0.2) and file.refuses("AFTERCARE_ENDED", max(life.at, midnight(last - 4 * DAY)) + timedelta(hours=1)):
        life.probe = (file, "AFTERCARE_ENDED", max(life.at, midnight(last - 4 * DAY)) + timedelta(hours=1))
        return False
    life.reach(until)
    life.tell(file, "AFTERCARE_ENDED", (0, 9))
    return True


def _away(life: Life, file: Aftercare) -> None:
    life.tell(file, "ABSENCE_BEGAN", (0, 40), **({"reported": True} if life.chance(0.3) else {}))
    if life.chance(0.85):
        life.pass_time((0, 60))
        if life.fits(file, 1):
            life.tell(file, "ABSENCE_ENDED", (0, 0), is_exact=True)


def _in_prison(life: Life, file: Aftercare) -> None:
    life.tell(file, "IMPRISONED", (0, 40))
    if file.closed_at is None and life.chance(0.8):
        life.tell(file, "RETURN_REPORTED", (10, 500))


def _leaves_the_commune(life: Life, file: Aftercare) -> None:
    life.tell(file, "DEPARTED", (0, 40))
    if life.chance(0.6):
        life.tell(file, "MOVE_NOTICE_SENT", (0, 6))

"""Made-up ways outside a compulsory facility: management of use, voluntary rehabilitation, aftercare."""

from __future__ import annotations

from datetime import timedelta

from tests.legal.second import rulebook
from tests.legal.second.aftercare import Aftercare
from tests.legal.second.counting import DAY, Event, midnight
from tests.legal.second.file import File
from tests.legal.second.telling import Telling, walk
from tests.legal.second.user import User
from tests.legal.second.voluntary import Voluntary


def make_user(life: Telling) -> None:
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


def _checked(life: Telling, file: User) -> None:
    life.tell(file, "RESIDENCE_CHECKED")


def _absent(life: Telling, file: User) -> None:
    if file.away_since is None:
        life.tell(file, "ABSENCE_BEGAN")
        if life.chance(0.85):
            life.pass_time()
            if life.fits(file, 1):
                life.tell(file, "ABSENCE_ENDED", (0, 0), is_exact=True)


def _moved(life: Telling, file: User) -> None:
    if file.away_since is None:
        for kind in ("DEPARTED", "ARRIVED", "FILE_SENT", "FILE_RECEIVED", "MANAGEMENT_DECIDED")[: life.random.randint(1, 5)]:
            life.tell(file, kind, (0, 6))


def _used_again(life: Telling, file: User) -> None:
    if file.away_since is None:
        for kind in ("USED_AGAIN", "DETERMINATION_REQUESTED", "FOUND_NOT_DEPENDENT"):
            life.tell(file, kind, (0, 6))
        life.tell(file, "MANAGEMENT_DECIDED", (0, 6))


def _end_of_management(life: Telling, file: User) -> None:
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


def make_voluntary(life: Telling) -> bool:
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


def _entered(life: Telling, file: Voluntary, form: str, registered: Event) -> bool:
    months = {"months": life.random.randint(*rulebook.VOLUNTARY_MONTHS)} if life.chance(0.8) else {}
    if form != "home" and registered.day < rulebook.NEW_LAW:
        life.tell(file, "CONTRACT_SIGNED", (0, 12), **months)
        return not life.chance(0.06)
    life.tell(file, "REGISTRATION_DECIDED", (0, 12), **months)
    return not life.chance(0.06) and (form != "public" or walk(life, file, ("FACILITY_PROPOSED", "FACILITY_DECIDED")))


def _stay(life: Telling, file: Voluntary) -> bool:
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


def _back(life: Telling, file: File, kind: str) -> bool:
    """Comes back, unless the term is over by then or nobody tells."""
    life.pass_time((0, 400))
    if life.chance(0.25) or not life.fits(file, 1):
        return False
    life.tell(file, kind, (0, 0), is_exact=True)
    return True


def _left_or_completed(life: Telling, file: Voluntary) -> bool:
    until = file.until()
    if until is None or file.is_suspended or life.chance(0.25):
        return False
    if life.chance(0.3) and life.fits(file, 40):
        life.tell(file, life.random.choice(("LEFT_REHAB", "DIED")), (0, 30))
        return True
    if life.chance(0.5) and life.fits(file, 40):
        life.tell(file, "END_NOTICED", (0, 30), completed="voluntary")
    life.reach(until)
    life.tell(file, "REHAB_COMPLETED", (0, 2), completed="voluntary")
    if life.chance(0.5):
        life.tell(file, "COMPLETION_NOTICE_SENT", (0, 6))
    return make_aftercare(life, file)


def make_aftercare(life: Telling, of: File) -> bool:
    """Reported, proposed, decided, away, in prison, found again, over. True where the file is closed."""
    file = life.reading.aftercare_of(of)
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


def _away(life: Telling, file: Aftercare) -> None:
    life.tell(file, "ABSENCE_BEGAN", (0, 40), **({"reported": True} if life.chance(0.3) else {}))
    if life.chance(0.85):
        life.pass_time((0, 60))
        if life.fits(file, 1):
            life.tell(file, "ABSENCE_ENDED", (0, 0), is_exact=True)


def _in_prison(life: Telling, file: Aftercare) -> None:
    life.tell(file, "IMPRISONED", (0, 40))
    if file.closed_at is None and life.chance(0.8):
        life.tell(file, "RETURN_REPORTED", (10, 500))


def _leaves_the_commune(life: Telling, file: Aftercare) -> None:
    life.tell(file, "DEPARTED", (0, 40))
    if life.chance(0.6):
        life.tell(file, "MOVE_NOTICE_SENT", (0, 6))

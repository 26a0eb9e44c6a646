"""All files of one life: each event handed to the files it concerns, first and later time counted over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from tests.legal.second import rulebook
from tests.legal.second.aftercare import Aftercare
from tests.legal.second.compulsory import Compulsory
from tests.legal.second.counting import Days, Event
from tests.legal.second.file import File
from tests.legal.second.user import User
from tests.legal.second.voluntary import Voluntary

F = TypeVar("F", bound=File)
WIDE = frozenset({"DIED", "IMPRISONED", "FOUND_DEPENDENT", "FOUND_NOT_DEPENDENT", "ABSENCE_BEGAN", "ABSENCE_ENDED", "DEPARTED", "MOVE_NOTICE_SENT"})
"""Events of any file that concern the management of use too, where it still stands."""


@dataclass
class Reading:
    """What the second reading says of a life so far."""

    days: Days
    born: date
    is_remote: bool = False
    files: list[File] = field(default_factory=list)

    def open_user(self) -> User:
        return self._add(User(self.days, is_remote=self.is_remote))

    def open_voluntary(self, form: str) -> Voluntary:
        return self._add(Voluntary(self.days, form=form, earlier=self.earlier()))

    def open_compulsory(self) -> Compulsory:
        return self._add(Compulsory(self.days, born=self.born, earlier=self.earlier()))

    def aftercare_of(self, of: File) -> Aftercare:
        """The file of what follows this rehabilitation: opened by the notice of its end under the new law, else by the completion."""
        found = next((file for file in self.files if isinstance(file, Aftercare) and file.of is of), None)
        return found or self._add(Aftercare(self.days, born=self.born, of=of))

    def _add(self, file: F) -> F:
        self.files.append(file)
        return file

    def earlier(self) -> int:
        """Rehabilitations that have begun, whatever law they were under."""
        return sum(not isinstance(file, User | Aftercare) and file.begins is not None for file in self.files)

    def take(self, file: File, event: Event) -> None:
        """The event goes to its file, to what follows it, to the management of use; a return to rehabilitation and aftercare alike."""
        file.take(event)
        if event.data.get("completed") and not (event.kind == "END_NOTICED" and event.day < rulebook.NEW_LAW):
            self.aftercare_of(file).take(event)
        for other in self.files:
            if other is file:
                continue
            waits = event.kind == "FOUND_DEPENDENT" and other.begins is None and not other.is_closed
            if isinstance(other, User) and event.kind in WIDE and (waits or other.stands_at(event.settled)):
                other.take(event)
            if event.kind == "RETURN_REPORTED" and isinstance(file, Aftercare) and file.of is other:
                other.take(event)


def moment(found: datetime | None) -> float | None:
    """A moment that two implementations may compare."""
    return None if found is None else found.timestamp()

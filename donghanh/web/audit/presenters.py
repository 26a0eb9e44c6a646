"""How the log is shown: sentences for codes, officials by name, persons in care only by an opaque id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from donghanh.base.accounts import queries as accounts
from donghanh.base.accounts.roles import ROLES
from donghanh.base.audit.queries import ACTS, READINGS, LogRow
from donghanh.base.audit.sealing import Fault, Report
from donghanh.web.audit.words import CLASSES, FAULTS, LOG_NAMES, OTHER_ROLES, PAGES, REASONS, VERBS


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table. about: short opaque id of the person's or case's file, about_href the same as a filter."""

    at: datetime
    who: str
    role: str
    what: str
    more: str
    about: str
    about_href: str
    refused: bool


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    href: str


def lines(kind: str, rows: list[LogRow]) -> list[Line]:
    """Rows as lines; names of officials come with one question for all."""
    names = accounts.names_of({row.actor_id for row in rows if row.actor_id})
    return [_line(kind, row, names) for row in rows]


def next_page(rows: list[LogRow], limit: int, asked: dict[str, str]) -> str:
    """Address of the rows after these, or nothing when these are the last."""
    if len(rows) < limit:
        return ""
    return "?" + urlencode({**asked, "sau": f"{rows[-1].at.isoformat()}_{rows[-1].id}"})


def read_after(text: str) -> tuple[datetime, UUID] | None:
    """What next_page wrote; nothing for anything else."""
    at, _underscore, key = text.partition("_")
    try:
        moment, row_id = datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return None
    return (moment, row_id) if moment.tzinfo else None


def tabs(asked: dict[str, str]) -> list[Tab]:
    """The two logs, with the same day range."""
    kept = {key: value for key, value in asked.items() if key.startswith(("tu", "den"))}
    return [Tab(_("Việc đã làm"), "?" + urlencode({"loai": ACTS, **kept})), Tab(_("Lượt xem hồ sơ"), "?" + urlencode({"loai": READINGS, **kept}))]


def verdict(report: Report) -> list[str]:
    """The result of a check, one sentence a fault; empty when all is whole."""
    return [_fault(fault) for fault in report.faults]


def spaced(link: str) -> str:
    """A link as it is read aloud or typed: groups of eight."""
    return " ".join(link[i : i + 8] for i in range(0, len(link), 8))


def _fault(fault: Fault) -> str:
    what = FAULTS.get(fault.what, _("Số dòng không khớp với niêm phong."))
    return _("Niêm phong số %(number)s, %(log)s: %(what)s") % {"number": fault.seal_id, "log": LOG_NAMES[fault.log], "what": what}


def _line(kind: str, row: LogRow, names: dict[int, str]) -> Line:
    words = PAGES if kind == READINGS else VERBS
    subject = row.case_id or row.person_id
    key = "vu_viec" if row.case_id else "nguoi"
    role = ROLES[row.role].title if row.role in ROLES else OTHER_ROLES.get(row.role, row.role)
    who = names.get(row.actor_id, _("Tài khoản %(id)s") % {"id": row.actor_id}) if row.actor_id else "—"
    return Line(
        row.at,
        who,
        role,
        str(words.get(row.verb, row.verb)),
        _more(row),
        f"…{str(subject)[-12:]}" if subject else "",
        "?" + urlencode({"loai": kind, key: subject}) if subject else "",
        row.result == "refused",
    )


def _more(row: LogRow) -> str:
    """Reasons are written by people and may name someone; only those of sign-in are codes and may be shown."""
    if row.verb.startswith("session."):
        return str(REASONS.get(row.reason, ""))
    return row.citation or classes_in_words(row.classes)


def classes_in_words(codes: str) -> str:
    """ "D1 D3" as "nhân thân, hồ sơ pháp lý"."""
    return ", ".join(str(CLASSES.get(code, code)) for code in codes.split())

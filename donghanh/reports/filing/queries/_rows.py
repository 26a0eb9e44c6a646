"""Reports that were begun, with their versions and answers: three statements for any number of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from donghanh.base.accounts import queries as accounts
from donghanh.base.privacy import vault
from donghanh.reports.filing import rules
from donghanh.reports.filing.models import Dispatch, Filing, Verdict, Version
from donghanh.reports.filing.queries.duties import Duty
from donghanh.reports.filing.rules import Sent, Standing


@dataclass(frozen=True, slots=True)
class Begun:
    """A filing with what the rules need of its versions."""

    id: UUID
    duty: str
    period: str
    body_id: int
    receiver_id: int | None
    sent: tuple[Sent, ...]
    newest: UUID | None


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """The answer to a version. reasons: (part, text)."""

    is_accepted: bool
    reasons: tuple[tuple[str, str], ...]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A sent version; words of models.Version. sent_to: recipient → (day, number of the letter)."""

    id: UUID
    number: int
    at: datetime
    by_id: int
    by: str
    report_id: UUID | None
    words: tuple[tuple[str, str, str], ...]
    missing: tuple[str, ...]
    recipients: tuple[str, ...]
    digests: dict[str, str]
    included: tuple[str, ...]
    absent: tuple[str, ...]
    reason: str
    verdict: VerdictRow | None
    sent_to: dict[str, tuple[date, str]]

    def unlike(self, now: dict[str, str]) -> set[str]:
        """Targets behind which other files stand than these digests name."""
        return {key for key, digest in now.items() if self.digests.get(key) != closed(self.report_id, digest)}


def closed(report_id: UUID | None, digest: str) -> str:
    """A digest as a version keeps it: under a key and for this report alone, so that no two versions held against each other say anything."""
    return vault.blind_index("FILED", f"{report_id}:{digest}").hex()


def begun(where: Q) -> list[Begun]:
    """The filings that the reader sees. Two statements."""
    rows = list(Filing.objects.filter(where).values_list("pk", "duty", "period", "body_id", "receiver_id"))
    sent: dict[UUID, list[tuple[UUID, Sent]]] = defaultdict(list)
    answers = ("filing_id", "pk", "number", "made_at", "made_by", "verdict__is_accepted")
    for filing_id, pk, *about in Version.objects.filter(filing__in=[row[0] for row in rows]).order_by("number").values_list(*answers):
        sent[filing_id].append((pk, Sent(*about)))
    return [Begun(*row, tuple(one for _, one in sent[row[0]]), sent[row[0]][-1][0] if sent[row[0]] else None) for row in rows]


def standing_of(found: Begun | None, duty: Duty, on: date) -> Standing:
    """Where a report stands; one that nobody began stands too."""
    return rules.standing(found.sent if found else (), is_begun=found is not None, limit=duty.due, on=on)


def versions(where: Q) -> list[VersionRow]:
    """Whole versions, the newest first. Four statements."""
    rows = list(Version.objects.filter(where).order_by("-made_at", "-number"))
    ids = [one.pk for one in rows]
    verdicts = {one.version_id: one for one in Verdict.objects.filter(version__in=ids)}
    went: dict[UUID, dict[str, tuple[date, str]]] = defaultdict(dict)
    for one in Dispatch.objects.filter(version__in=ids).order_by("sent_on", "id"):
        went[one.version_id][one.recipient] = (one.sent_on, one.number)
    names = accounts.names_of({row.made_by for row in [*rows, *verdicts.values()]}) if rows else {}
    return [_version(one, verdicts.get(one.pk), went[one.pk], names) for one in rows]


def _version(one: Version, verdict: Verdict | None, went: dict[str, tuple[date, str]], names: dict[int, str]) -> VersionRow:
    lists: dict[str, Any] = {name: tuple(getattr(one, name)) for name in ("missing", "recipients", "included", "absent")}
    return VersionRow(
        id=one.pk,
        number=one.number,
        at=one.made_at,
        by_id=one.made_by,
        by=names.get(one.made_by, ""),
        report_id=one.report_id,
        words=tuple((part, title, text) for part, title, text in one.words),
        digests=one.digests,
        reason=one.reason,
        verdict=_verdict(verdict, names) if verdict else None,
        sent_to=went,
        **lists,
    )


def _verdict(one: Verdict, names: dict[int, str]) -> VerdictRow:
    return VerdictRow(one.is_accepted, tuple((part, text) for part, text in one.reasons), one.made_at, names.get(one.made_by, ""))

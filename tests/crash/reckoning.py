"""Program: compare a ledger with what stands in the tables; prints what was lost and what stands by halves, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django

HALVES = {
    "a person without its row in the log": "select p.id from people_person p where not exists"
    " (select from audit_event e where e.person_id = p.id and e.verb = 'person.register' and e.result = 'done')",
    "a row in the log without its person": "select e.id from audit_event e where e.verb = 'person.register' and e.result = 'done'"
    " and not exists (select from people_person p where p.id = e.person_id)",
    "a case without its first fact": "select c.id from cases_case c where not exists"
    " (select from cases_fact f where f.case_id = c.id and f.kind = 'TESTED_POSITIVE')",
    "facts and rows of the log that do not pair": "select c.id from cases_case c where (select count(*) from cases_fact f where f.case_id = c.id)"
    " <> (select count(*) from audit_event e where e.case_id = c.id and e.verb in ('case.open', 'case.record') and e.result = 'done')",
    "a row in the log without its case": "select e.id from audit_event e where e.verb = 'case.open' and e.result = 'done'"
    " and not exists (select from cases_case c where c.id = e.case_id)",
    "one act twice": "select person_id from audit_event where verb = 'person.register' and result = 'done' group by 1 having count(*) > 1",
}
STANDS = {
    "person": "select id::text from people_person",
    "case": "select case_id::text from cases_fact where kind = 'TESTED_POSITIVE'",
    "verified": "select case_id::text from cases_fact where kind = 'RESIDENCE_VERIFIED'",
}


def main(ledger: str) -> None:
    """The whole reckoning."""
    django.setup()
    from django.db import connection

    acked = [line.split() for line in Path(ledger).read_text().splitlines()]
    with connection.cursor() as cursor:
        stands = {}
        for what, question in STANDS.items():
            cursor.execute(question)
            stands[what] = {row[0] for row in cursor.fetchall()}
        halves = {}
        for what, question in HALVES.items():
            cursor.execute(question)
            halves |= {what: rows} if (rows := [str(row[0]) for row in cursor.fetchall()]) else {}
    lost = [f"{what} {key}" for what, key in acked if key not in stands[what]]
    print(json.dumps({"acked": len(acked), "people": len(stands["person"]), "lost": lost, "halves": halves, "stale": _stale()}))


def _stale() -> list[str]:
    """Cases whose remembered stage or duties do not follow from their facts."""
    from donghanh.cases import memo
    from donghanh.cases.models import Case, Duty

    found = []
    for case in Case.objects.all():
        view = memo.view_of(case)
        if case.stage != view.stage or Duty.objects.filter(case=case).count() != len(view.duties):
            found.append(str(case.pk))
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])

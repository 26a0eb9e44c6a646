"""Each answer on voluntary rehabilitation and substitution treatment with value, article, confidence and status: the table a lawyer checks."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh import legal
from donghanh.legal import editions, substitution, voluntary

OLD, D141, NEW = date(2024, 12, 14), date(2024, 12, 15), date(2026, 7, 1)
L73, L120, D116, D163 = "Luật 73/2021/QH14", "Luật 120/2025/QH15", "Nghị định 116/2021/NĐ-CP", "Nghị định 163/2026/NĐ-CP"
D90, D141_VI = "Nghị định 90/2016/NĐ-CP", "Nghị định 141/2024/NĐ-CP"
PLACE_OLD, PLACE_NEW = f"{D116}, Điều 28 khoản 1", f"{L120}, Điều 31 khoản 6; {D163}, Điều 89 khoản 1"
MEANWHILE_OLD = f"{D116}, Điều 28 khoản 1, Điều 57"

ANSWERS = [
    (voluntary.age_branch, {"age": 11, "on": OLD}, "refused", f"{D116}, Điều 28 khoản 1, Điều 28 khoản 5", "V", "definite"),
    (voluntary.age_branch, {"age": 12, "on": OLD}, "guardian", f"{D116}, Điều 28 khoản 1, Điều 28 khoản 5", "V", "definite"),
    (voluntary.age_branch, {"age": 17, "on": NEW}, "guardian", f"{D163}, Điều 89 khoản 1", "V", "definite"),
    (voluntary.age_branch, {"age": 18, "on": NEW}, "adult", f"{D163}, Điều 89 khoản 1", "V", "definite"),
    (voluntary.place, {"has_stable_residence": False, "on": OLD}, "public_only", PLACE_OLD, "V", "definite"),
    (voluntary.place, {"has_stable_residence": True, "on": OLD}, "any", PLACE_OLD, "V", "definite"),
    (voluntary.place, {"has_stable_residence": False, "on": NEW}, "public_only", PLACE_NEW, "V", "definite"),
    (voluntary.partial_programme, {"on": OLD}, "none", f"{L120}, Điều 30 khoản 1 điểm d", "V", "definite"),
    (
        voluntary.partial_programme,
        {"on": NEW},
        "allowed",
        f"{L120}, Điều 30 khoản 1 điểm d, Điều 32 khoản 2 điểm b, Điều 33 khoản 4",
        "V",
        "definite",
    ),
    (voluntary.entry, {"form": "home", "on": OLD}, "commune", f"{D116}, Điều 30 khoản 1", "V", "definite"),
    (voluntary.entry, {"form": "substitution", "on": OLD}, "commune", f"{D116}, Điều 30 khoản 1", "V", "definite"),
    (voluntary.entry, {"form": "public", "on": OLD}, "contract", f"{D116}, Điều 35 khoản 3, Điều 36", "V", "definite"),
    (voluntary.entry, {"form": "private", "on": NEW}, "commune", f"{D163}, Điều 91 khoản 1", "V", "definite"),
    (voluntary.entry, {"form": "public", "on": NEW}, "province", f"{L120}, Điều 34 khoản 3, Điều 38; {D163}, Điều 95", "V", "definite"),
    (voluntary.meanwhile, {"order": "held", "on": OLD}, "unsaid", MEANWHILE_OLD, "M", "silent"),
    (voluntary.meanwhile, {"order": "postponed", "on": OLD}, "named", f"{D116}, Điều 57", "V", "definite"),
    (voluntary.meanwhile, {"order": "postponed", "on": NEW}, "unsaid", f"{PLACE_NEW}, Điều 110", "M", "silent"),
    (voluntary.meanwhile, {"order": "interim", "on": NEW}, "unsaid", f"{PLACE_NEW}, Điều 110", "M", "silent"),
    (voluntary.start, {"form": "home", "on": OLD}, "began", f"{L73}, Điều 30 khoản 2", "M", "silent"),
    (voluntary.start, {"form": "private", "on": OLD}, "began", f"{L73}, Điều 31 khoản 1", "M", "silent"),
    (voluntary.start, {"form": "home", "on": NEW}, "minutes", f"{L120}, Điều 32 khoản 2; {D163}, Điều 92 khoản 1 điểm a", "V", "definite"),
    (voluntary.start, {"form": "private", "on": NEW}, "minutes", f"{L120}, Điều 33 khoản 2; {D163}, Điều 92 khoản 2 điểm d", "V", "definite"),
    (voluntary.start, {"form": "public", "on": NEW}, "began", f"{L120}, Điều 34 khoản 3", "M", "silent"),
    (voluntary.imprisonment, {"on": OLD}, "ended", f"{L73}, Điều 43 khoản 3", "M", "unconfirmed"),
    (voluntary.imprisonment, {"on": NEW}, "rest_later", f"{L120}, Điều 47 khoản 1", "V", "definite"),
    (
        voluntary.ground,
        {"event": "not_performed", "adult": True, "on": OLD},
        "compulsory",
        f"{L73}, Điều 32 khoản 1; {D116}, Điều 33",
        "V",
        "definite",
    ),
    (
        voluntary.ground,
        {"event": "not_performed", "adult": False, "on": OLD},
        "compulsory",
        f"{L73}, Điều 33 khoản 1 điểm a; {D116}, Điều 33",
        "V",
        "definite",
    ),
    (voluntary.ground, {"event": "third_breach", "adult": True, "on": OLD}, "none", f"{D116}, Điều 33", "M", "silent"),
    (voluntary.ground, {"event": "not_performed", "adult": True, "on": NEW}, "compulsory", f"{L120}, Điều 35 khoản 1 điểm a", "V", "definite"),
    (voluntary.ground, {"event": "used", "adult": False, "on": NEW}, "compulsory", f"{L120}, Điều 36 khoản 1", "V", "definite"),
    (voluntary.ground, {"event": "third_breach", "adult": True, "on": NEW}, "compulsory", f"{L120}, Điều 47 khoản 4", "V", "definite"),
    (substitution.end, {"reason": "completed", "on": OLD}, "completed", f"{L73}, Điều 40 khoản 1", "V", "definite"),
    (substitution.end, {"reason": "own_wish", "on": OLD}, "own_wish", f"{D90}, Điều 10 khoản 1", "V", "definite"),
    (substitution.end, {"reason": "harm", "on": OLD}, "forced", f"{D90}, Điều 10 khoản 2", "V", "definite"),
    (substitution.end, {"reason": "harm", "on": D141}, "forced", D141_VI, "M", "unconfirmed"),
    (substitution.end, {"reason": "completed", "on": D141}, "completed", f"{L73}, Điều 40 khoản 1", "V", "definite"),
    (substitution.end, {"reason": "?", "on": NEW}, "other", D141_VI, "M", "unconfirmed"),
    (substitution.end, {"reason": "completed", "on": NEW}, "completed", f"{L120}, Điều 42 khoản 1", "V", "definite"),
    (substitution.no_compulsory_file, {"on": OLD}, "excluded", f"{D90}, Điều 3 khoản 2, Điều 3 khoản 3", "V", "definite"),
    (substitution.no_compulsory_file, {"on": D141}, "excluded", D141_VI, "M", "unconfirmed"),
    (substitution.no_compulsory_file, {"on": NEW}, "unknown", f"{L120}, Điều 35", "M", "silent"),
    (substitution.end_notice, {"on": OLD}, "owed", f"{D116}, Điều 28 khoản 2", "V", "definite"),
    (substitution.end_notice, {"on": NEW}, "unknown", f"{L120}, Điều 42 khoản 1; {D163}, Điều 89 khoản 2", "M", "silent"),
]


def name_of(question) -> str:
    return f"{question.__module__.rsplit('.', 1)[1]}.{question.__name__}"


@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: f"{name_of(row[0])}-{row[1]['on']}-{row[2]}")
def test_every_answer_in_full(row):
    question, facts, value, citation, confidence, status = row
    facts = dict(facts)
    found = question(facts.pop("age"), **facts) if "age" in facts else question(**facts)
    assert found.question == name_of(question) and found.edition == legal.edition()
    assert (found.value, found.citation_vi, found.confidence, found.status) == (value, citation, confidence, status)
    assert found.meaning_vi.endswith(".") and "None" not in found.meaning_vi


def test_the_table_holds_every_edition_there_is():
    asked = {(name_of(question).replace("age_branch", "age"), facts["on"]) for question, facts, *_ in ANSWERS}
    for question, known in editions.EDITIONS.items():
        if question.split(".")[0] in ("voluntary", "substitution"):
            days = {OLD if since.year == 2022 else since for since in known}
            assert {(question, day) for day in days} <= asked, question

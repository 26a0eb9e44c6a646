"""A faulty row of law/ is refused in one sentence that names the file or id and the fault; a sound one passes beside it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from donghanh.legal import decision_kinds, dossiers, form_loading, loading, rows, transitions
from donghanh.legal.errors import LawDataFault
from donghanh.legal.loading import law_data

PLACE = [{"instrument": "D163", "article": 55, "clause": 1, "point": "a"}]
RULE = {
    "id": "R-1", "kind": "deadline", "amount": 3, "unit": "day", "counts_from": {"event": None, "text": "ngày nhận"}, "actor": "helper",
    "result": "Kết quả", "meaning": "Nghĩa.", "citation": PLACE, "valid_from": date(2026, 7, 1), "valid_to": None, "confidence": "V",
    "validity_confidence": "V", "also": [{"amount": 2, "unit": "month", "text": "thêm"}], "readings": [{"text": "một cách", "citation": PLACE}],
}  # fmt: skip
TOPIC = {"title": "Câu hỏi", "entries": [{"rule": "UM-12"}, {"gap": "Chưa nói.", "from": date(2026, 7, 1)}]}
HELD = {"body": "commune_police", "office": "head", "title": "Trưởng", "from": date(2026, 7, 1), "citation": PLACE, "confidence": "V"}
CONVENTION = {"id": "C-1", "value": 1, "meaning": "Nghĩa.", "citation": PLACE, "valid_from": date(2026, 7, 1), "confidence": "V"}
NO_RULE = {
    "id": "N-1", "reason": "Vì.", "kept_in": "nơi khác", "citation": PLACE, "valid_from": date(2026, 7, 1), "valid_to": None, "confidence": "V",
}  # fmt: skip
REGIME = {"id": "G-1", "title": "Luật", "from": None, "to": None, "rules": True, "meaning": "Nghĩa.", "confidence": "V"}
TRANSITION = {
    "situation": "s", "changed_on": date(2026, 7, 1), "title": "t", "follows": "new", "aftercare": "", "meaning": "Nghĩa.", "citation": PLACE,
    "confidence": "V",
}  # fmt: skip
PAPER = {"id": "p", "title": "Giấy", "form": "", "class": "D3", "citation": PLACE}
LEG = {
    "id": "to_court", "procedures": ["COMPULSORY"], "title": "Gửi", "fact": "", "to": "court_first_instance", "limit": "", "lists": ["one"],
    "valid_from": date(2026, 7, 1), "valid_to": None, "citation": PLACE, "confidence": "V",
}  # fmt: skip


def spoiled(row: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    copy = deepcopy(row)
    change(copy)
    return copy


def rule(row: dict[str, Any]) -> object:
    return rows.rule(row, law_data().instruments, {"helper": "Người giúp"}, {"R-1": "user.term"})


def topic(row: dict[str, Any]) -> object:
    return rows.topic("user.term", row, law_data().rules, law_data().instruments, law_data().first_day)


def holders(row: dict[str, Any]) -> object:
    return list(rows.holders({"decider": {"title": "Việc", "holders": [row]}}, law_data().instruments))


def convention(row: dict[str, Any]) -> object:
    return rows.convention(row, law_data().instruments)


def no_rule(row: dict[str, Any]) -> object:
    return rows.unexecutable(row, law_data().instruments)


def paper(row: dict[str, Any]) -> object:
    return dossiers._paper(row, "file one")


def leg(row: dict[str, Any]) -> object:
    made = dossiers._paper(PAPER, "file one")
    return dossiers._leg(row, {"one": (made,), "two": (made,)}, "file")


SOUND = [
    (rule, RULE), (topic, TOPIC), (holders, HELD), (convention, CONVENTION), (no_rule, NO_RULE), (rows.regime, REGIME),
    (transitions._transition, TRANSITION), (paper, PAPER), (leg, LEG),
]  # fmt: skip
UNKNOWN = "D999, which is not among the instruments"


@pytest.mark.parametrize(("read", "row"), SOUND, ids=lambda one: getattr(one, "__name__", ""))
def test_a_sound_row_is_read(read, row):
    assert read(deepcopy(row))


@pytest.mark.parametrize(
    ("read", "row", "change", "message"),
    [
        (rule, RULE, lambda row: row.update(amont=3, zeal=1), "R-1: unknown amont, zeal"),
        (rule, RULE, lambda row: row["counts_from"].update(day=1), "R-1: unknown day"),
        (rule, RULE, lambda row: row.update(actor="nobody"), "R-1: actor nobody is neither function nor party"),
        (rule, RULE, lambda row: row.update(kind="dedline"), "R-1: unknown kind dedline"),
        (rule, RULE, lambda row: row.update(unit="days"), "R-1: unknown unit days"),
        (rule, RULE, lambda row: row["also"][0].update(unit="moons"), "R-1: unknown unit moons"),
        (rule, RULE, lambda row: row["also"][0].update(amount="two"), "R-1: a further number is no number"),
        (rule, RULE, lambda row: row["also"][0].update(what=1), "R-1: unknown what"),
        (rule, RULE, lambda row: row["readings"][0].update(what=1), "R-1: unknown what"),
        (rule, RULE, lambda row: row["citation"][0].update(instrument="D999"), f"R-1: cites {UNKNOWN}"),
        (rule, RULE, lambda row: row["readings"][0]["citation"][0].update(instrument="D999"), f"R-1: cites {UNKNOWN}"),
        (rule, RULE, lambda row: row["citation"][0].update(page=1), "R-1: unknown page"),
        (topic, TOPIC, lambda row: row.update(until=1), "user.term: unknown until"),
        (topic, TOPIC, lambda row: row["entries"][0].update(until=1), "user.term: unknown until"),
        (topic, TOPIC, lambda row: row["entries"][1].update(until=1), "user.term: unknown until"),
        (topic, TOPIC, lambda row: row["entries"][0].update(rule="UM-99"), "user.term: names UM-99, which is no rule"),
        (topic, TOPIC, lambda row: row["entries"][1].update(citation=[{"instrument": "D999"}]), f"user.term: cites {UNKNOWN}"),
        (holders, HELD, lambda row: row.update(name=1), "decider: unknown name"),
        (holders, HELD, lambda row: row["citation"][0].update(instrument="D999"), f"decider: cites {UNKNOWN}"),
        (convention, CONVENTION, lambda row: row.update(unit=1), "C-1: unknown unit"),
        (convention, CONVENTION, lambda row: row["citation"][0].update(instrument="D999"), f"C-1: cites {UNKNOWN}"),
        (no_rule, NO_RULE, lambda row: row.update(unit=1), "N-1: unknown unit"),
        (no_rule, NO_RULE, lambda row: row["citation"][0].update(instrument="D999"), f"N-1: cites {UNKNOWN}"),
        (rows.regime, REGIME, lambda row: row.update(unit=1), "G-1: unknown unit"),
        (transitions._transition, TRANSITION, lambda row: row.update(unit=1), "transitions: s: unknown unit"),
        (transitions._transition, TRANSITION, lambda row: row["citation"][0].update(instrument="D999"), f"transitions: s: cites {UNKNOWN}"),
        (paper, PAPER, lambda row: row.update(unit=1), "file one: unknown unit"),
        (paper, PAPER, lambda row: row.update(when="never"), "file one: p asks for “never”, which is no condition"),
        (paper, PAPER, lambda row: row["citation"][0].update(instrument="D999"), f"file one: cites {UNKNOWN}"),
        (leg, LEG, lambda row: row.update(unit=1), "file: unknown unit"),
        (leg, LEG, lambda row: row.update(to="nobody"), "file: to_court names a function, topic or list that does not exist"),
        (leg, LEG, lambda row: row.update(by="nobody"), "file: to_court names a function, topic or list that does not exist"),
        (leg, LEG, lambda row: row.update(limit="court.nothing"), "file: to_court names a function, topic or list that does not exist"),
        (leg, LEG, lambda row: row.update(lists=["three"]), "file: to_court names a function, topic or list that does not exist"),
        (leg, LEG, lambda row: row.update(lists=["one", "two"]), "file: to_court lists a paper twice"),
        (leg, LEG, lambda row: row["citation"][0].update(instrument="D999"), f"file: cites {UNKNOWN}"),
    ],
)
def test_a_faulty_row_is_named_with_its_fault(read, row, change, message):
    with pytest.raises(LawDataFault) as fault:
        read(spoiled(row, change))
    assert str(fault.value) == message


def test_days_between_entries_have_the_reason_that_the_topic_gives():
    """Holes lie before, between and after the entries; none where the entries leave none."""
    first, day = law_data().first_day, date(2026, 7, 1)
    row = {
        "title": "Câu hỏi",
        "otherwise": "Không có.",
        "entries": [{"gap": "B", "from": day, "to": date(2026, 7, 9)}, {"gap": "A", "from": date(2024, 1, 1), "to": date(2026, 6, 29)}],
    }
    found = [(one.gap_vi, one.valid_from, one.valid_to) for one in topic(row).entries]
    assert found == [
        ("Không có.", first, date(2023, 12, 31)),
        ("A", date(2024, 1, 1), date(2026, 6, 29)),
        ("Không có.", date(2026, 6, 30), date(2026, 6, 30)),
        ("B", day, date(2026, 7, 9)),
        ("Không có.", date(2026, 7, 10), None),
    ]
    row["entries"] = [{"gap": "A", "from": first}]
    assert len(topic(row).entries) == 1


FILE = {"procedure": "user", "title": "t", "topics": {"user.a": {"title": "a", "entries": []}}}
KIND = {
    "name": "n", "does": "d", "effect": "e", "function": "", "procedures": [], "duties": [], "what": "w", "meaning": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: loading._topics([{**FILE, "zeal": 1}], {}, {}, law_data().first_day), "topics: unknown zeal"),
        (lambda: loading._topics([{**FILE, "procedure": "list"}], {}, {}, law_data().first_day), "topics: user.a does not belong to list"),
        (lambda: loading._topics([FILE, FILE], {}, {}, law_data().first_day), "topics: user.a stands twice"),
        (lambda: loading._known_parties({"persons": ["b", "a", "c"], "parties": {"c": "C"}}), "functions: persons names a, b, which is no party"),
        (lambda: decision_kinds._row("K", {**KIND, "zeal": 1}), "K: unknown zeal"),
        (
            lambda: decision_kinds._row("K", {**KIND, "function": "king"}),
            "law/decisions.yaml: function king of K is not in functions.yaml",
        ),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(call, message):
    with pytest.raises(LawDataFault) as fault:
        call()
    assert str(fault.value) == message


FIELDS = {"who": {"label": "Họ tên", "type": "text", "source": "person.full_name"}, "why": {"label": "Lý do", "type": "text", "source": "ask"}}
FORM = {
    "id": "F-1", "code": "Mẫu số 01", "annex": "Phụ lục I", "title": "Giấy", "kind": "form", "procedures": ["COMPULSORY"],
    "valid_from": date(2026, 7, 1), "valid_to": None, "articles": PLACE, "confidence": "V", "parts": [{"fields": ["who", "why"]}],
    "signer": {"title": "Trưởng"},
}  # fmt: skip
MISMATCH = {"id": "M-1", "forms": ["F-1"], "kind": "slip", "law": PLACE, "form": "Mẫu", "text": "Chữ."}


def folder(
    at: Path, *, form: dict[str, Any] = FORM, fields: dict[str, Any] = FIELDS, mismatch: dict[str, Any] = MISMATCH, twice: bool = False
) -> Path:
    files = {
        "blocks": {"TERM": "Thời hạn"}, "sources": {"person": {"label": "Hồ sơ", "sensitive": True}, "ask": {"label": ""}}, "fields": fields,
        "mismatches": [mismatch], "own": [form, form] if twice else [form],
    }  # fmt: skip
    for name, data in files.items():
        (at / f"{name}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return at


def test_a_sound_form_is_read_with_what_it_leaves_out(tmp_path):
    found = form_loading.read(folder(tmp_path), law_data().instruments)
    one = found.forms["F-1"]
    assert (one.known, one.about, one.symbol, one.bases, one.asked_after, one.decided_as) == ("whole", "person", "", (), (), "")
    assert [(field.is_sensitive, field.is_optional, field.is_multiple, field.block) for field in one.fields] == [
        (True, False, False, ""),
        (False, False, False, ""),
    ]
    assert (one.signer.has_seal, one.signer.office, one.signer.body, one.signer.on_behalf, one.signer.function) == (False, "", "", "", "")
    assert found.mismatches[0].procedures == () and found.sources == {"person": "Hồ sơ", "ask": ""}


@pytest.mark.parametrize(
    ("what", "change", "message"),
    [
        ("form", lambda row: row.update(kindly=1), "F-1: unknown kindly"),
        ("form", lambda row: row.update(asked={"before": []}), "F-1: unknown before"),
        ("form", lambda row: row.update(own={"b": {}, "a": {}}), "F-1: defines a, b, which stand in no part"),
        ("form", lambda row: row.update(known="title"), "F-1: a form known by its title only has no parts, every other has"),
        ("form", lambda row: row.update(parts=[]), "F-1: a form known by its title only has no parts, every other has"),
        ("form", lambda row: row.update(valid_from="2026"), "F-1: '2026' is no day"),
        ("form", lambda row: row.update(valid_to="2026"), "F-1: '2026' is no day"),
        ("form", lambda row: row["articles"][0].update(instrument="D999"), f"F-1: cites {UNKNOWN}"),
        ("form", lambda row: row["parts"][0].update(what=1), "F-1: unknown what"),
        ("form", lambda row: row["parts"][0].update(role="bottom"), "F-1: unknown role bottom"),
        ("form", lambda row: row["parts"][0].update(fields=["when"]), "F-1: field when is defined nowhere"),
        ("form", lambda row: row["signer"].update(name=1), "F-1: unknown name"),
        ("form", lambda row: row["signer"].update(function="king"), "F-1: signer's function king is not in functions.yaml"),
        ("fields", lambda row: row["who"].update(what=1), "F-1 who: unknown what"),
        ("fields", lambda row: row["who"].update(type="words"), "F-1 who: unknown type, source or block"),
        ("fields", lambda row: row["who"].update(source="house.name"), "F-1 who: unknown type, source or block"),
        ("fields", lambda row: row["who"].update(block="HOUSE"), "F-1 who: unknown type, source or block"),
        ("mismatch", lambda row: row.update(what=1), "M-1: unknown what"),
        ("mismatch", lambda row: row.update(forms=["F-1", "F-2", "F-3"]), "mismatches: M-1 names F-2, F-3, which is not known"),
        ("mismatch", lambda row: row.update(kind="odd"), "mismatches: M-1 names odd, which is not known"),
        ("mismatch", lambda row: row["law"][0].update(instrument="D999"), f"M-1: cites {UNKNOWN}"),
    ],
)
def test_a_faulty_form_is_named_with_its_fault(tmp_path, what, change, message):
    rows_of = {"form": FORM, "fields": FIELDS, "mismatch": MISMATCH}
    with pytest.raises(LawDataFault) as fault:
        form_loading.read(folder(tmp_path, **{what: spoiled(rows_of[what], change)}), law_data().instruments)
    assert str(fault.value) == message


def test_a_form_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(LawDataFault) as fault:
        form_loading.read(folder(tmp_path, twice=True), law_data().instruments)
    assert str(fault.value) == "own.yaml: F-1 stands twice"

"""The catalogue of forms: whole, by date, never made up; what fills a blank and what the step asks for. Faulty data is refused by id."""

from __future__ import annotations

import shutil
from datetime import date, timedelta

import pytest

from donghanh.cases.terms import FactKind, Procedure
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.errors import Cannot
from donghanh.legal import LawDataFault, forms
from donghanh.legal.form_loading import read
from donghanh.legal.loading import LAW, law_data

FORMS = list(forms.catalogue().forms.values())
TODAY, BEFORE = date(2026, 11, 22), date(2026, 6, 30)
WHOLE = [one for one in FORMS if one.is_complete]


def of(prefix: str) -> list[str]:
    return [one.id.removeprefix(prefix) for one in FORMS if one.id.startswith(prefix)]


def test_all_forms_that_serve_these_procedures_are_here():
    assert of("ND163-III-") == [f"{n:02d}" for n in range(1, 11)]
    assert sorted(of("ND163-V-")) == [f"{n:02d}" for n in range(17, 61)]
    assert of("ND163-I-") == ["02", "11", "13", "15", "17"]
    assert of("ND105-") == [f"{n:02d}" for n in range(3, 11)]


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.id)
def test_a_form_cites_articles_and_names_things_that_exist(form):
    assert form.articles and form.citation and form.title
    assert set(form.procedures) <= set(Procedure.values)
    assert set(form.asked_after) | set(form.asked_until) <= {*FactKind.values, forms.END_OF_TERM}
    assert form.decided_as in ("", *DecisionKind.values)
    for citation in form.articles:
        assert citation.instrument.id in law_data().instruments


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.id)
def test_a_blank_stands_once_and_has_a_source(form):
    keys = [field.key for field in form.fields]
    assert len(keys) == len(set(keys))
    assert all(field.words and field.source for field in form.fields)
    assert all(field.options for field in form.fields if field.is_multiple)


@pytest.mark.parametrize("form", [one for one in FORMS if not one.is_complete], ids=lambda one: one.id)
def test_what_was_not_read_whole_says_so_and_is_never_filled_up(form):
    assert form.known is not forms.Known.WHOLE
    assert (form.known is forms.Known.TITLE) == (form.fields == ())


@pytest.mark.parametrize("form", WHOLE, ids=lambda one: one.id)
def test_articles_say_a_sentence_and_papers_of_an_office_name_its_body(form):
    assert all(part.says for part in form.parts if part.is_article)
    assert form.about == "place" or form.signer is not None
    if form.signer and form.signer.office:
        assert form.signer.body in ("commune_police", "commune_committee", "facility")


def test_the_form_of_the_day():
    assert forms.form_on("ND163-III-04", TODAY).code == "Mẫu số 04"
    assert forms.form_on("ND105-07", BEFORE).signer.office == "commune_chair"
    for form_id, on in (("ND163-III-04", BEFORE), ("ND105-07", BEFORE + timedelta(days=1))):
        with pytest.raises(Cannot, match="chỉ dùng từ"):
            forms.form_on(form_id, on)
    with pytest.raises(Cannot, match="Không có mẫu"):
        forms.form("ND163-IX-01")


@pytest.mark.parametrize("procedure", sorted({p for one in FORMS for p in one.procedures}))
def test_no_two_forms_of_one_number_stand_on_one_day(procedure):
    for on in (BEFORE, TODAY):
        ids = [one.name for one in forms.forms_on(on, procedure=procedure) if one.id.startswith("ND163")]
        assert len(ids) == len(set(ids))


def test_the_determination_forms_of_2021_still_stand():
    assert {one.id for one in forms.forms_on(TODAY) if one.id.startswith(("ND109", "TT18"))} == {
        "ND109-01", "ND109-02", "ND109-03", "ND109-04", "ND109-05", "TT18-03",
    }  # fmt: skip


# what fills a blank

KNOWN = {"person.full_name": "Lê Thị Ỗi", "unit.name": "Công an xã Trảng Bom", "doc.issued_on": "22/11/2026"}


def test_known_goes_before_typed_and_says_where_it_came_from():
    form = forms.form("ND163-III-03")
    filled = {one.field.key: one for one in forms.prefill(form, KNOWN, {"person_full_name": "Người khác", "use_statement": "Tôi xin kể."})}
    assert (filled["person_full_name"].value, filled["person_full_name"].origin) == ("Lê Thị Ỗi", "hồ sơ người")
    assert (filled["use_statement"].value, filled["use_statement"].origin) == ("Tôi xin kể.", "")


@pytest.mark.parametrize("form", WHOLE, ids=lambda one: one.id)
def test_nothing_known_is_asked_again(form):
    known = {field.source: "x" for field in form.fields if field.source != "ask"}
    asked = forms.to_type(forms.prefill(form, known))
    assert {one.field.source for one in asked} <= {"ask"}


def test_a_blank_that_must_not_stay_empty_is_missing_until_typed():
    form = forms.form("ND163-III-03")
    assert "use_statement" in {one.field.key for one in forms.missing(forms.prefill(form, {}))}
    assert "use_statement" not in {one.field.key for one in forms.missing(forms.prefill(form, {}, {"use_statement": "Không"}))}
    assert "person_other_names" not in {one.field.key for one in forms.missing(forms.prefill(form, {}))}


def test_a_search_does_not_wait_for_what_is_unknown_of_the_parents_and_says_whose_it_is():
    form = forms.form("ND163-V-43")
    waits = {one.field.key for one in forms.missing(forms.prefill(form, {}))}
    asked = [f"{who}_{what}" for who in ("father", "mother") for what in ("age", "occupation", "residence", "phone")]
    assert not waits & set(asked) and {"person_full_name", "escaped_at", "contact_full_name"} <= waits
    words = {field.key: field.words for field in form.fields}
    assert all(words[key].endswith(" của cha" if key.startswith("father") else " của mẹ") for key in asked)
    assert (words["escaped_at"], words["contact_full_name"]) == ("Bỏ trốn lúc", "Báo ngay cho ai")
    assert form.recipients == (f"Như Điều {sum(part.is_article for part in form.parts)}",)


def test_the_share_counts_written_blanks_only():
    form = forms.form("ND163-III-03")
    assert forms.share(form, {field.source for field in form.fields}).percent == 100
    none = forms.share(form, set())
    assert (none.known, none.by_hand) == (0, 1) and none.total == len(form.fields) - 1


# what the step asks for


@pytest.mark.parametrize(
    ("happened", "is_over", "wanted", "unwanted"),
    [
        (["TESTED_POSITIVE"], False, {"01", "03"}, {"02", "04"}),
        (["TESTED_POSITIVE", "RESIDENCE_VERIFIED"], False, {"02", "03"}, {"01", "04"}),
        (["TESTED_POSITIVE", "NOTICE_RECEIVED"], False, {"04", "05"}, {"02", "09"}),
        (["TESTED_POSITIVE", "NOTICE_RECEIVED", "MANAGEMENT_DECIDED"], False, {"05"}, {"03", "04", "09"}),
        (["MANAGEMENT_DECIDED", "DEPARTED"], False, {"06"}, {"04"}),
        (["MANAGEMENT_DECIDED", "DEPARTED", "FILE_SENT"], False, set(), {"06"}),
        (["MANAGEMENT_DECIDED"], True, {"09"}, {"08"}),
        (["MANAGEMENT_DECIDED", "MANAGEMENT_ENDED", "TESTED_POSITIVE"], False, {"01"}, {"09"}),
    ],
)
def test_a_form_is_asked_for_from_its_fact_until_the_answer(happened, is_over, wanted, unwanted):
    asked = {one.id.removeprefix("ND163-III-") for one in forms.asked("USER_MANAGEMENT", happened, on=TODAY, is_over=is_over)}
    assert wanted <= asked and not asked & unwanted


def test_before_july_2026_the_forms_of_2021_are_asked_for():
    assert {one.id for one in forms.asked("USER_MANAGEMENT", ["TESTED_POSITIVE"], on=BEFORE)} == {"ND105-03", "ND105-06"}


# where law and form do not fit


def test_each_mismatch_cites_both_sides_and_is_seen_where_the_form_is_used():
    found = forms.catalogue().mismatches
    assert len(found) >= 40 and all(one.law_citation and one.form and one.text and (one.forms or one.procedures) for one in found)
    assert [one.id for one in forms.mismatches_of("ND163-III-08")] == ["III-08-ground"]
    assert forms.papers_without_form("USER_MANAGEMENT")


# faulty data


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(LAW / "forms", tmp_path / "forms")


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("d163-annex-3.yaml", "id: ND163-III-02", "id: ND163-III-01", "stands twice"),
        ("d163-annex-3.yaml", "instrument: D163", "instrument: D999", "D999"),
        ("d163-annex-3.yaml", "kind: form", "kindly: form", "kindly"),
        ("d163-annex-3.yaml", "fields: [event_summary]", "fields: [event_sumary]", "event_sumary"),
        ("d163-annex-3.yaml", "function: sender_user_file", "function: nobody", "nobody"),
        ("d163-annex-3.yaml", "role: top", "role: roof", "roof"),
        ("d116.yaml", "known: title", "known: whole", "parts"),
        ("fields.yaml", "block: SIGNATURE", "block: SEAL", "unknown type"),
        ("mismatches.yaml", "forms: [ND163-III-08]", "forms: [ND163-III-98]", "ND163-III-98"),
        ("mismatches.yaml", "kind: differs, law", "kind: odd, law", "odd"),
    ],
)
def test_faulty_data_is_refused_by_name(folder, name, old, new, word):
    path = folder / name
    told = path.read_text("utf-8")
    assert old in told
    path.write_text(told.replace(old, new, 1), "utf-8")
    with pytest.raises((LawDataFault, ValueError), match=word):
        read(folder, law_data().instruments)

"""Nothing of law/ is lost, changed or added on the way in: the files read a second time, plainly, and laid beside what the house knows."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from donghanh.kernel import yaml_file
from donghanh.legal import decision_kinds, dossiers, forms, history, letters, transitions
from donghanh.legal.loading import LAW, law_data
from donghanh.legal.model import Citation, weaker

Row = dict[str, Any]
BOUNDS = {"duration": "exact", "frequency": "min", "at_once": "at_once", "clock_rule": "exact", "transition": "exact"}


def plain(path: str) -> Any:
    return yaml_file.read(LAW / path)


def each(folder: str) -> list[tuple[Path, Any]]:
    return [(path, yaml_file.read(path)) for path in sorted((LAW / folder).glob("*.yaml"))]


def listed(folder: str) -> list[Row]:
    return [row for _, rows in each(folder) for row in rows]


def places(citations: tuple[Citation, ...]) -> list[Row]:
    """Citations as the files write them, empty parts left out."""
    found = [{"instrument": one.instrument.id, "article": one.article, "clause": one.clause, "point": one.point, "of": one.of} for one in citations]
    return [{key: value for key, value in one.items() if value != ""} for one in found]


def written(rows: list[Row]) -> list[Row]:
    return [{key: value if key == "instrument" else str(value) for key, value in row.items() if value != ""} for row in rows]


def number(value: object) -> object:
    return Decimal(str(value)) if isinstance(value, float) else value


def laid(one: object, row: Mapping[str, Any], *names: str, **others: str) -> None:
    """Each of these attributes holds what the row says; others: attribute=key, "key?" where a missing key is the empty text."""
    for attribute, key in {**{name: name for name in names}, **others}.items():
        assert getattr(one, attribute) == (row.get(key[:-1], "") if key.endswith("?") else row[key]), f"{row.get('id')}: {attribute}"


def test_instruments():
    rows = listed("instruments")
    assert [row["id"] for row in rows] == list(law_data().instruments)
    for row in rows:
        laid(law_data().instruments[row["id"]], row, *row)


def test_rules():
    rows, functions = listed("rules"), plain("functions.yaml")
    actors = {**functions["parties"], **{name: one["title"] for name, one in functions["functions"].items()}}
    first: dict[str, str] = {}
    for _, file in each("topics"):
        for name, topic in file["topics"].items():
            for entry in topic["entries"]:
                first.setdefault(entry.get("rule", ""), name)
    assert [row["id"] for row in rows] == list(law_data().rules)
    for row in rows:
        rule = law_data().rules[row["id"]]
        laid(
            rule,
            row,
            "id",
            "kind",
            "unit",
            "actor",
            "valid_from",
            "valid_to",
            "confidence",
            "validity_confidence",
            result_vi="result",
            meaning_vi="meaning",
        )
        laid(rule, row, note="note?", conflict_vi="conflict?", silent_vi="silent?", restarts="restarts?")
        assert (rule.counts_from_event, rule.counts_from_vi) == (row["counts_from"]["event"] or "", row["counts_from"]["text"]), row["id"]
        assert (rule.amount, rule.amount_max, rule.month) == (number(row["amount"]), number(row.get("amount_max")), row.get("month"))
        assert (rule.actor_vi, rule.topic) == (actors[row["actor"]], first.get(row["id"], ""))
        assert rule.bound == (row.get("bound") or BOUNDS.get(row["kind"], "max")), row["id"]
        assert list(rule.restates) == row.get("restates", [])
        assert places(rule.citations) == written(row["citation"])
        assert [(one.amount, one.unit, one.text_vi) for one in rule.also] == [
            (number(one["amount"]), one["unit"], one["text"]) for one in row.get("also", [])
        ]
        assert [(one.text_vi, places(one.citations)) for one in rule.readings] == [
            (one["text"], written(one["citation"])) for one in row.get("readings", [])
        ]


def test_topics():
    files = [file for _, file in each("topics")]
    assert law_data().procedures == {file["procedure"]: file["title"] for file in files}
    rows = {name: row for file in files for name, row in file["topics"].items()}
    assert list(law_data().topics) == list(rows)
    for name, row in rows.items():
        topic = law_data().topics[name]
        assert (topic.id, topic.title_vi) == (name, row["title"])
        said = [one for one in topic.entries if one.gap_vi != row.get("otherwise")]
        assert len(said) == len(row["entries"])
        for entry in row["entries"]:
            _entry(
                name, next(one for one in said if (one.rule_id or one.gap_vi) == entry.get("rule", entry.get("gap")) and _begins(one, entry)), entry
            )
        assert list(topic.entries) == sorted(topic.entries, key=lambda one: one.valid_from)
        _holes(topic, row)


def _begins(one: Any, entry: Row) -> bool:
    return "gap" not in entry or one.valid_from == entry["from"]


def _entry(name: str, one: Any, entry: Row) -> None:
    if "gap" in entry:
        assert (one.rule_id, one.valid_from, one.valid_to, one.confidence, one.note) == ("", entry["from"], entry.get("to"), "V", "")
        assert places(one.citations) == written(entry.get("citation", []))
        return
    rule = law_data().rules[entry["rule"]]
    assert (one.gap_vi, one.citations, one.valid_from, one.valid_to) == ("", (), rule.valid_from, rule.valid_to)
    assert (one.confidence, one.note) == (entry.get("confidence", "V"), entry.get("note", ""))
    answering = one.rule
    said = (answering.id, answering.topic, answering.confidence, answering.note)
    assert said == (rule.id, name, weaker(rule.confidence, one.confidence), " ".join(text for text in (rule.note, one.note) if text))


def _holes(topic: Any, row: Row) -> None:
    """Where the row says why there is otherwise nothing, every day since the first has an answer, and no day has two."""
    for one in topic.entries:
        if one.gap_vi == row.get("otherwise"):
            assert (one.rule_id, one.citations, one.confidence, one.note) == ("", (), "V", "")
    if "otherwise" in row:
        days = [(one.valid_from, one.valid_to) for one in topic.entries if one.valid_to is None or one.valid_to >= law_data().first_day]
        assert days[0][0] <= law_data().first_day and days[-1][1] is None, topic.id
        for (_, until), (since, _) in itertools.pairwise(days):
            assert until is not None and (since - until).days == 1, topic.id


def test_holders_parties_and_bodies():
    file = plain("functions.yaml")
    assert law_data().persons == frozenset(file["persons"])
    assert (law_data().parties, law_data().seated) == (file["parties"], frozenset(file["bodies_of_places"]))
    rows = [(name, one["title"], row) for name, one in file["functions"].items() for row in one["holders"]]
    assert len(rows) == len(law_data().holders)
    for (name, title, row), one in zip(rows, law_data().holders, strict=True):
        assert (one.function, one.function_vi, one.until) == (name, title, row.get("to"))
        laid(one, row, "office", "confidence", body_kind="body", office_vi="title", since="from")
        assert all(law_data().instruments[place["instrument"]].name in one.citation for place in row["citation"])


def test_conventions_terms_regimes_and_what_is_no_rule():
    for one, row in zip(law_data().conventions, plain("conventions.yaml"), strict=True):
        laid(one, row, "id", "value", "valid_from", "confidence", meaning_vi="meaning")
        assert (one.valid_to, places(one.citations)) == (row.get("valid_to"), written(row["citation"]))
    words = plain("terms.yaml")
    assert list(law_data().terms) == list(words)
    for code, row in words.items():
        one = law_data().terms[code]
        assert (one.code, one.wording, places(one.citations)) == (code, row["vi"], written(row["citation"]))
    for one, row in zip(law_data().regimes, plain("regimes.yaml"), strict=True):
        laid(one, row, "id", "confidence", title_vi="title", valid_from="from", valid_to="to", has_rules="rules", meaning_vi="meaning")
    rows = plain("not_executable.yaml")
    assert list(law_data().unexecutable) == [row["id"] for row in rows]
    for row in rows:
        one = law_data().unexecutable[row["id"]]
        laid(one, row, "id", "kept_in", "valid_from", "valid_to", "confidence", reason_vi="reason")
        assert places(one.citations) == written(row["citation"])
    assert law_data().first_day == next(row["from"] for row in plain("regimes.yaml") if row["rules"])


SHARED = ("blocks.yaml", "fields.yaml", "sources.yaml", "mismatches.yaml")
FORMS = [row for path, rows in each("forms") if path.name not in SHARED for row in rows]


def test_forms_are_all_there_in_order():
    assert list(forms.catalogue().forms) == [row["id"] for row in FORMS]
    assert forms.catalogue().blocks == plain("forms/blocks.yaml")
    assert forms.catalogue().sources == {name: row["label"] for name, row in plain("forms/sources.yaml").items()}


def test_a_form_as_written():
    shared, sources = plain("forms/fields.yaml"), plain("forms/sources.yaml")
    for row in FORMS:
        one = forms.form(row["id"])
        laid(one, row, "id", "code", "annex", "title", "kind", "valid_from", "valid_to", "confidence")
        laid(one, row, symbol="symbol?", addressee="addressee?", decided_as="decided_as?")
        assert (one.about, one.known) == (row.get("about", "person"), row.get("known", "whole"))
        assert list(one.procedures) == row["procedures"]
        assert [list(one.bases), list(one.cosigners), list(one.recipients)] == [row.get(key, []) for key in ("bases", "cosigners", "recipients")]
        asks = row.get("asked", {})
        assert [list(one.asked_after), list(one.asked_until)] == [asks.get("after", []), asks.get("until", [])]
        assert places(one.articles) == written(row["articles"])
        assert (one.signer is None) == ("signer" not in row)
        if one.signer:
            laid(one.signer, row["signer"], "title", on_behalf="on_behalf?", office="office?", body="body?", function="function?")
            assert one.signer.has_seal is row["signer"].get("seal", False)
        for part, said in zip(one.parts, row.get("parts", []), strict=True):
            laid(part, said, role="role?", heading="heading?", says="says?")
            assert part.is_article is said.get("article", False)
            for field, key in zip(part.fields, said.get("fields", []), strict=True):
                _field(field, key, row.get("own", {}).get(key) or shared[key], sources)


def _field(field: Any, key: str, row: Row, sources: Row) -> None:
    laid(field, row, "label", "source", kind="type", block="block?", default="default?", said="words?")
    assert (field.key, field.is_optional, field.is_multiple) == (key, row.get("optional", False), row.get("multiple", False))
    assert [list(field.options), list(field.columns)] == [row.get("options", []), row.get("columns", [])]
    assert field.is_sensitive is bool(sources[row["source"].split(".")[0].split("[")[0]].get("sensitive"))


def test_mismatches():
    for one, row in zip(forms.catalogue().mismatches, plain("forms/mismatches.yaml"), strict=True):
        laid(one, row, "id", "kind", "form", "text")
        assert (list(one.forms), list(one.procedures)) == (row["forms"], row.get("procedures", []))
        assert places(one.law) == written(row["law"])


def test_dossiers():
    rows = [(row, file["lists"]) for _, file in each("dossiers") for row in file["legs"]]
    for one, (row, lists) in zip(dossiers.legs(), rows, strict=True):
        laid(one, row, "id", "title", "fact", "to", "limit", "valid_from", "valid_to", "confidence", by="by?", caution="caution?")
        assert one.procedures == frozenset(row["procedures"])
        assert all(law_data().instruments[place["instrument"]].name in one.citation for place in row["citation"])
        papers = [paper for name in row["lists"] for paper in lists[name]]
        for paper, said in zip(one.papers, papers, strict=True):
            laid(paper, said, "id", "title", "form", data_class="class", form_id="form_id?")
            assert (paper.when, paper.shown_by) == (said.get("when", "always"), frozenset(said.get("shown_by", [])))
            assert all(law_data().instruments[place["instrument"]].name in paper.citation for place in said["citation"])


def test_transitions_and_the_time_before():
    for one, row in zip(transitions.transitions(), plain("transitions.yaml"), strict=True):
        laid(one, row, "situation", "changed_on", "follows", "aftercare", "confidence", title_vi="title", meaning_vi="meaning")
        assert places(one.citations) == written(row["citation"])
    file = plain("history.yaml")
    for key, found in (("instruments", history.past_instruments()), ("plans", history.past_plans()), ("terms", history.past_words())):
        for one, row in zip(found, file[key], strict=True):
            laid(one, row, *row)


PROCEDURE_OF = {"adult": "COMPULSORY", "minor": "COMPULSORY_MINOR"}


def test_letters_and_duties():
    for kind, rows in plain("letters.yaml").items():
        for row in rows:
            one = letters.form_on(kind, row["valid_from"])
            assert one.form == (row["form"] or "")
            laid(one, row, "form_code", "subject", "citation", "confidence")
            assert (list(one.bases), list(one.recipients)) == (row["bases"], row["recipients"])
    duties = {kind: row for _, file in each("duties") for kind, row in file.items()}
    assert letters.duty_kinds() == sorted(duties)
    for kind, row in duties.items():
        for basis in row.get("basis", []):
            one = letters.duty_basis(kind, basis["valid_from"], procedure=PROCEDURE_OF[basis.get("of", "adult")])
            assert (one.label, one.form, one.citation, one.confidence, one.exists) == (row["label"], "", basis["citation"], basis["confidence"], True)
        for since, name in row.get("forms", {}).items():
            assert (letters.duty_form(kind, since), letters.duty_label(kind)) == (name, row["label"])


def test_kinds_of_decisions():
    rows, told = plain("decisions.yaml"), plain("letters.yaml")
    assert list(decision_kinds.decision_kinds()) == list(rows)
    for code, row in rows.items():
        one = decision_kinds.decision_kind(code)
        laid(one, row, "name", "does", "effect", "function", "what")
        assert (one.code, list(one.procedures), list(one.duties), list(one.meaning)) == (code, row["procedures"], row["duties"], row["meaning"])
        assert [(ask.key, ask.kind, ask.words, ask.help, ask.options) for ask in one.asks] == [
            (ask["key"], ask["kind"], ask["words"], ask["help"], ask.get("options", {})) for ask in row.get("asks", [])
        ]
        assert one.tells == row.get("tells", {})
        assert [form.id for form in one.forms] == [form["id"] for form in FORMS if form.get("decided_as") == code and code not in told]


def test_twin_a_number_changed_on_the_way_in_is_seen(monkeypatch):
    from dataclasses import replace

    name, rule = next((name, rule) for name, rule in law_data().rules.items() if isinstance(rule.amount, int))
    monkeypatch.setitem(law_data().rules, name, replace(rule, amount=rule.amount + 1))
    with pytest.raises(AssertionError):
        test_rules()

"""Faulty law data is refused by file and id, and any change of it changes the edition."""

from __future__ import annotations

import shutil

import pytest

from donghanh import legal
from donghanh.legal import LawDataFault
from donghanh.legal.loading import LAW, read


@pytest.fixture
def law(tmp_path):
    """A copy of the law data to spoil."""
    return shutil.copytree(LAW, tmp_path / "law")


def _spoil(law, name: str, old: str, new: str) -> None:
    path = law / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("rules/user_management_2021.yaml", "instrument: D105", "instrument: D999", "D999"),
        ("rules/user_management_2021.yaml", "actor: detecting_police", "actor: nobody", "nobody"),
        ("rules/user_management_2021.yaml", "amount: 3", "amont: 3", "amont"),
        ("rules/user_management_2021.yaml", "id: UM-02", "id: UM-01", "UM-01"),
        (
            "rules/user_management_2021.yaml",
            "'ngày phát hiện hành vi sử dụng trái phép chất ma tuý (miền núi, hải đảo, vùng sâu, vùng xa)'",
            "a, b",
            "UM-02",
        ),
        ("topics/user.yaml", "rule: UM-12", "rule: UM-99", "UM-99"),
        ("topics/user.yaml", "confidence: M", "confidnce: M", "confidnce"),
        ("functions.yaml", "office: commune_chair", "ofice: commune_chair", "ofice"),
        ("topics/user.yaml", "procedure: user", "procedure: users", "users"),
        ("rules/monitoring_2026.yaml", "unit: hour", "unit: hours", "hours"),
        ("rules/court_2021.yaml", "kind: deadline", "kind: dedline", "dedline"),
        ("regimes.yaml", "meaning:", "menaing:", "menaing"),
        ("not_executable.yaml", "reason:", "raeson:", "raeson"),
        ("conventions.yaml", "meaning:", "menaing:", "menaing"),
        ("terms.yaml", "instrument: L73", "instrument: L7", "L7"),
    ],
)
def test_a_slip_in_the_data_is_named(law, name, old, new, word):
    _spoil(law, name, old, new)
    with pytest.raises(LawDataFault, match=word):
        read(law)


def test_the_copy_itself_is_sound(law):
    assert read(law).edition == legal.edition()


def test_one_changed_number_changes_the_edition(law):
    _spoil(law, "rules/user_management_2026.yaml", "amount: 24", "amount: 25")
    assert read(law).edition != legal.edition()
    assert len(legal.edition()) == 12

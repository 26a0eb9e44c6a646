"""Migrations: one line per room, speaking names, no change of a model without one."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from config.door import inspection
from tests.house.trees import PACKAGE


def test_migrations_are_linear_named_and_complete():
    assert inspection.migration_faults() == []


def test_a_change_without_migration_is_caught():
    person = apps.get_model("people", "Person")
    planted = models.IntegerField(null=True)
    planted.contribute_to_class(person, "planted")
    try:
        assert any(fault.startswith("people:") for fault in inspection.migration_faults())
    finally:
        person._meta.local_fields.remove(planted)
        person._meta._expire_cache()


def test_names_say_what_they_do():
    names = [p.stem for p in PACKAGE.rglob("migrations/*.py") if p.stem != "__init__"]
    assert [n for n in names if "auto" in n.split("_") or n.endswith("_initial")] == []

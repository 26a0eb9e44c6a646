"""A foreign key is an import: between rooms it points downhill, at the real class, and leaves no name in the lower room."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from docs_gen.schema import own_models

STOREYS = [
    "donghanh.base.audit",
    "donghanh.base.places",
    "donghanh.base.accounts",
    "donghanh.base.documents",
    "donghanh.people",
    "donghanh.intake",
    "donghanh.cases",
    "donghanh.decisions",
    "donghanh.rights",
    "donghanh.succession",
    "donghanh.programme",
    "donghanh.reports",
    "donghanh.jobs",
    "donghanh.web",
]
"""From the ground up."""


def room(model: type[models.Model]) -> str:
    return next((name for name in STOREYS if f"{model.__module__}.".startswith(f"{name}.")), model.__module__)


def faults(all_models) -> list[str]:
    found = []
    for model in all_models:
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if not field.remote_field or room(model) == room(field.related_model):
                continue
            here, there, key = room(model), room(field.related_model), f"{model.__name__}.{field.name}"
            if there not in STOREYS:
                found.append(f"{key} points at {field.related_model.__module__}, which is no room")
            elif STOREYS.index(there) >= STOREYS.index(here):
                found.append(f"{key} points uphill at {there}")
            if not field.remote_field.hidden:
                found.append(f"{key} leaves a name in {there}: related_name must be '+'")
    return found


def test_keys_point_downhill_and_leave_no_name():
    assert faults(own_models()) == []


def test_every_room_with_tables_stands_on_the_street():
    assert {room(m) for m in own_models()} <= set(STOREYS)


@isolate_apps("donghanh.people")
def test_a_planted_key_is_caught():
    class Uphill(models.Model):
        __module__ = "donghanh.people.models"
        case = models.ForeignKey(apps.get_model("cases", "Case"), on_delete=models.PROTECT)

        class Meta:
            app_label = "people"

    assert len(faults([Uphill])) == 2

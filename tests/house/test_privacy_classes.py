"""Every column says how sensitive it is, once; and no column scores, ranks or predicts a person (trust rule P12)."""

from __future__ import annotations

import re

from django.db import models
from django.test.utils import isolate_apps

from docs_gen.schema import field_classes, own_models

JUDGING = re.compile(r"(^|_)(score|rank|ranking|rating|risk|probability|likelihood|prediction|predicted|dangerousness|reliability)(_|$)")


def faults(model: type[models.Model]) -> list[str]:
    names = {f.name for f in model._meta.local_fields}
    found = []
    for name, classes in field_classes(model).items():
        if name not in names:
            found.append(f"{model._meta.db_table}: class Privacy names {name}, which is no column")
        elif len(classes) != 1:
            found.append(f"{model._meta.db_table}.{name}: {len(classes)} privacy classes instead of one")
    return found + [f"{model._meta.db_table}.{name} judges a person" for name in names if JUDGING.search(name)]


def test_every_column_has_one_privacy_class_and_none_judges():
    found = [fault for model in own_models() for fault in faults(model)]
    assert found == [], "\n".join(found)


@isolate_apps("donghanh.people")
def test_a_planted_fault_is_caught():
    class Planted(models.Model):
        risk_score = models.IntegerField()
        name = models.TextField()
        both = models.TextField()

        class Meta:
            app_label = "people"

        class Privacy:
            internal = ("id", "risk_score", "both", "gone")
            identity = ("both",)

    assert len(faults(Planted)) == 4

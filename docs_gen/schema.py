"""Tables, columns, and the privacy class of every column."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from docs_gen import table
from donghanh.kernel.privacy import FieldClass


def own_models() -> list[type[models.Model]]:
    """The product's own tables, not those of libraries."""
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("donghanh.") and m._meta.managed]


def field_classes(model: type[models.Model]) -> dict[str, list[str]]:
    """Field name → the privacy classes that `class Privacy` gives it; exactly one is right."""
    privacy = getattr(model, "Privacy", None)
    given: dict[str, list[str]] = {f.name: [] for f in model._meta.local_fields}
    for cls in FieldClass:
        names = getattr(privacy, cls.value, ())
        for name in given if names == "__all__" else names:
            given.setdefault(name, []).append(cls.value)
    return given


def markdown() -> str:
    """One section a table."""
    parts = ["# Tables\n"]
    for model in sorted(own_models(), key=lambda m: m._meta.db_table):
        classes = field_classes(model)
        rows = [[f"`{f.column}`", _kind(f), "yes" if f.null else "", ", ".join(classes[f.name])] for f in model._meta.local_fields]
        parts.append(f"## {model._meta.db_table}\n\n{(model.__doc__ or '').strip()}\n\n{table(['column', 'type', 'null', 'privacy'], rows)}")
    return "\n".join(parts)


def _kind(field: models.Field) -> str:
    if field.remote_field and isinstance(field, models.ForeignKey):
        return f"→ {field.related_model._meta.db_table}"
    size = f"({field.max_length})" if field.max_length else ""
    return f"{field.get_internal_type().removesuffix('Field')}{size}"

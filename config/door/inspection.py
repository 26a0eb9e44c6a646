"""What only a set-up Django can tell: templates compile, migrations are linear and complete, generated docs are fresh.

`python -m config.door.inspection` prints one line per fault and answers 1 when there is any.
"""

from __future__ import annotations

import sys

import django
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.exceptions import CircularDependencyError, NodeNotFoundError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from config.door.trouble import ROOT


def faults() -> list[str]:
    """All faults found, each one sentence."""
    import docs_gen

    stale = [f"docs/reference/{name} không còn đúng: chạy ./dev docs." for name in docs_gen.stale()]
    return [*template_faults(), *migration_faults(), *stale]


def template_faults() -> list[str]:
    """Every page template must compile."""
    from jinja2 import TemplateError

    from donghanh.web.ui.environment import environment

    engine, found = environment(autoescape=True), []
    for path in sorted((ROOT / "donghanh" / "web").rglob("*.jinja")):
        try:
            engine.compile(engine.parse(path.read_text(encoding="utf-8")))
        except TemplateError as error:
            found.append(f"{path.relative_to(ROOT)}: {error}")
    return found


def migration_faults() -> list[str]:
    """One line of migrations per room, speaking names, and no change of a model without one. Asks no database."""
    try:
        loader = MigrationLoader(None)
    except (NodeNotFoundError, CircularDependencyError) as error:
        return [f"Các migration không nối được với nhau: {error}."]
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("donghanh.")}
    found = [
        f"{app}: hai nhánh bảng song song: {', '.join(sorted(n for _, n in loader.graph.leaf_nodes(app)))}."
        for app in ours
        if _is_forked(loader, app)
    ]
    found += [f"{app}/{name}: tên bảng phải nói lên việc nó làm." for app, name in loader.disk_migrations if app in ours and "_auto_" in name]
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    return found + [f"{app}: mô hình đã đổi mà chưa có migration." for app in sorted(ours & set(changes))]


def _is_forked(loader: MigrationLoader, app: str) -> bool:
    return len(loader.graph.leaf_nodes(app)) > 1


if __name__ == "__main__":
    django.setup()
    all_faults = faults()
    print("\n".join(all_faults))
    sys.exit(bool(all_faults))

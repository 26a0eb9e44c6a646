"""What comes of plans, once each: a file and a paper on their way in, a divided target, a site of a roadmap, an indicator made from parts."""

from __future__ import annotations

from typing import Any

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.kernel.actor import Actor
from donghanh.programme.exchange import actions as exchange
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.reviews import actions as reviews
from donghanh.programme.roadmap import actions as sites
from donghanh.programme.roadmap.actions import GuideDraft
from donghanh.programme.shares import actions as shares
from donghanh.programme.shares.terms import Way
from donghanh.reports.building import actions as building
from donghanh.reports.parts import Formula, Mark
from tests.factories import cases, plans, programme, roadmap
from tests.factories.papers import PAPER

PLAN, TARGET, STEP = "DN257", "DN257-9", "8"


def planned(lead: Actor, here: Unit) -> dict[str, list[Any]]:
    """Made by the province's lead; answers what may stand in an address (tests/journeys/lived_in.py)."""
    programme.load_plan(PLAN)
    by = {"actor": lead, "at": cases.NOW}
    with scope(lead):
        draft = exchange.receive(**by, filename="kế hoạch 2026.yaml", content=plans.SMALL.encode())
        paper = exchange.read_paper(**by, filename="kế hoạch.txt", content=PAPER.encode())
        shares.split(**by, plan_id=PLAN, target_id=TARGET, way=Way.EQUAL, weighed_by="", lines="", reason="Theo lộ trình")
        change = reviews.adjust(**by, indicator="user_management", finding="x", measure="y", starts_on=cases.NOW.date(), paper="9/KH")
        words = {"title": "Sổ tay", "audience": "Chủ nhiệm", "language": "Tiếng Việt", "document": "1/HD"}
        guide = sites.publish_guide(**by, draft=GuideDraft(kind="", starts_on=cases.NOW.date(), **words), file=FileDraft("a.pdf", b"%PDF-1"))
        built = building.save(**by, name="Điều trị thay thế", formula=Formula("in_treatment", Mark.SUBSTITUTION))
    return {
        "draft_id": [draft.pk], "plans:paper.paper_id": [paper.pk], "plans:write.paper_id": [paper.pk], "number": [1],
        "plans:split.plan_id": [PLAN], "target_id": [TARGET], "roadmap:choose.plan_id": [PLAN], "clause": [STEP],
        "site_id": [roadmap.site(lead, here, opened_on=cases.NOW.date().replace(month=3)).pk], "key": [built.key],
        "adjustment_id": [change.pk], "guide_id": [guide.pk],
        "indicators:indicator.code": ["user_management"], "indicators:behind.code": ["aftercare_followed"],
        "indicators:type_in.code": ["methadone_patients"],
    }  # fmt: skip

"""The task pages in a real browser, wide and narrow, light and dark: axe, no sideways scroll, nothing foreign."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.tasks import actions
from donghanh.programme.tasks.terms import Programme
from tests.factories.tasks import NOW, ON, act, directive, done, given, helps, lead
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]


def lived_in(offices) -> dict[str, str]:
    """Something of everything; answers the addresses of single things."""
    kept = directive(offices.lead, offices.here, offices.there, offices.health.body_id, content="Tăng cường phối hợp giữa các cấp, các ngành.")
    clause = kept.clauses.get(code="1")
    with scope(offices.officer):
        actions.acknowledge_directive(actor=offices.officer, at=NOW, directive_id=kept.pk)
        actions.ask(actor=offices.officer, at=NOW, directive_id=kept.pk, text="Mô hình đã dừng có phải rà soát không?")
    late = given(offices.lead, lead(offices.there), clause_id=clause.pk, due_on=ON, title="Rà soát mô hình Câu lạc bộ ở ẤP ỄNH ƯƠNG")
    joint = given(
        offices.lead, lead(offices.here), helps(offices.police.body_id), helps(offices.health.body_id, must=False), clause_id=clause.pk,
        content="Nội dung, sản phẩm cần có.", links={Programme.VOCATIONAL: 45_000_000, Programme.POVERTY: None},
    )  # fmt: skip
    done(offices.police, joint)
    act(offices.officer, "acknowledge", joint, responsible="Nguyễn Hoàng Quỳnh Ngọc Phương Khánh Ẫm, Phó Chủ tịch")
    own = given(offices.chair, lead(offices.police.body_id), title="Kiểm tra địa điểm")
    done(offices.police, own)
    with scope(offices.lead):
        about = {"kind": "PLAN", "year": 2026, "title": "Kế hoạch năm 2026 của đơn vị", "due_on": ON}
        asked = actions.demand(actor=offices.lead, at=NOW, body_ids=(offices.here, offices.there, offices.health.body_id), **about)
    with scope(offices.officer):
        file = FileDraft("Kế hoạch năm.pdf", b"%PDF-1")
        actions.submit(actor=offices.officer, at=NOW, demand_id=asked.pk, body_id=offices.here, text="Kế hoạch của xã.", file=file)
        where = {"handler_id": offices.lead.body_id, "severity": "STOPS", "matter": "Chưa có kinh phí tập huấn.", "proposal": "Cấp bổ sung."}
        ticket = actions.raise_ticket(actor=offices.officer, at=NOW, task_id=joint.pk, **where)
    return {
        "late": f"/nhiem-vu/{late.pk}/", "joint": f"/nhiem-vu/{joint.pk}/", "directive": f"/nhiem-vu/van-ban/{kept.pk}/",
        "paper": f"/nhiem-vu/ke-hoach-don-vi/{asked.pk}/{offices.here}/", "ticket": f"/nhiem-vu/vuong-mac/{ticket.pk}/",
        "give": f"/nhiem-vu/giao/?dieu={clause.pk}",
    }  # fmt: skip


def test_pages_pass_axe_and_fit_the_screen(offices, sit, at):
    single = lived_in(offices)
    at(NOW + timedelta(days=2))
    province, officer, chair = sit(offices.lead), sit(offices.officer), sit(offices.chair)
    lists = {
        "desk": "",
        "board": "toan-canh/",
        "directives": "van-ban/",
        "matrix": "ke-hoach-don-vi/",
        "tickets": "vuong-mac/",
        "linked": "long-ghep/",
    }
    forms = {"send": "van-ban/moi/", "demand": "ke-hoach-don-vi/yeu-cau/", "raise": "vuong-mac/moi/"}
    pages = {name: province.get(f"/nhiem-vu/{address}").content.decode() for name, address in (lists | forms).items()}
    pages |= {name: province.get(address).content.decode() for name, address in single.items()}
    pages |= {f"unit-{name}": officer.get(single[name]).content.decode() for name in ("joint", "directive", "paper")}
    pages |= {"unit-desk": chair.get("/nhiem-vu/").content.decode(), "mistakes": province.post("/nhiem-vu/giao/", {"title": ""}).content.decode()}
    assert looking.faults(pages) == []

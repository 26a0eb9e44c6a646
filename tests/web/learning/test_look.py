"""The pages of the registers in a real browser, wide and narrow, light and dark: axe, no sideways scroll, nothing foreign."""

from __future__ import annotations

import pytest

from donghanh.programme.research import actions
from tests.factories import tasks
from tests.factories.registers import do, everything
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]


def test_pages_pass_axe_and_fit_the_screen(province, sit):
    ids = everything(province.chair, province.lead, province.health, province.finance)
    kept = tasks.directive(province.lead, province.offices.here)
    do(actions.guide, province.lead, dossier_id=ids["dossier_id"][0], directive_id=kept.pk)
    one, two = f"/khen-thuong/{ids['proposal_id'][0]}/", f"/doi-tac/thoa-thuan/{ids['agreement_id'][0]}/"
    lead, chair, health = sit(province.lead), sit(province.chair), sit(province.health)
    study, dossier = f"/nghien-cuu/{ids['study_id'][0]}/", f"/chinh-sach/{ids['dossier_id'][0]}/"
    pages = {
        "rewards": (lead, "/khen-thuong/"), "reward": (health, one), "criteria": (lead, "/khen-thuong/tieu-chi/"),
        "vote": (health, f"{one}bo-phieu/"),
        "propose": (chair, "/khen-thuong/de-nghi/"), "council": (lead, "/khen-thuong/hoi-dong/moi/"), "agreements": (chair, "/doi-tac/"),
        "agreement": (chair, two), "partner": (chair, f"/doi-tac/{ids['partner_id'][0]}/"), "year": (lead, "/doi-tac/nam/"),
        "studies": (lead, "/nghien-cuu/"), "study": (lead, study), "outcome": (lead, f"{study}ket-qua/"), "policies": (lead, "/chinh-sach/"),
        "policy": (health, dossier), "policy-lead": (lead, dossier), "consult": (lead, f"{dossier}lay-y-kien/"),
        "issued": (lead, f"/chinh-sach/{ids['dossier_id'][1]}/"), "empty": (sit(province.there), "/doi-tac/"),
    }  # fmt: skip
    assert looking.faults({name: client.get(address).content.decode() for name, (client, address) in pages.items()}) == []

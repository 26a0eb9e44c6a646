"""A person may be taken in before somebody signs for his file: the admission is told at its own hour, from the sending on; nothing else is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from tests.cases.dossiers.test_travel import do
from tests.cases.dossiers.test_walls import ask
from tests.cases.dossiers.test_whole_way import EFFECTIVE, effective, facility, intake, on_to
from tests.factories import dossiers

pytestmark = pytest.mark.django_db
__all__ = ["facility", "intake"]
CAME, SIGNED = EFFECTIVE + timedelta(hours=2), EFFECTIVE + timedelta(hours=5)
WRITTEN = "select tell_dossier(%s, gen_random_uuid(), %s, %s, %s, '{}')"


@pytest.fixture
def passage(police, clerk, intake, case):
    back = on_to(clerk, effective(police, clerk, case), EFFECTIVE, court_decision="9/2026/QĐ-TA")
    do(police, "receive_dossier", EFFECTIVE, passage_id=back.pk)
    dossiers.placed(police, case, "intake_minutes", at=EFFECTIVE)
    return do(police, "send_dossier", EFFECTIVE, case_id=case.pk, leg_id="to_facility")


def test_the_admission_stands_at_its_own_hour_once_the_file_is_signed_for(passage, intake, case):
    do(intake, "receive_dossier", SIGNED, passage_id=passage.pk)
    about = {"passage_id": passage.pk, "kind": K.ADMITTED}
    with pytest.raises(CannotRecord, match="việc tiếp nhận sớm hơn"):
        do(intake, "tell_dossier", SIGNED, **about, happened_at=EFFECTIVE - timedelta(hours=1))
    do(intake, "tell_dossier", SIGNED, **about, happened_at=CAME)
    assert Fact.objects.get(case=case, kind=K.ADMITTED).happened_at == CAME
    with pytest.raises(CannotRecord, match="ký nhận hồ sơ lúc"):
        do(intake, "tell_dossier", SIGNED, passage_id=passage.pk, kind=K.ESCAPED, happened_at=CAME)


def test_past_the_application_nothing_but_the_admission_lies_before_the_receipt(passage, intake):
    with scope(intake):
        assert ask(WRITTEN, [passage.pk, "ADMITTED", CAME, CAME]) is None, "not signed for"
    do(intake, "receive_dossier", SIGNED, passage_id=passage.pk)
    with scope(intake):
        assert ask(WRITTEN, [passage.pk, "ADMITTED", EFFECTIVE - timedelta(minutes=1), SIGNED]) is None
        assert ask(WRITTEN, [passage.pk, "ADMITTED", CAME, SIGNED]) is not None
        assert ask(WRITTEN, [passage.pk, "ESCAPED", CAME, SIGNED]) is None
        assert ask(WRITTEN, [passage.pk, "ESCAPED", SIGNED, SIGNED]) is not None

"""A step told today for a day before the head took his post goes round his signature: neither by the page nor past it. With the twin."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.accounts.models import Post
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from tests.decisions.held.conftest import AT, DAY
from tests.decisions.held.test_walls import TYPED, asked, owner
from tests.factories import held

pytestmark = pytest.mark.django_db
EARLIER = AT + timedelta(hours=1)


def told(house, passage, kind: K):
    """The step by raw SQL of the intake officer, today, for the day before the post."""
    times = f"'{EARLIER.isoformat()}', '{DAY.isoformat()}'"
    return asked(house.intake, f"select tell_dossier('{passage.pk}', gen_random_uuid(), '{kind}', {times}, '{TYPED}'::jsonb)")


@pytest.mark.parametrize("kind", [K.LEAVE_BEGAN, K.BORROWED, K.CERTIFICATE_ISSUED])
def test_a_step_dated_before_the_post_of_the_head_still_needs_his_signature(house, passage, kind):
    Post.objects.filter(user_id=house.head.user_id).update(starts_on=DAY.date())
    with pytest.raises(CannotRecord, match="người đứng đầu cơ sở"):
        held.tell(house.intake, passage, kind, DAY, happened_at=EARLIER, data={"number": "2/QĐ", "signer": "Ai Đó"})
    assert told(house, passage, kind) is None
    owner("create or replace function dossier_head_has_desk(body int, day date) returns boolean language sql as 'select false'")
    assert told(house, passage, kind) == passage.case_id, "the twin"

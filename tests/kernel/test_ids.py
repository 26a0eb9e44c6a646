"""Ids sort in the order in which one process made them, and none comes twice."""

from donghanh.kernel.ids import new_id


def test_made_one_after_the_other_they_sort_so():
    made = [new_id() for _turn in range(5000)]
    assert made == sorted(made) and len(set(made)) == len(made)
    assert {one.version for one in made} == {7}

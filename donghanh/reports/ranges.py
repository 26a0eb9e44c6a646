"""What numbers say of one another where some add up to others, in each commune and over all of them. Pure.

The numbers of a commune stand in a row, each as a range; a sum names numbers by their place and how often each counts, and is nought in every
commune. What is learnt of one number is carried to the others until nothing more can be learnt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from donghanh.reports.disclosure import Range

State = list[Range]
Sum = Mapping[int, int]


def carried(states: Sequence[State], sums: Sequence[Sum], totals: Sequence[int | None]) -> list[State]:
    """The rows of ranges as narrow as the sums, and the totals over all communes (None: not known; none at all: []), make them.

    Stops at once where they contradict each other: what follows from a contradiction is nothing.
    """
    found = [settled(state, sums) for state in states]
    while totals and all(map(is_possible, found)):
        before = [list(state) for state in found]
        for number, total in enumerate(totals):
            if total is not None:
                _spread(found, number, total)
        found = [settled(state, sums) for state in found]
        if found == before:
            break
    return found


def settled(state: State, sums: Sequence[Sum]) -> State:
    """One commune's ranges made as narrow as its own numbers make one another."""
    while True:
        before = list(state)
        for terms in sums:
            _narrow(state, terms)
        if state == before or not is_possible(state):
            return state


def is_possible(state: State) -> bool:
    """False where a number would have to be two things at once."""
    return all(low <= high for low, high in state)


def _spread(states: Sequence[State], number: int, total: int) -> None:
    """Narrow one number of every commune by the total over all."""
    low, high = sum(state[number][0] for state in states), sum(state[number][1] for state in states)
    for state in states:
        own = state[number]
        state[number] = _meet(own, (total - (high - own[1]), total - (low - own[0])))


def _narrow(state: State, terms: Sum) -> None:
    """Each number of a sum that is nought, by the ranges of the others."""
    for i, times in terms.items():
        rest = [(state[j], n * -times) for j, n in terms.items() if j != i]
        low = sum(one[0] * n if n > 0 else one[1] * n for one, n in rest)
        high = sum(one[1] * n if n > 0 else one[0] * n for one, n in rest)
        state[i] = _meet(state[i], (low, high))


def _meet(one: Range, other: Range) -> Range:
    return max(one[0], other[0]), min(one[1], other[1])

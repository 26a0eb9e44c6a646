"""All writing of tasks, one function a verb."""

from donghanh.programme.tasks.actions.directives import acknowledge_directive, answer, ask, send_directive
from donghanh.programme.tasks.actions.tasks import accept, acknowledge, amend, give, give_each, remind, report_done, return_part, take_back
from donghanh.programme.tasks.actions.tickets import answer_ticket, raise_ticket
from donghanh.programme.tasks.actions.unit_plans import demand, judge, remind_units, submit

__all__ = [
    "accept",
    "acknowledge",
    "acknowledge_directive",
    "amend",
    "answer",
    "answer_ticket",
    "ask",
    "demand",
    "give",
    "give_each",
    "judge",
    "raise_ticket",
    "remind",
    "remind_units",
    "report_done",
    "return_part",
    "send_directive",
    "submit",
    "take_back",
]

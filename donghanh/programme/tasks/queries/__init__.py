"""All reading of tasks."""

from donghanh.programme.tasks.queries._rows import PartRow, PlanRef, StepRow, TaskRow
from donghanh.programme.tasks.queries.choices import Receiver, check_clause, handlers, plans, receivers
from donghanh.programme.tasks.queries.directives import ClauseRow, DirectiveRow, DirectiveSheet, clause, directive_sheet, directives
from donghanh.programme.tasks.queries.files import KeptFile, attachment
from donghanh.programme.tasks.queries.tasks import (
    Board,
    Desk,
    ProgrammeLine,
    TaskSheet,
    UnitLine,
    board,
    desk,
    integrated,
    of_plan,
    several,
    task,
    task_sheet,
)
from donghanh.programme.tasks.queries.tickets import TicketRow, ticket, tickets
from donghanh.programme.tasks.queries.unit_plans import Cell, DemandRow, Handed, Matrix, PaperSheet, matrix, owed, paper

__all__ = [
    "Board",
    "Cell",
    "ClauseRow",
    "DemandRow",
    "Desk",
    "DirectiveRow",
    "DirectiveSheet",
    "Handed",
    "KeptFile",
    "Matrix",
    "PaperSheet",
    "PartRow",
    "PlanRef",
    "ProgrammeLine",
    "Receiver",
    "StepRow",
    "TaskRow",
    "TaskSheet",
    "TicketRow",
    "UnitLine",
    "attachment",
    "board",
    "check_clause",
    "clause",
    "desk",
    "directive_sheet",
    "directives",
    "handlers",
    "integrated",
    "matrix",
    "of_plan",
    "owed",
    "paper",
    "plans",
    "receivers",
    "several",
    "task",
    "task_sheet",
    "ticket",
    "tickets",
]

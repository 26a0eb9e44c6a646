"""Pages of tasks."""

from donghanh.web.tasks.views.by_place import by_place
from donghanh.web.tasks.views.desk import board, board_file, desk, file, integrated
from donghanh.web.tasks.views.directives import directive, directives, send
from donghanh.web.tasks.views.doing import task
from donghanh.web.tasks.views.giving import give
from donghanh.web.tasks.views.tickets import raise_ticket, ticket, tickets
from donghanh.web.tasks.views.unit_plans import demand, matrix, paper, remind_units

__all__ = [
    "board",
    "board_file",
    "by_place",
    "demand",
    "desk",
    "directive",
    "directives",
    "file",
    "give",
    "integrated",
    "matrix",
    "paper",
    "raise_ticket",
    "remind_units",
    "send",
    "task",
    "ticket",
    "tickets",
]

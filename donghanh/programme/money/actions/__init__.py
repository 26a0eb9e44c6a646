"""All writing of money, one public function a verb."""

from donghanh.programme.money.actions._shared import Paper
from donghanh.programme.money.actions.catalogue import enter_norm, enter_spending_level, enter_support_level
from donghanh.programme.money.actions.estimates import (
    accept_estimate,
    add_line,
    appraise_estimate,
    decide_estimate,
    open_estimate,
    remove_line,
    return_estimate,
    revise_estimate,
    set_deadline,
    submit_estimate,
)
from donghanh.programme.money.actions.giving import receive_contribution, use_contribution, void_use
from donghanh.programme.money.actions.ledger import (
    adjust,
    allocate,
    answer_supplement,
    ask_supplement,
    enter_fund,
    pay,
    settle_payment,
    void_payment,
)
from donghanh.programme.money.actions.projects import advance_project, decide_capital, fund_project_year, propose_project, request_capital
from donghanh.programme.money.actions.support import pay_support, record_priority, void_priority, void_support

__all__ = [
    "Paper",
    "accept_estimate",
    "add_line",
    "adjust",
    "advance_project",
    "allocate",
    "answer_supplement",
    "appraise_estimate",
    "ask_supplement",
    "decide_capital",
    "decide_estimate",
    "enter_fund",
    "enter_norm",
    "enter_spending_level",
    "enter_support_level",
    "fund_project_year",
    "open_estimate",
    "pay",
    "pay_support",
    "propose_project",
    "receive_contribution",
    "record_priority",
    "remove_line",
    "request_capital",
    "return_estimate",
    "revise_estimate",
    "set_deadline",
    "settle_payment",
    "submit_estimate",
    "use_contribution",
    "void_payment",
    "void_priority",
    "void_support",
    "void_use",
]

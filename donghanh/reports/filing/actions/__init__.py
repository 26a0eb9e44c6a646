"""All writing of the report desk, one function a verb."""

from donghanh.reports.filing.actions.arranging import arrange, call
from donghanh.reports.filing.actions.conferring import confer
from donghanh.reports.filing.actions.judging import accept, give_back
from donghanh.reports.filing.actions.writing import dispatch, keep_list, save_words, send

__all__ = ["accept", "arrange", "call", "confer", "dispatch", "give_back", "keep_list", "save_words", "send"]

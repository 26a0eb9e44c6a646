"""All writing of what people ask about their own files: one public function per verb."""

from donghanh.rights.actions.contests import answer_contest, contest
from donghanh.rights.actions.corrections import acknowledge_correction, answer_correction, ask_correction
from donghanh.rights.actions.delegates import end_delegate, name_delegate
from donghanh.rights.actions.reading import show_file
from donghanh.rights.actions.rulings import contest_ruling

__all__ = [
    "acknowledge_correction",
    "answer_contest",
    "answer_correction",
    "ask_correction",
    "contest",
    "contest_ruling",
    "end_delegate",
    "name_delegate",
    "show_file",
]

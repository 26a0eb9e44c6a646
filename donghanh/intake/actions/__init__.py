"""All writing of lists on their way in, one public function a verb."""

from donghanh.intake.actions.entering import clear_old, confirm, enter_piece, undo, undo_piece
from donghanh.intake.actions.pieces import begin_reading, end_reading, give_up_reading, keep_piece
from donghanh.intake.actions.receiving import cancel, note_given_back, read_again, receive

__all__ = [
    "begin_reading",
    "cancel",
    "clear_old",
    "confirm",
    "end_reading",
    "enter_piece",
    "give_up_reading",
    "keep_piece",
    "note_given_back",
    "read_again",
    "receive",
    "undo",
    "undo_piece",
]

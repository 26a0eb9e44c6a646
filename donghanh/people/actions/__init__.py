"""All writing of the person registry, one public function a verb."""

from donghanh.people.actions.addresses import set_address
from donghanh.people.actions.bulk import Registered, Removal, register_many, remove_registered
from donghanh.people.actions.correct import correct
from donghanh.people.actions.households import leave_household, link_household
from donghanh.people.actions.identifiers import add_identifier, end_identifier, reveal_identifier
from donghanh.people.actions.merges import approve_merge, propose_merge, refuse_merge, undo_merge
from donghanh.people.actions.reading import go_on_reading, note_elsewhere, stop_asking, stop_reading
from donghanh.people.actions.register import register
from donghanh.people.actions.unsealing import approve_unsealing, ask_unsealing, end_unsealing, refuse_unsealing

__all__ = [
    "Registered",
    "Removal",
    "add_identifier",
    "approve_merge",
    "approve_unsealing",
    "ask_unsealing",
    "correct",
    "end_identifier",
    "end_unsealing",
    "go_on_reading",
    "leave_household",
    "link_household",
    "note_elsewhere",
    "propose_merge",
    "refuse_merge",
    "refuse_unsealing",
    "register",
    "register_many",
    "remove_registered",
    "reveal_identifier",
    "set_address",
    "stop_asking",
    "stop_reading",
    "undo_merge",
]

"""All reading of lists on their way in."""

from donghanh.intake.queries.drafts import Asked, preview_for
from donghanh.intake.queries.pages import (
    BatchLine,
    BatchSheet,
    EnteredLine,
    FaultLine,
    ReadyLine,
    SheetLine,
    batch_sheet,
    batches,
    entered,
    not_entered,
    order_of,
    persons_of,
    rows_to_give_back,
    waiting,
)

__all__ = [
    "Asked",
    "BatchLine",
    "BatchSheet",
    "EnteredLine",
    "FaultLine",
    "ReadyLine",
    "SheetLine",
    "batch_sheet",
    "batches",
    "entered",
    "not_entered",
    "order_of",
    "persons_of",
    "preview_for",
    "rows_to_give_back",
    "waiting",
]

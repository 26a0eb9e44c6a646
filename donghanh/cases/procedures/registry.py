"""Every procedure of the house, by its name."""

from __future__ import annotations

from dataclasses import replace

from donghanh.cases.procedures import (
    aftercare,
    commune_education,
    compulsory,
    compulsory_minor,
    determination,
    home_rehabilitation,
    monitoring,
    private_rehabilitation,
    public_rehabilitation,
    substitution,
    user_management,
)
from donghanh.cases.procedures.shape import Manifest
from donghanh.cases.terms import FactKind, Procedure, Stage


def _may_be_in_error(one: Manifest) -> Manifest:
    """Any file may turn out to have been opened in error, whatever its procedure and its step; two people say so (actions.close_as_error).

    What was told of it stays readable and counts nowhere (engine).
    """
    everywhere = {stage for pair, after in one.moves.items() for stage in (pair[0], after) if stage}
    return replace(
        one,
        moves={**one.moves, **{(stage, FactKind.OPENED_IN_ERROR): Stage.IN_ERROR for stage in sorted(everywhere)}},
        closed=one.closed | {Stage.IN_ERROR},
        by_handover=one.by_handover | {FactKind.OPENED_IN_ERROR},
        after_end=one.after_end | {FactKind.OPENED_IN_ERROR},
    )


MANIFESTS: dict[Procedure, Manifest] = {
    one.procedure: _may_be_in_error(one)
    for one in (
        user_management.MANIFEST,
        determination.MANIFEST,
        home_rehabilitation.MANIFEST,
        private_rehabilitation.MANIFEST,
        public_rehabilitation.MANIFEST,
        substitution.MANIFEST,
        compulsory.MANIFEST,
        compulsory_minor.MANIFEST,
        aftercare.MANIFEST,
        commune_education.MANIFEST,
        monitoring.MANIFEST,
    )
}

REHABILITATION = frozenset(
    {
        Procedure.HOME_REHABILITATION,
        Procedure.PRIVATE_REHABILITATION,
        Procedure.PUBLIC_REHABILITATION,
        Procedure.COMPULSORY,
        Procedure.COMPULSORY_MINOR,
    }
)
"""Procedures that count towards "first time, later time" of rehabilitation, once they have begun."""


def manifest(procedure: Procedure | str) -> Manifest:
    """The manifest of this procedure. Raises KeyError for a procedure that is not built."""
    return MANIFESTS[Procedure(procedure)]

"""Every procedure of the house, by its name."""

from __future__ import annotations

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
from donghanh.cases.terms import Procedure

MANIFESTS: dict[Procedure, Manifest] = {
    one.procedure: one
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

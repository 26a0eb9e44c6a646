"""The twelve data classes of the access matrix and the privacy class every field carries."""

from __future__ import annotations

from enum import StrEnum


class DataClass(StrEnum):
    """What a record is about; rights are given per class, never per screen."""

    IDENTITY = "D1"
    CONTACT = "D2"
    LEGAL = "D3"
    DETERMINATION = "D4"
    HIV = "D5"
    SUBSTITUTION = "D6"
    COUNSELLING = "D7"
    ASSESSMENT = "D8"
    SUPPORT = "D9"
    HOUSEHOLD = "D10"
    STATISTICS = "D11"
    HOTLINE = "D12"


class FieldClass(StrEnum):
    """How sensitive one column is; drives audit redaction, export and scrubbing."""

    PUBLIC = "public"
    INTERNAL = "internal"
    IDENTITY = "identity"
    HEALTH = "health"
    SECRET = "secret"

"""An official form and what is in it: frozen, as law/forms tells it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from donghanh.legal.model import Citation, Dated, cited


def root(source: str) -> str:
    """The first word of a source path: "person" of "person.identity.number", "witness" of "witness[0].full_name"."""
    return re.split(r"[.\[]", source, maxsplit=1)[0]


class Known(StrEnum):
    """How much of a form the texts we read tell. Only WHOLE forms were read themselves; nothing is added to the others."""

    WHOLE = "whole"
    ARTICLE = "article"
    BEGINNING = "beginning"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Field:
    """One blank. source: path of the value in the data, by which it is filled; ask: nobody but the writer knows it.

    said: words for the page where the print is only dots. kind: text, date, datetime, choice, number, place, organisation, person,
    id_number, list, photo or signature.
    """

    key: str
    label: str
    kind: str
    source: str
    block: str = ""
    is_optional: bool = False
    is_sensitive: bool = False
    options: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    is_multiple: bool = False
    default: str = ""
    said: str = ""

    @property
    def words(self) -> str:
        """The printed label without dots and symbols: "Quyết định số" of "Quyết định …/QĐ-CAX số"."""
        if self.said:
            return self.said
        plain = re.sub(r"\(dòng trên: (.+)\)", r"\1", self.label)
        plain = re.sub(r"…/[A-ZĐ][A-ZĐ-]*…?|Ngày … tháng … năm(?: …)?$", lambda cut: "Ngày" if cut[0].startswith("Ngày") else "", plain)
        return re.sub(r"\s+", " ", plain.replace("…", " ")).strip(" :,;-/") or self.label


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form in its order. role: top, bases, signatures, or empty for the body. is_article: "Điều n.", says its sentence."""

    role: str
    heading: str
    says: str
    is_article: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs. office: post that must hold the function on the day, empty where the paper is signed by hand by others."""

    title: str
    on_behalf: str = ""
    office: str = ""
    body: str = ""
    function: str = ""
    has_seal: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """The lines above the signature."""
        return tuple(line for line in (self.on_behalf, self.title.upper()) if line)


@dataclass(frozen=True, slots=True)
class Form(Dated):
    """An official form between two days. asked_after, asked_until: facts that ask for it and that answer it ("@END": the term is over).

    decided_as: kind of decision that is drawn up on the pages of decisions instead. about: "person", or "place" for lists and registers.
    """

    id: str
    code: str
    annex: str
    title: str
    kind: str
    procedures: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    articles: tuple[Citation, ...]
    known: Known
    confidence: str
    parts: tuple[Part, ...] = ()
    symbol: str = ""
    bases: tuple[str, ...] = ()
    addressee: str = ""
    signer: Signer | None = None
    cosigners: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    decided_as: str = ""
    about: str = "person"
    asked_after: tuple[str, ...] = ()
    asked_until: tuple[str, ...] = ()

    @property
    def citation(self) -> str:
        return cited(self.articles)

    @property
    def name(self) -> str:
        """ "Mẫu số 04, Phụ lục III"."""
        return f"{self.code}, {self.annex}"

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for part in self.parts for field in part.fields)

    @property
    def is_numbered(self) -> bool:
        """Whether the form prints a number, which then comes from the register."""
        return bool(self.symbol)

    @property
    def is_complete(self) -> bool:
        return self.known is Known.WHOLE


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place where an article and its form do not fit: both are cited, neither is followed in silence."""

    id: str
    kind: str
    forms: tuple[str, ...]
    procedures: tuple[str, ...]
    law: tuple[Citation, ...]
    form: str
    text: str

    @property
    def law_citation(self) -> str:
        return cited(self.law)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All forms by id, the words of blocks and of sources, and the mismatches."""

    forms: Mapping[str, Form]
    blocks: Mapping[str, str]
    sources: Mapping[str, str]
    mismatches: tuple[Mismatch, ...]

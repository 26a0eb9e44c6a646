"""What a decision's letter says, whichever of the two it is: our own sentences (Letter) or an official form (FilledForm)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from donghanh.base.documents import frozen
from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.letter import Letter
from donghanh.decisions import codes
from donghanh.decisions.papers.laying import DIGITAL, UNSIGNED
from donghanh.kernel import citizen_id

_IDENTITY = re.compile(r"(?<![\w/.-])[A-Z]?[0-9]{8,12}(?![\w/])")
"""Numbers of identity papers (12 or 9 digits, passports, 10 of a telephone too); no day and no number of a decision looks so."""
_AS_PRINTED = ("head", "lookup", "square")
"""Parts of a letter that name nobody."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What signing adds."""

    number: int
    issued_on: date
    signer_name: str
    code: str
    is_digital: bool


def signed(letter: Letter | FilledForm, seal: Seal) -> Letter | FilledForm:
    """The letter with number, day, name, the words in place of the signature, and the code for the public page."""
    head, note = replace(letter.head, number=seal.number, issued_on=seal.issued_on), DIGITAL if seal.is_digital else UNSIGNED
    lookup, square = codes.look_up_words(seal.code)
    if isinstance(letter, FilledForm):
        *beside, main = letter.signatures
        signatures = (*beside, replace(main, name=seal.signer_name, note=note))
        return replace(letter, head=head, signatures=signatures, lookup=lookup, square=square)
    return replace(letter, head=head, foot=replace(letter.foot, signer_name=seal.signer_name, sign_note=note), lookup=lookup, square=square)


def on_screen(letter: Letter | FilledForm) -> Letter | FilledForm:
    """The letter as a page shows it: identity numbers hidden but for their last three signs.

    The full number stands in the printed letter, which is taken on a fresh proof of identity, and on the person's own page for a reason.
    """
    told = frozen.to_json(letter)
    content = told["content"]
    assert isinstance(content, dict)
    hidden = {part: value if part in _AS_PRINTED else _hidden(value) for part, value in content.items()}
    found = frozen.from_json({**told, "content": hidden})
    assert isinstance(found, Letter | FilledForm), "a decision keeps no report"
    return found


def _hidden(value: object) -> object:
    if isinstance(value, str):
        return _IDENTITY.sub(lambda one: citizen_id.masked(one[0]), value)
    if isinstance(value, list):
        return [_hidden(one) for one in value]
    return {name: _hidden(one) for name, one in value.items()} if isinstance(value, dict) else value


def is_digital(letter: Letter | FilledForm) -> bool:
    """Whether the kept PDF carries a digital signature."""
    return (letter.signatures[-1].note if isinstance(letter, FilledForm) else letter.foot.sign_note) == DIGITAL


def recipients(letter: Letter | FilledForm) -> tuple[str, ...]:
    """Who receives it, as printed."""
    return letter.recipients if isinstance(letter, FilledForm) else letter.foot.recipients


def whole_text(letter: Letter | FilledForm) -> str:
    """Everything that the body and the recipients say."""
    if isinstance(letter, FilledForm):
        lines = [line.text for part in letter.parts for line in part.lines]
    else:
        lines = [p.text for article in letter.articles for p in article.paragraphs]
    return " ".join([*lines, *recipients(letter)])


def last_article(letter: Letter | FilledForm) -> str:
    """ "Điều 4": where the right to complain stands; empty for a certificate, which has none."""
    if isinstance(letter, Letter):
        return letter.articles[-1].heading.rstrip(".")
    headings = [line.text for part in letter.parts for line in part.lines[:1] if line.text.startswith("Điều ")]
    return headings[-1].partition(".")[0] if headings else ""

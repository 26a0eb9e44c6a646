"""The official forms in the house: days of force, signer, how much of each is filled without typing, and where law and form do not fit."""

from __future__ import annotations

from docs_gen import table
from donghanh.decisions.papers.known import PROVIDED
from donghanh.legal import forms
from donghanh.legal.forms import Form, Known

HOW_MUCH = {Known.WHOLE: "đủ", Known.ARTICLE: "chưa đủ: theo điều luật", Known.BEGINNING: "chưa đủ: phần đầu", Known.TITLE: "chưa đủ: tên mẫu"}
HEADS = ["form", "title", "in force", "signed by", "how much is known", "known without typing"]
ABOUT = """Known without typing counts the blanks whose source path the house fills (`decisions/papers/known.py`); signatures and photographs are left
to the hand and not counted. What a blank asks of a minute, a plan or a person's past is not held by the house yet.
"""


def markdown() -> str:
    """All forms with their share, then the mismatches."""
    found = forms.catalogue()
    shares = [forms.share(one, PROVIDED) for one in found.forms.values() if one.is_complete]
    known, total = sum(one.known for one in shares), sum(one.total for one in shares)
    return "\n".join(
        [
            "# Official forms\n",
            f"{len(found.forms)} forms, {len(shares)} of them whole.",
            f"{known} of {total} blanks of the whole forms ({round(100 * known / total)} %) need no typing.\n",
            ABOUT,
            table(
                ["form", "title", "in force", "signed by", "how much is known", "known without typing"], [_row(one) for one in found.forms.values()]
            ),
            "## Where law and form do not fit\n",
            table(["forms", "law", "form", "what", "kind"], [_difference(one) for one in found.mismatches]),
        ]
    )


def _row(form: Form) -> list[str]:
    share = forms.share(form, PROVIDED)
    signer = form.signer.title if form.signer else ""
    days = f"{form.valid_from:%Y-%m-%d} – {form.valid_to or ''}".strip()
    return [f"`{form.id}`", form.title, days, signer, HOW_MUCH[form.known], f"{share.known}/{share.total} ({share.percent} %)" if share.total else ""]


def _difference(one: forms.Mismatch) -> list[str]:
    named = ", ".join(f"`{form}`" for form in one.forms) or ", ".join(one.procedures)
    return [named, one.law_citation, one.form, one.text, one.kind]

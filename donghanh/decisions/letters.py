"""From a file's facts to the letter that will be printed: our own sentences on the form of the day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from donghanh.base.documents.letter import Foot, Head, Letter, Run, articles, bold, decision, long_date
from donghanh.decisions.terms import DecisionKind
from donghanh.legal.letters import FormEdition

Body = list[str | list[str | Run]]
"""The paragraphs of one article."""


@dataclass(frozen=True, slots=True)
class Named:
    """The person as the form asks for him: nothing that the form does not ask for."""

    full_name: str
    address_word: str
    born: str
    id_number: str
    residence: str
    guardian: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body that decides and the office that signs, as they stand on the day. body, parent: names as in a sentence.

    symbol: of a body that is neither a committee nor the police.
    """

    body: str
    parent: str
    place: str
    office_title: str
    signer_titles: tuple[str, ...]
    is_police: bool = False
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The decision this one ends, stops or withdraws."""

    number_text: str
    signed_on: date
    issuer: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a letter of this procedure may say; what a kind does not need stays empty."""

    form: FormEdition
    issuer: Issuer
    person: Named
    reasons: str
    tested_on: date | None = None
    term_text: str = ""
    starts_on: date | None = None
    last_day: date | None = None
    officer: str = ""
    team: tuple[str, ...] = ()
    ground: str = ""
    effect_on: date | None = None
    earlier: Earlier | None = None
    complaint_days: str = ""
    complaint_basis: str = ""


def letter(kind: DecisionKind, content: Content) -> Letter:
    """The unsigned letter of this kind: head and foot of the deciding body, articles of the form, right to complain at the end."""
    body = [*_BODIES[kind](content), _carried_out(content)]
    form, issuer = content.form, content.issuer
    recipients = [line.format(last=len(body)) for line in form.recipients]
    if content.person.guardian:
        recipients.append(f"Người giám hộ: {content.person.guardian}")
    bases = [*form.bases, *([f"Căn cứ {_earlier(content.earlier)};"] if content.earlier else [])]
    return decision(
        head=Head(
            issuer=issuer.body.upper(),
            issuer_parent=issuer.parent.upper(),
            symbol=_symbol(issuer),
            place=issuer.place,
            form_code=form.form_code,
        ),
        subject=form.subject,
        authority=issuer.office_title.upper(),
        bases=(*bases, f"Xét sự việc: {' '.join(content.reasons.split()).rstrip('.')}."),
        articles=articles(*body),
        foot=Foot(recipients=(*recipients, "Lưu: VT, HS"), signer_titles=issuer.signer_titles),
    )


def _symbol(issuer: Issuer) -> str:
    """ "QĐ-UBND" for a committee, "QĐ-CAX" for the police of a commune, "QĐ-CAP" of a ward."""
    if not issuer.is_police:
        return issuer.symbol or "QĐ-UBND"
    return "QĐ-CAP" if "phường" in issuer.body.lower() else "QĐ-CAX"


def _who(person: Named) -> list[str | Run]:
    parts: list[str | Run] = [f"{person.address_word} ", bold(person.full_name.upper()), f", {person.born}"]
    if person.id_number:
        parts.append(f", số định danh cá nhân {person.id_number}")
    if person.residence:
        parts.append(f", nơi cư trú: {person.residence}")
    if person.guardian:
        parts.append(f"; người giám hộ: {person.guardian}")
    return parts


def _named(c: Content) -> str:
    return f"{c.person.address_word.capitalize()} {c.person.full_name}"


def _earlier(earlier: Earlier | None) -> str:
    assert earlier is not None
    return f"Quyết định {earlier.number_text} {long_date(earlier.signed_on)} của {earlier.issuer}"


def _manage(c: Content) -> list[Body]:
    assert c.tested_on is not None and c.starts_on is not None and c.last_day is not None
    team = f", gồm: {'; '.join(c.team)}" if c.team else "; thành viên do Công an cấp xã đề nghị, ghi trong biên bản kèm theo"
    return [
        [
            [
                "Áp dụng biện pháp quản lý người sử dụng trái phép chất ma túy đối với ",
                *_who(c.person),
                f". Kết quả xét nghiệm dương tính {long_date(c.tested_on)}.",
            ],
            [
                "Thời hạn quản lý: ",
                Run(f"{c.term_text}, từ {long_date(c.starts_on)} đến hết {long_date(c.last_day)}", bold=True, highlight=True),
                ".",
            ],
        ],
        [f"Thành lập Tổ quản lý{team}."],
        [
            f"{c.officer or 'Cán bộ được phân công'} có trách nhiệm theo dõi nơi cư trú, lập danh sách và thực hiện xét nghiệm khi có căn cứ.",
            "Tổ quản lý tư vấn, động viên, giúp đỡ; giới thiệu dịch vụ tư vấn tâm lý, pháp luật, y tế và xã hội phù hợp.",
            f"{_named(c)} thực hiện yêu cầu xét nghiệm đúng quy định và được bảo đảm bí mật thông tin cá nhân.",
        ],
    ]


def _stop(c: Content) -> list[Body]:
    assert c.effect_on is not None
    return [
        [
            [
                "Dừng việc quản lý theo ",
                _earlier(c.earlier),
                " đối với ",
                *_who(c.person),
                ", ",
                Run(f"kể từ {long_date(c.effect_on)}", highlight=True),
                f", vì: {c.ground}.",
            ]
        ],
        [f"Tổ quản lý thành lập theo {_earlier(c.earlier)} giải thể khi Quyết định này có hiệu lực."],
    ]


def _suspend(c: Content) -> list[Body]:
    assert c.effect_on is not None
    return [
        [
            [
                "Tạm đình chỉ việc quản lý theo ",
                _earlier(c.earlier),
                " đối với ",
                *_who(c.person),
                ", ",
                Run(f"kể từ {long_date(c.effect_on)}", highlight=True),
                f", vì: {c.ground}.",
            ]
        ]
    ]


def _end(c: Content) -> list[Body]:
    assert c.last_day is not None
    return [
        [
            [
                "Chấm dứt việc quản lý theo ",
                _earlier(c.earlier),
                " đối với ",
                *_who(c.person),
                ", do đã hết thời hạn quản lý vào ",
                Run(f"hết {long_date(c.last_day)}", highlight=True),
                ".",
            ],
            [f"{_named(c)} được đưa ra khỏi danh sách quản lý kể từ thời điểm hết thời hạn."],
        ],
        [f"Tổ quản lý thành lập theo {_earlier(c.earlier)} giải thể khi Quyết định này có hiệu lực."],
    ]


def _withdraw(c: Content) -> list[Body]:
    return [
        [
            ["Thu hồi toàn bộ ", _earlier(c.earlier), " đối với ", *_who(c.person), "."],
            ["Quyết định bị thu hồi không còn giá trị kể từ ngày ký Quyết định này."],
        ]
    ]


_BODIES = {
    DecisionKind.MANAGE_USER: _manage,
    DecisionKind.STOP_USER: _stop,
    DecisionKind.SUSPEND_USER: _suspend,
    DecisionKind.END_USER: _end,
    DecisionKind.WITHDRAW: _withdraw,
}


def right_to_complain(named: str, office_title: str, days: str, basis: str) -> str:
    """Where and until when to complain; stands in every decision, whatever its form prints."""
    return (
        f"{named} hoặc người đại diện có quyền khiếu nại đến {office_title} (người đã ký Quyết định này) trong thời hạn "
        f"{days} kể từ ngày nhận được hoặc biết được Quyết định, theo {basis}; "
        "hoặc khởi kiện tại Tòa án có thẩm quyền theo quy định của pháp luật."
    )


def _carried_out(c: Content) -> Body:
    """Right to complain, then who carries the decision out: the last article of every decision."""
    issuer, person = c.issuer, c.person
    return [
        right_to_complain(_named(c), issuer.office_title, c.complaint_days, c.complaint_basis),
        f"Quyết định này có hiệu lực kể từ ngày ký. {issuer.body}, các cá nhân, tổ chức có liên quan và "
        f"{person.address_word} {person.full_name} chịu trách nhiệm thi hành./.",
    ]

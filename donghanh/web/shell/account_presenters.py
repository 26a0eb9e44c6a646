"""What the sign-in pages show: the roles to choose from, the secret of a code generator."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO

import qrcode
from django.conf import settings
from markupsafe import Markup
from qrcode.image.svg import SvgPathImage

from donghanh.base.accounts import queries, rules
from donghanh.base.accounts.roles import ROLES


@dataclass(frozen=True, slots=True)
class PostChoice:
    id: int
    title: str
    description: str
    body: str
    current: bool


@dataclass(frozen=True, slots=True)
class Secret:
    """text: the secret in groups of four, to type by hand. drawing: the same as a QR picture."""

    text: str
    drawing: Markup


def post_choices(posts: list[queries.Post], current: int | None) -> list[PostChoice]:
    """One line a post, in words."""
    return [PostChoice(p.pk, ROLES[p.role].title, ROLES[p.role].description, p.body.name, p.pk == current) for p in posts]


def secret(user: queries.User, value: bytes) -> Secret:
    """The secret as an authenticator app takes it: by QR picture or by hand."""
    text = base64.b32encode(value).decode().rstrip("=")
    address = rules.totp(value).get_provisioning_uri(user.username, f"Đồng Hành {settings.PROVINCE_NAME}")
    picture = BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, box_size=14, border=2).save(picture)
    svg = picture.getvalue().decode().partition("?>")[2].strip()
    # The drawing is made of our own characters only: base32 and the account name, quoted by the library.
    return Secret(" ".join(text[i : i + 4] for i in range(0, len(text), 4)), Markup(svg))  # noqa: S704

"""What the rules of accounts allow: posts of at most a year, two people behind every grant, one-time codes used once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from donghanh.kernel.errors import Cannot

LONGEST = timedelta(days=366)
FEWEST = 2
"""Administrators without whom nothing that two people do is done any more."""
CODE_DIGITS, CODE_SECONDS, STEPS_AROUND = 6, 30, 1


class CannotGrant(Cannot):
    """The post cannot be proposed or approved as it stands."""


def check_post_period(*, starts_on: date, ends_before: date) -> None:
    """Raises CannotGrant unless the post ends after it begins and within twelve months (trust.md I10)."""
    if ends_before <= starts_on:
        raise CannotGrant("Ngày hết hạn phải sau ngày bắt đầu.", mend="Sửa lại ngày hết hạn.", field="ends_before")
    if ends_before - starts_on > LONGEST:
        raise CannotGrant(
            "Một lần giao quyền không quá 12 tháng.", mend="Chọn ngày hết hạn sớm hơn; sau đó gia hạn bằng đề xuất mới.", field="ends_before"
        )


def check_other_person(*, actor_id: int | None, holder_id: int, proposer_id: int | None = None) -> None:
    """Raises CannotGrant when somebody would grant to himself or approve his own proposal (trust.md I5)."""
    if actor_id == holder_id:
        raise CannotGrant("Không ai tự giao quyền cho chính mình.", mend="Nhờ quản trị viên khác thực hiện.")
    if proposer_id is not None and actor_id == proposer_id:
        raise CannotGrant("Người đề xuất không tự duyệt.", mend="Nhờ quản trị viên thứ hai duyệt đề xuất này.")


def check_needs_first_admin(standing: int) -> None:
    """Raises CannotGrant when three administrators stand already: two of them settle whatever befalls the third."""
    if standing > FEWEST:
        raise CannotGrant("Hệ thống đã có đủ ba quản trị viên.", mend="Hai quản trị viên lập tài khoản mới trên trang Tài khoản.")


def check_is_spared(holder_id: int, administrators: Collection[int]) -> None:
    """Raises CannotGrant where he is one of the last two administrators: who stole the other's account would be left alone with the house.

    Whoever closes him first makes a third, at the server: that takes two hands. The database asks alike (migrations/0003_two_people).
    """
    if holder_id in administrators and len(administrators) <= FEWEST:
        raise CannotGrant(
            "Đây là một trong hai quản trị viên cuối cùng, không ai một mình khoá được.",
            mend="Lập quản trị viên thứ ba trước; cần ngay thì lập ở máy chủ: donghanh accounts first-admin.",
        )


def check_is_pending(*, proposed: bool, approved: bool) -> None:
    """Raises CannotGrant unless this is a proposal that still waits."""
    if not proposed or approved:
        raise CannotGrant("Đề xuất này đã được xử lý.", mend="Tải lại danh sách để xem kết quả.")


def check_can_propose_reset(*, is_open: bool, others: int) -> None:
    """Raises CannotGrant while a proposal for this account waits, or when nobody else could approve one.

    others: administrators besides the proposer and the owner of the account.
    """
    if is_open:
        raise CannotGrant("Đã có một đề nghị đặt lại mật khẩu này.", mend="Quản trị viên thứ hai duyệt hoặc bỏ đề nghị đó trước.")
    if others < 1:
        raise CannotGrant(
            "Không còn quản trị viên thứ hai nào để duyệt.",
            mend="Lập thêm quản trị viên ở máy chủ: donghanh accounts first-admin.",
        )


def check_has_code(has_code: bool) -> None:
    """Raises CannotGrant when there is no code generator to take off."""
    if not has_code:
        raise CannotGrant("Tài khoản này không gắn ứng dụng mã.", mend="Tải lại trang của cán bộ.")


def check_is_closed(*, is_active: bool) -> None:
    """Raises CannotGrant where the account is open."""
    if is_active:
        raise CannotGrant("Tài khoản này đang mở.", mend="Tải lại trang của cán bộ.")


def check_reason(reason: str) -> None:
    """Raises CannotGrant when no reason is given."""
    if not reason.strip():
        raise CannotGrant("Thiếu lý do.", mend="Ghi ngắn gọn vì sao.", field="reason")


def check_can_end(*, starts_on: date, ends_before: date, on: date) -> None:
    """Raises CannotGrant when the post is over by that day, or has not begun."""
    if not starts_on < on < ends_before:
        raise CannotGrant("Vị trí này không còn hiệu lực vào ngày đó hoặc mới bắt đầu hôm nay.", mend="Khoá tài khoản nếu cần dừng ngay.")


def matching_step(secret: bytes, code: str, *, at: datetime, after_step: int) -> int | None:
    """The time step (30 s) this one-time code belongs to, or None: RFC 6238, one step of drift, never a step used before."""
    typed = "".join(code.split())
    if len(typed) != CODE_DIGITS or not typed.isascii() or not typed.isdigit():
        return None
    now = int(at.timestamp()) // CODE_SECONDS
    for step in range(now - STEPS_AROUND, now + STEPS_AROUND + 1):
        if step > after_step and totp(secret).generate(step * CODE_SECONDS).decode() == typed:
            return step
    return None


def totp(secret: bytes) -> TOTP:
    """The generator that every authenticator app understands: SHA-1, 6 digits, 30 seconds."""
    return TOTP(secret, CODE_DIGITS, SHA1(), CODE_SECONDS)  # noqa: S303 - the apps know no other hash (RFC 6238)

"""The one place where access is decided. Each decision leaves a mark, so that a page that forgot to ask is stopped."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.kernel.privacy import DataClass

_asked: ContextVar[bool] = ContextVar("access_asked", default=False)


def forget() -> None:
    """Start of a request: no access decision made yet."""
    _asked.set(False)


def was_asked() -> bool:
    """True once any access decision was made in this request."""
    return _asked.get()


def note() -> None:
    """Mark that an access decision was made (public pages call it by being listed by name)."""
    _asked.set(True)


def require_unit(actor: Actor, unit_id: int | None) -> None:
    """Raises NotInReach unless rows of this place lie in the actor's scope."""
    note()
    if unit_id is None or unit_id not in actor.unit_ids:
        raise NotInReach("Không tìm thấy hồ sơ này.", mend="Kiểm tra lại đường dẫn hoặc tìm theo họ tên.")


def require_verb(actor: Actor, verb: str) -> None:
    """Raises MayNot unless the actor's role holds this verb."""
    note()
    if verb not in actor.may:
        raise MayNot(
            "Vai trò của bạn không có quyền làm việc này.",
            mend="Chuyển việc cho người có thẩm quyền hoặc liên hệ quản trị của đơn vị.",
        )


def require_read(actor: Actor, data_class: DataClass) -> None:
    """Raises MayNot unless rows of this class may be read."""
    note()
    if not actor.reads(data_class):
        raise MayNot("Vai trò của bạn không được xem loại thông tin này.", mend="Hỏi đơn vị giữ hồ sơ nếu cần cho công việc.")


def require_write(actor: Actor, data_class: DataClass) -> None:
    """Raises MayNot unless rows of this class may be written."""
    note()
    if not actor.writes(data_class):
        raise MayNot("Vai trò của bạn không được ghi loại thông tin này.", mend="Chuyển cho người phụ trách hồ sơ.")


def holds(check: Callable[..., object], *args: object, **kwargs: object) -> bool:
    """Bool twin of any check: True where it raises neither MayNot nor NotInReach."""
    try:
        check(*args, **kwargs)
    except (MayNot, NotInReach):
        return False
    return True

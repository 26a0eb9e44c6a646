"""What each kind of decision is called in a sentence."""

from __future__ import annotations

from donghanh.decisions.terms import DecisionKind

NAMES = {
    DecisionKind.MANAGE_USER: "quyết định quản lý",
    DecisionKind.SUSPEND_USER: "quyết định tạm đình chỉ quản lý",
    DecisionKind.STOP_USER: "quyết định dừng quản lý",
    DecisionKind.END_USER: "quyết định chấm dứt quản lý",
    DecisionKind.WITHDRAW: "quyết định thu hồi",
}


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]

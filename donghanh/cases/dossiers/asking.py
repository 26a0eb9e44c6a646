"""The database functions that check both sides of an answer themselves."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from donghanh.kernel.errors import Overtaken


def answer(sql: str, params: list[object]) -> UUID:
    """Id of the file. Raises Overtaken where the function refused: answered meanwhile, or not ours."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        case_id = cursor.fetchone()[0]
    if case_id is None:
        raise Overtaken("Bước này không còn làm được: hồ sơ đã được trả lời, hoặc không ở chỗ bạn.", mend="Tải lại danh sách hồ sơ.")
    return case_id

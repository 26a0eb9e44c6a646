"""Steps that both procedures of compulsory rehabilitation share: from the ground found to the certificate.

Data of the facts: event_data.py.
"""

from __future__ import annotations

from donghanh.cases.procedures.shape import stages
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S

DRAWING_UP = stages(S.FOUND, S.PREPARED, S.READING, S.CHECKING, S.RETURNED)
"""Before the court has the file."""
AT_COURT = stages(S.AT_COURT, S.ACCEPTED, S.HEARING)
RULED = stages(S.RULED, S.CONTESTED)
BEFORE_ENTRY = DRAWING_UP | AT_COURT | RULED | stages(S.EFFECTIVE, S.TO_ENTER, S.POSTPONED)
HELD = stages(S.IN_FACILITY, S.OUTSIDE, S.ESCAPED, S.SUSPENDED)
"""The measure is under way."""
DONE = stages(S.COMPLETED, S.CERTIFIED)
CLOSED = DONE | stages(S.DECLINED, S.EXEMPTED, S.CLOSED)
OPEN = BEFORE_ENTRY | HELD

_OUT = (K.HOSPITALISED, K.LEAVE_BEGAN, K.BORROWED)
_BACK = (K.HOSPITAL_ENDED, K.LEAVE_ENDED, K.BORROWING_ENDED)

MOVES: dict[tuple[S | None, K], S] = {
    (None, K.GROUND_FOUND): S.FOUND,
    (S.FOUND, K.DOSSIER_PREPARED): S.PREPARED,
    (S.PREPARED, K.NOTICE_GIVEN): S.READING,
    **{(stage, K.DOSSIER_FORWARDED): S.CHECKING for stage in (S.PREPARED, S.READING)},
    **{(stage, K.COURT_REQUESTED): S.AT_COURT for stage in (S.PREPARED, S.READING, S.CHECKING)},
    **{(stage, K.DOSSIER_RETURNED): S.RETURNED for stage in (S.CHECKING, S.AT_COURT)},
    (S.RETURNED, K.DOSSIER_COMPLETED): S.PREPARED,
    (S.AT_COURT, K.COURT_ACCEPTED): S.ACCEPTED,
    (S.ACCEPTED, K.HEARING_ORDERED): S.HEARING,
    **{(stage, K.COURT_DECIDED): S.RULED for stage in (S.ACCEPTED, S.HEARING)},
    **{(stage, K.COURT_DECLINED): S.DECLINED for stage in AT_COURT | RULED},
    **{(stage, kind): S.CONTESTED for stage in RULED for kind in (K.COMPLAINED, K.PROTESTED)},
    (S.CONTESTED, K.COMPLAINT_SETTLED): S.RULED,
    (S.RULED, K.DECISION_EFFECTIVE): S.EFFECTIVE,
    (S.EFFECTIVE, K.COURT_DECISION_SENT): S.TO_ENTER,  # to be carried out: compulsory_told
    (S.TO_ENTER, K.POSTPONED): S.POSTPONED,
    (S.POSTPONED, K.POSTPONEMENT_ENDED): S.TO_ENTER,
    (S.TO_ENTER, K.ADMITTED): S.IN_FACILITY,
    **{(S.IN_FACILITY, kind): S.OUTSIDE for kind in (*_OUT, K.IMPRISONED)},
    **{(S.OUTSIDE, kind): S.IN_FACILITY for kind in (*_BACK, K.ADMITTED)},
    **{(stage, K.ESCAPED): S.ESCAPED for stage in (S.IN_FACILITY, S.OUTSIDE)},
    (S.ESCAPED, K.BROUGHT_BACK): S.IN_FACILITY,
    **{(stage, K.STAY_SUSPENDED): S.SUSPENDED for stage in (S.IN_FACILITY, S.OUTSIDE)},
    (S.SUSPENDED, K.SUSPENSION_ENDED): S.IN_FACILITY,
    **{(stage, K.EXEMPTED): S.EXEMPTED for stage in stages(S.EFFECTIVE, S.TO_ENTER, S.POSTPONED) | HELD},
    **{(stage, K.REHAB_COMPLETED): S.COMPLETED for stage in (S.IN_FACILITY, S.OUTSIDE, S.SUSPENDED)},
    (S.COMPLETED, K.CERTIFICATE_ISSUED): S.CERTIFIED,
    **{(stage, K.DIED): S.CLOSED for stage in OPEN},
}

STAYS: dict[K, frozenset[S]] = {
    K.GROUND_FOUND: OPEN,
    K.FILE_READ: stages(S.READING, S.CHECKING, S.PREPARED),
    K.INTERIM_DECIDED: BEFORE_ENTRY,
    K.INTERIM_BEGAN: BEFORE_ENTRY,
    K.INTERIM_ENDED: BEFORE_ENTRY,
    K.SUPERVISOR_ASSIGNED: BEFORE_ENTRY,
    K.RESIDENCE_CHECKED: BEFORE_ENTRY,
    K.ESCAPED: BEFORE_ENTRY,
    K.BROUGHT_BACK: BEFORE_ENTRY,
    K.SEARCH_DECIDED: BEFORE_ENTRY | stages(S.ESCAPED),
    K.ACCEPTANCE_NOTIFIED: stages(S.ACCEPTED, S.HEARING),
    K.COURT_ASKED: AT_COURT,
    K.COURT_ANSWERED: AT_COURT,
    K.HEARING_ORDERED: stages(S.HEARING),
    K.HEARING_HELD: stages(S.HEARING),
    K.COURT_DECISION_SENT: RULED | stages(S.TO_ENTER),
    K.PROVINCE_INFORMED: stages(S.TO_ENTER),
    K.FACILITY_CHOSEN: stages(S.TO_ENTER),
    K.POSTPONEMENT_ASKED: RULED | stages(S.EFFECTIVE, S.TO_ENTER),
    K.IMPEDED: stages(S.TO_ENTER),
    K.IMPEDIMENT_ENDED: stages(S.TO_ENTER),
    K.REDUCTION_PROPOSED: stages(S.IN_FACILITY, S.OUTSIDE, S.SUSPENDED),
    K.REDUCED: stages(S.IN_FACILITY, S.OUTSIDE),
    K.TRANSFERRED: stages(S.IN_FACILITY),
    K.END_NOTICED: stages(S.IN_FACILITY, S.OUTSIDE, S.SUSPENDED),
    K.CERTIFICATE_ISSUED: stages(S.IN_FACILITY, S.SUSPENDED),
    K.RETURN_REPORTED: DONE | stages(S.EXEMPTED),
    K.IMPRISONED: BEFORE_ENTRY | stages(S.OUTSIDE, S.SUSPENDED),
}

NEEDS: dict[K, tuple[frozenset[K], str]] = {
    K.INTERIM_BEGAN: (frozenset({K.INTERIM_DECIDED}), "Chưa ghi quyết định giao quản lý trong thời gian làm thủ tục."),
    K.INTERIM_ENDED: (frozenset({K.INTERIM_BEGAN}), "Chưa ghi lúc đưa vào cơ sở."),
    K.DOSSIER_FORWARDED: (frozenset({K.NOTICE_GIVEN}), "Chưa thông báo việc lập hồ sơ; người bị đề nghị có quyền đọc hồ sơ trước khi gửi."),
    K.COURT_REQUESTED: (frozenset({K.NOTICE_GIVEN}), "Chưa thông báo việc lập hồ sơ; người bị đề nghị có quyền đọc hồ sơ trước khi gửi."),
    K.COURT_ANSWERED: (frozenset({K.COURT_ASKED}), "Toà án chưa yêu cầu làm rõ."),
    K.FACILITY_CHOSEN: (frozenset({K.PROVINCE_INFORMED}), "Chưa báo Công an tỉnh về quyết định của Toà án."),
    K.IMPEDIMENT_ENDED: (frozenset({K.IMPEDED}), "Chưa ghi trở ngại."),
    K.BROUGHT_BACK: (frozenset({K.ESCAPED}), "Chưa ghi việc bỏ trốn."),
    K.SEARCH_DECIDED: (frozenset({K.ESCAPED}), "Chưa ghi việc bỏ trốn."),
    K.HOSPITAL_ENDED: (frozenset({K.HOSPITALISED}), "Chưa ghi lúc đưa đi bệnh viện."),
    K.LEAVE_ENDED: (frozenset({K.LEAVE_BEGAN}), "Chưa ghi lúc bắt đầu nghỉ chịu tang."),
    K.BORROWING_ENDED: (frozenset({K.BORROWED}), "Chưa ghi lúc đưa ra theo yêu cầu tố tụng."),
    K.REDUCED: (frozenset({K.REDUCTION_PROPOSED}), "Cơ sở chưa đề nghị giảm thời hạn."),
}

AFTER_END = frozenset({K.END_NOTICED, K.REHAB_COMPLETED, K.CERTIFICATE_ISSUED, K.RETURN_REPORTED, K.DIED, K.EXEMPTED, K.BROUGHT_BACK, K.ADMITTED})
"""Still recorded when the term is over."""

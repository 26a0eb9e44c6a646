"""The lives of `donghanh seed small`, as data: who, where, and what happened when, counted back from the moment of seeding.

A moment is "5h" (hours ago) or "23d 14:00" (that hour of the day so many days ago). What happened is a kind of fact or one of the
acts that `small.Teller` knows: draft, check, send_back, sign, decide (all three), serve, drop, send_file, receive_file, return_file,
ask, ask_facility, dependent, not_dependent, result_sent, void_last, begin (a file of another procedure), paper (a decision signed on paper).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure as P
from donghanh.decisions.terms import DecisionKind as D

Step = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Story:
    """times: how many such lives are told. age: set for a minor, else drawn. side: where the person lives at first."""

    name: str
    steps: tuple[Step, ...] = ()
    times: int = 1
    side: str = "here"
    age: int | None = None


def _step(when: str, what: str, **data: Any) -> Step:
    return when, what, data


def _hours(*moments: int) -> tuple[Step, ...]:
    """A test and what follows it at once: verified, notified, received, at these hours ago."""
    kinds = (K.TESTED_POSITIVE, K.RESIDENCE_VERIFIED, K.NOTICE_SENT, K.NOTICE_RECEIVED)
    data: tuple[dict[str, Any], ...] = ({}, {"stable": True}, {}, {})
    return tuple(_step(f"{hours}h", kind.value, **given) for hours, kind, given in zip(moments, kinds, data, strict=False))


def _noticed(days: int) -> tuple[Step, ...]:
    """From the test to the notice in the last days before the decision so many days ago."""
    return (
        _step(f"{days + 3}d 21:40", K.TESTED_POSITIVE),
        _step(f"{days + 2}d 08:15", K.RESIDENCE_VERIFIED, stable=True),
        _step(f"{days + 2}d 15:30", K.NOTICE_SENT),
        _step(f"{days + 1}d 09:00", K.NOTICE_RECEIVED),
    )


def _managed(days: int, *, checked: int = 28, seen: int = 0, offered: bool = True, served: bool = True, sent: bool = False) -> tuple[Step, ...]:
    """Under management since so many days, residence checked every `checked` days until `seen` days ago."""
    steps = [*_noticed(days), _step(f"{days}d 10:00", "decide", kind=D.MANAGE_USER)]
    if served:
        steps.append(_step(f"{days}d 15:00", "serve"))
    if sent:
        steps.append(_step(f"{days}d 16:00", "serve", to="Ủy ban nhân dân xã"))
    if offered:
        steps.append(_step(f"{days - 1}d 08:30", K.HELPER_ASSIGNED, helper_role="team"))
        steps.append(_step(f"{days - 1}d 09:00", K.SERVICE_OFFERED, services=["COUNSELLING", "HEALTH"]))
    return (*steps, *_checks(days, checked, seen))


def _checks(days: int, every: int, seen: int) -> Iterator[Step]:
    return (_step(f"{day}d 08:45", K.RESIDENCE_CHECKED) for day in range(days - every, seen, -every))


WAITING = (
    Story("vừa có kết quả xét nghiệm", _hours(3), times=2),
    Story("hết hạn xác minh hôm nay", _hours(21), times=2),
    Story("quá hạn xác minh", _hours(52)),
    Story("đã xác minh, chờ thông báo", _hours(30, 20)),
    Story("quá hạn thông báo", _hours(76, 50)),
    Story("chờ quyết định", _hours(40, 30, 26, 20), times=2),
    Story("quá hạn quyết định", _hours(90, 80, 72, 60)),
    Story("dự thảo chờ kiểm tra", (*_hours(40, 30, 26, 21), _step("9h", "draft", kind=D.MANAGE_USER)), times=2),
    Story("chờ ký", (*_hours(42, 32, 27, 19), _step("8h", "draft", kind=D.MANAGE_USER), _step("5h", "check")), times=2),
    Story("dưới 18 tuổi, chờ ký", (*_hours(44, 34, 28, 18), _step("7h", "draft", kind=D.MANAGE_USER), _step("4h", "check")), age=16),
    Story("dự thảo bị trả lại", (*_hours(46, 36, 30, 22), _step("12h", "draft", kind=D.MANAGE_USER), _step("6h", "send_back"))),
    Story(
        "có nghiện, không thuộc diện",
        (
            _step("24d 21:00", K.TESTED_POSITIVE),
            _step("23d 09:00", K.RESIDENCE_VERIFIED, stable=True),
            _step("22d 09:00", "ask"),
            _step("19d 14:00", "dependent"),
        ),
    ),
)

MANAGED = (
    Story("mới quản lý, chưa giao, chưa giới thiệu dịch vụ", _managed(4, offered=False, served=False), times=2),
    Story("mới quản lý, chưa giới thiệu dịch vụ", _managed(9, offered=False)),
    Story("sắp đến hạn kiểm tra", _managed(28)),
    Story("đến hạn kiểm tra trong tuần", _managed(54, checked=27)),
    Story("quá hạn kiểm tra", _managed(95, checked=30, seen=34)),
    Story("quản lý đều, đã gửi nơi liên quan", _managed(70, checked=25, sent=True)),
    Story("quản lý đều", _managed(101, checked=24)),
    Story("quản lý đều", _managed(123, checked=29)),
    Story("quyết định theo luật cũ", _managed(176, checked=28)),
    Story("quyết định theo luật cũ", _managed(232, checked=28)),
    Story("dưới 18 tuổi, đang quản lý", _managed(61, checked=25), age=17),
    Story("còn ít ngày", _managed(345, checked=28), times=2),
    Story("còn một tuần", _managed(358, checked=29)),
    Story("hết thời hạn, chờ quyết định chấm dứt", _managed(368, checked=29, seen=8)),
    Story(
        "đã chấm dứt",
        (*_managed(402, checked=29, seen=40), _step("35d 09:00", "decide", kind=D.END_USER), _step("34d 15:00", "serve")),
    ),
    Story("vắng mặt", (*_managed(120, checked=28, seen=20), _step("14d 19:00", K.ABSENCE_BEGAN))),
    Story(
        "vắng mặt rồi có mặt lại",
        (
            *_managed(126, checked=28, seen=60),
            _step("52d 19:00", K.ABSENCE_BEGAN),
            _step("31d 08:00", K.ABSENCE_ENDED),
            _step("5d 08:45", K.RESIDENCE_CHECKED),
        ),
    ),
    Story("bị tạm giữ", (*_managed(84, checked=26, seen=10), _step("3d 10:00", K.CUSTODY_BEGAN, custodian="Công an tỉnh Đồng Nai"))),
    Story(
        "tạm đình chỉ",
        (
            *_managed(130, checked=26, seen=30),
            _step("21d 10:00", K.CUSTODY_BEGAN, custodian="Công an tỉnh Đồng Nai"),
            _step("20d 09:00", "decide", kind=D.SUSPEND_USER),
        ),
    ),
    Story(
        "bị tạm giữ ngắn ngày",
        (
            *_managed(99, checked=30, seen=30),
            _step("22d 10:00", K.CUSTODY_BEGAN, custodian="Công an tỉnh Đồng Nai"),
            _step("19d 16:00", K.CUSTODY_ENDED),
            _step("8d 08:45", K.RESIDENCE_CHECKED),
        ),
    ),
    Story("có căn cứ dừng", (*_managed(160, checked=28, seen=12), _step("26h", K.STOP_GROUND, ground="PRISON"))),
    Story("sử dụng lại", (*_managed(88, checked=27), _step("2d 20:10", K.USED_AGAIN))),
    Story("chờ trạm y tế xác định", (*_managed(92, checked=27), _step("4d 20:10", K.USED_AGAIN), _step("3d 09:00", "ask"))),
    Story(
        "trạm y tế chưa đủ để kết luận",
        (*_managed(94, checked=27), _step("6d 20:10", K.USED_AGAIN), _step("5d 09:00", "ask"), _step("2d 15:00", "examine")),
    ),
    Story("chờ cơ sở xác định", (*_managed(93, checked=27), _step("5d 20:10", K.USED_AGAIN), _step("4d 09:00", "ask_facility"))),
    Story(
        "có nghiện, chờ dừng", (*_managed(97, checked=29), _step("9d 19:00", K.USED_AGAIN), _step("8d 09:00", "ask"), _step("3d 16:00", "dependent"))
    ),
    Story(
        "đã dừng",
        (
            *_managed(140, checked=28, seen=30),
            _step("29d 19:00", K.USED_AGAIN),
            _step("28d 09:00", "ask"),
            _step("24d 16:00", "dependent"),
            _step("24d 16:30", "result_sent"),
            _step("23d 09:00", "decide", kind=D.STOP_USER),
            _step("23d 14:30", "serve"),
        ),
    ),
    Story(
        "không nghiện, thời hạn mới",
        (
            *_managed(150, checked=28, seen=40),
            _step("39d 19:00", K.USED_AGAIN),
            _step("38d 09:00", "ask"),
            _step("33d 16:00", "not_dependent"),
            _step("32d 09:00", "decide", kind=D.MANAGE_USER),
            _step("32d 14:30", "serve"),
            _step("6d 08:45", K.RESIDENCE_CHECKED),
        ),
    ),
    Story(
        "quyết định bị thu hồi rồi ra lại",
        (
            *_managed(50, offered=False, served=False, seen=49),
            _step("46d 09:00", "decide", kind=D.WITHDRAW),
            _step("45d 10:00", "decide", kind=D.MANAGE_USER),
            _step("45d 15:00", "serve"),
            _step("44d 09:00", K.SERVICE_OFFERED, services=["COUNSELLING", "JOB"]),
            _step("17d 08:45", K.RESIDENCE_CHECKED),
        ),
    ),
    Story("một lần kiểm tra ghi nhầm", (*_managed(47, checked=24, seen=3), _step("7h", K.RESIDENCE_CHECKED), _step("6h", "void_last"))),
)

_LEFT = (_step("40h", K.DEPARTED), _step("34h", K.MOVE_NOTICE_SENT), _step("27h", K.ARRIVED))
_LEFT_LONG_AGO = (_step("15d 08:00", K.DEPARTED), _step("15d 14:00", K.MOVE_NOTICE_SENT), _step("14d 09:00", K.ARRIVED))

MOVED = (
    Story("vừa rời đi", (*_managed(66, checked=22), _step("10h", K.DEPARTED))),
    Story("hồ sơ đang trên đường đi", (*_managed(75, checked=24), *_LEFT, _step("5h", "send_file"))),
    Story("hồ sơ đang trên đường đến", (*_managed(81, checked=26), *_LEFT, _step("6h", "send_file")), side="near", times=2),
    Story(
        "hồ sơ bị trả lại",
        (*_managed(79, checked=26, seen=16), *_LEFT_LONG_AGO, _step("14d 15:00", "send_file"), _step("12d 10:00", "return_file")),
    ),
    Story(
        "đã nhận, chờ quyết định",
        (*_managed(112, checked=27, seen=16), *_LEFT_LONG_AGO, _step("14d 15:00", "send_file"), _step("13d 09:00", "receive_file")),
        side="near",
    ),
    Story(
        "đã nhận và ra quyết định",
        (
            *_managed(118, checked=27, seen=16),
            *_LEFT_LONG_AGO,
            _step("14d 15:00", "send_file"),
            _step("13d 09:00", "receive_file"),
            _step("12d 10:00", "decide", kind=D.MANAGE_USER),
            _step("12d 15:00", "serve"),
        ),
        side="near",
    ),
)

NEIGHBOURS = (
    Story("vừa có kết quả xét nghiệm", _hours(6), side="near"),
    Story("chờ quyết định", _hours(40, 30, 26, 22), side="near", times=2),
    Story("mới quản lý", _managed(13), side="near"),
    Story("quản lý đều", _managed(60, checked=25), side="near", times=2),
    Story("quyết định theo luật cũ", _managed(190, checked=28), side="near"),
)

_CHIEF = "commune_police.commune_police_chief"
_CHAIR = "commune_committee.commune_chair"


def _begin(when: str, procedure: P, kind: K, **data: Any) -> Step:
    return _step(when, "begin", procedure=procedure, kind=kind, **data)


def _paper(when: str, kind: K, issuer: str, **data: Any) -> Step:
    return _step(when, "paper", kind=kind, issuer=issuer, **data)


def _at_home(days: int) -> tuple[Step, ...]:
    """Rehabilitation at home begun so many days ago."""
    return (
        _begin(f"{days + 4}d 09:00", P.HOME_REHABILITATION, K.REGISTERED, form="home"),
        _paper(f"{days + 3}d 15:00", K.REGISTRATION_DECIDED, _CHIEF, number="31/QĐ-CAX", months=24),
        _step(f"{days}d 08:00", K.REHAB_STARTED),
        _step(f"{days - 1}d 09:00", K.START_NOTICE_SENT),
    )


_IN_COURT = (
    _begin("40d 09:00", P.COMPULSORY, K.GROUND_FOUND, ground="SELF_TERMINATED"),
    _paper("38d 10:00", K.DOSSIER_PREPARED, _CHIEF, number="07/ĐN-CAX"),
    _step("38d 15:00", K.NOTICE_GIVEN),
)

_FULL = ("proposal", "cv", "minutes", "result", "no_residence")
_CONTESTED = {"contest_days": 3, "contest_reason": "ghi trong quyết định của Toà án (dữ liệu thử)"}
"""Where no text read gives the days in which a ruling may be contested, the trial's court sets them."""
_TO_COURT = _step("20d 09:00", "to_court", papers=_FULL)

AT_COURT = (
    Story("hồ sơ gửi Toà án, chưa ai ký nhận", (*_IN_COURT, _step("4d 09:00", "to_court", papers=_FULL))),
    Story(
        "Toà án trả hồ sơ một lần",
        (
            *_IN_COURT,
            _step("20d 10:00", "to_court", papers=_FULL[1:-1], why_missing="Văn bản đề nghị và giấy tờ cư trú gửi sau."),
            _step("20d 14:00", "court_signs"),
            _step("19d 09:00", "court_returns", faults={"proposal": "Thiếu văn bản đề nghị", "no_residence": "Thiếu tài liệu về nơi cư trú"}),
        ),
    ),
    Story(
        "Toà án sắp mở phiên họp",
        (
            *_IN_COURT,
            _TO_COURT,
            _step("20d 14:00", "court_signs"),
            _step("19d 09:00", "court_accepts"),
            _step("3d 10:00", "court_tells", kind=K.HEARING_ORDERED, number="14/QĐ-TA"),
        ),
    ),
    Story(
        "Toà án đã quyết định, Viện kiểm sát được đọc",
        (
            *_IN_COURT,
            _TO_COURT,
            _step("20d 15:00", "court_signs"),
            _step("19d 10:00", "court_accepts"),
            _step("12d 10:00", "court_tells", kind=K.HEARING_ORDERED, number="9/QĐ-TA"),
            _step("8d 09:00", "court_tells", kind=K.HEARING_HELD),
            _step("8d 10:00", "court_tells", kind=K.COURT_DECIDED, number="11/QĐ-TA", signer="Lưu Thị Ngần", months=24, **_CONTESTED),
        ),
    ),
)
"""Files that lie with the trial's court, each step in the court's own hand."""

_JUDGED = (
    *_IN_COURT,
    _TO_COURT,
    _step("20d 16:00", "court_signs"),
    _step("19d 11:00", "court_accepts"),
    _step("18d 10:00", "court_tells", kind=K.HEARING_ORDERED, number="8/QĐ-TA"),
    _step("16d 09:00", "court_tells", kind=K.HEARING_HELD),
    _step("16d 10:00", "court_tells", kind=K.COURT_DECIDED, number="10/QĐ-TA", signer="Lưu Thị Ngần", months=24, **_CONTESTED),
    _step("8d 08:00", "court_tells", kind=K.DECISION_EFFECTIVE),
    _step("8d 09:00", "court_sends_on", references={"court_decision": "10/QĐ-TA"}),
    _step("7d 09:00", "police_sign"),
    _step("6d 09:00", K.PROVINCE_INFORMED, number="15/BC-CAX"),
    _step("5d 09:00", K.FACILITY_CHOSEN, number="21/CAT-MT", facility="Cơ sở cai nghiện ma tuý"),
    _step("4d 09:00", "to_facility", papers=("intake_minutes",)),
)

AT_FACILITY = (
    Story(
        "đang ở cơ sở cai nghiện, quyết định cho về chịu tang chờ ký",
        (
            *_JUDGED,
            _step("4d 10:00", "facility_signs"),
            _step("4d 11:00", "facility_tells", kind=K.ADMITTED),
            _step("20h", "facility_drafts", kind=D.LET_OUT),
            _step("19h", "facility_checks"),
        ),
    ),
    Story("hồ sơ gửi cơ sở, chưa ai ký nhận", (*_JUDGED,)),
)
"""People whom the court has sent to the trial's facility: one entered and waits for its head's decision, the file of one waits for receipt."""

OTHERS = (
    Story("đăng ký cai tại nhà, chờ quyết định", (_begin("30h", P.HOME_REHABILITATION, K.REGISTERED, form="home"),)),
    Story("đang cai tại nhà", _at_home(60)),
    Story("đăng ký cơ sở tư nhân", (_begin("3d 09:00", P.PRIVATE_REHABILITATION, K.REGISTERED, form="private"),)),
    Story(
        "chờ công an tỉnh chọn cơ sở công lập",
        (
            _begin("6d 09:00", P.PUBLIC_REHABILITATION, K.REGISTERED, form="public"),
            _paper("5d 15:00", K.REGISTRATION_DECIDED, _CHIEF, number="33/QĐ-CAX", months=24),
            _step("5d 16:00", K.FACILITY_PROPOSED),
        ),
    ),
    Story("đang điều trị thay thế", (_begin("50d 09:00", P.SUBSTITUTION, K.TREATMENT_STARTED),)),
    Story("có căn cứ bắt buộc, đang lập hồ sơ", (_begin("26h", P.COMPULSORY, K.GROUND_FOUND, ground="RELAPSE"),)),
    Story("trong hạn đọc hồ sơ", (*_IN_COURT,)),
    Story("dưới 18 tuổi, có căn cứ bắt buộc", (_begin("28h", P.COMPULSORY_MINOR, K.GROUND_FOUND, ground="NOT_REGISTERED"),), age=16),
    Story(
        "về sau cai bắt buộc, đang quản lý sau cai",
        (
            _begin("40d 09:00", P.AFTERCARE, K.REHAB_COMPLETED, completed="compulsory"),
            _paper("38d 09:00", K.AFTERCARE_PROPOSED, _CHIEF, number="12/ĐN-CAX"),
            _paper("36d 10:00", K.AFTERCARE_DECIDED, _CHAIR, number="19/QĐ-UBND"),
            _step("35d 09:00", K.HELPER_ASSIGNED, helper_role="organisation"),
        ),
    ),
    Story("vừa hoàn thành, chờ quyết định sau cai", (_begin("2d 09:00", P.AFTERCARE, K.REHAB_COMPLETED, completed="voluntary"),)),
    Story(
        "quyết định sau cai đã soạn, chờ Chủ tịch ký",
        (
            _begin("4d 09:00", P.AFTERCARE, K.REHAB_COMPLETED, completed="voluntary"),
            _paper("3d 09:00", K.AFTERCARE_PROPOSED, _CHIEF, number="14/ĐN-CAX"),
            _step("2d 10:00", "draft", kind=D.AFTERCARE),
            _step("2d 14:00", "check"),
        ),
    ),
)

ONLY_KNOWN = (Story("được tư vấn, chưa có thủ tục", times=3), Story("cùng một hộ"), Story("có thể trùng hồ sơ"))
"""People without a procedure: the fourth lives with the third, the fifth may be the first once more."""

ALL = (*WAITING, *MANAGED, *MOVED, *NEIGHBOURS, *OTHERS, *AT_COURT, *AT_FACILITY, *ONLY_KNOWN)

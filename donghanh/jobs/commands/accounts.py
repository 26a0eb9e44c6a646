"""`donghanh accounts`: the made-up officials of a trial run, the first administrators of a real one, and tidying."""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
from datetime import UTC, date, datetime
from typing import Any

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot, Refusal
from donghanh.kernel.workdays import local_day

OPERATOR = Actor(
    user_id=None, name="Dòng lệnh", role="system", may=frozenset({"accounts.personas", "accounts.first_admin", "accounts.tidy", "accounts.manage"})
)
PROVINCE, COMMUNE, NEIGHBOUR = "Đồng Nai", "Trảng Bom", "Bàu Hàm"
FACILITY = ("Cơ sở Điều trị nghiện ma tuý tỉnh Đồng Nai", "Cơ sở Điều trị nghiện", date(2025, 7, 1))

TRIAL = "Thiết lập của bản chạy thử; chưa có nguồn nói nơi nào phụ trách các xã này."
COURTS = {
    "regional_court": "Toà án nhân dân khu vực (bản chạy thử) - Đồng Nai",
    "regional_procuracy": "Viện kiểm sát nhân dân khu vực (bản chạy thử) - Đồng Nai",
}
"""No source read says which court or procuracy serves the two communes: the trial sets one, and its name says so."""

# (login, name, role, office, kind of body, where): where is "here" (the commune), "near" (its neighbour) or "province".
CAST = (
    ("an.tranthimy", "Trần Thị Mỹ An", "commune_officer", "", "commune_committee", "here"),
    ("binh.nguyenvan", "Nguyễn Văn Bình", "commune_police", "commune_police", "commune_police", "here"),
    ("chau.lethi", "Lê Thị Châu", "commune_police", "commune_police", "commune_police", "here"),
    ("dung.phamquoc", "Phạm Quốc Dũng", "commune_police_chief", "commune_police_chief", "commune_police", "here"),
    ("uyen.dangngoc", "Đặng Ngọc Uyên", "commune_chair", "commune_chair", "commune_committee", "here"),
    ("giang.vohuong", "Võ Hương Giang", "health_station", "", "health_station", "here"),
    ("hanh.buithi", "Bùi Thị Hạnh", "commune_officer", "", "commune_committee", "near"),
    ("khoa.hodang", "Hồ Đăng Khoa", "commune_police", "commune_police", "commune_police", "near"),
    ("long.trinhba", "Trịnh Bá Long", "commune_police_chief", "commune_police_chief", "commune_police", "near"),
    ("nga.duongthuy", "Dương Thuý Nga", "commune_chair", "commune_chair", "commune_committee", "near"),
    ("phuong.lyquynh", "Lý Quỳnh Phượng", "facility_doctor", "", "facility", "province"),
    ("phuc.tongvan", "Tống Văn Phúc", "facility_intake", "", "facility", "province"),
    ("vinh.caoquang", "Cao Quang Vinh", "facility_intake", "", "facility", "province"),
    ("tuan.dovan", "Đỗ Văn Tuấn", "facility_head", "facility_head", "facility", "province"),
    ("lam.doanthi", "Đoàn Thị Lam", "court_clerk", "", "regional_court", "here"),
    ("hoa.nguyenthanh", "Nguyễn Thanh Hoà", "court_clerk", "", "regional_court", "here"),
    ("khai.truongdinh", "Trương Đình Khải", "procuracy_viewer", "", "regional_procuracy", "here"),
    ("mai.phanthu", "Phan Thu Mai", "procuracy_viewer", "", "regional_procuracy", "here"),
    ("quan.maianh", "Mai Anh Quân", "provincial_lead", "", "provincial_police", "province"),
    ("dao.ngothi", "Ngô Thị Đào", "department_officer", "", "provincial_health", "province"),
    ("thao.lamthi", "Lâm Thị Thảo", "finance_officer", "", "provincial_finance", "province"),
    ("son.huynhthanh", "Huỳnh Thanh Sơn", "auditor", "", "provincial_committee", "province"),
    ("tam.vuminh", "Vũ Minh Tâm", "system_admin", "", "provincial_police", "province"),
    ("yen.nghiemhai", "Nghiêm Hải Yến", "system_admin", "", "provincial_police", "province"),
)


def register(subparsers: Any) -> None:
    """Adds `accounts personas`, `accounts first-admin` and `accounts tidy`."""
    group = subparsers.add_parser("accounts", help="tài khoản cán bộ: chạy thử, quản trị viên đầu tiên, dọn dẹp")
    verbs = group.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    personas = verbs.add_parser("personas", help="lập các tài khoản chạy thử; chỉ dùng ở bản chạy thử")
    personas.add_argument("--json", action="store_true")
    personas.set_defaults(run=run_personas)
    admin = verbs.add_parser("first-admin", help="lập một quản trị viên khi hệ thống chưa đủ ba người")
    admin.add_argument("login", metavar="TÀI_KHOẢN")
    admin.add_argument("name", metavar="HỌ_TÊN")
    admin.add_argument("--province", required=True, metavar="TỈNH", help="mã hoặc tên tỉnh, ví dụ 75 hoặc Đồng Nai")
    admin.set_defaults(run=run_first_admin)
    tidy = verbs.add_parser("tidy", help="xoá phiên hết hạn, mã biểu mẫu quá 7 ngày, lần đăng nhập sai quá 1 ngày")
    tidy.add_argument("--json", action="store_true")
    tidy.set_defaults(run=run_tidy)


def run_personas(args: argparse.Namespace) -> None:
    """Makes or renews the cast of a trial run; prints the logins and their common password."""
    from django.conf import settings

    from donghanh.base.accounts import actions
    from donghanh.base.accounts.roles import ROLES
    from donghanh.base.privacy.scope import as_jobs

    if not settings.DEMO:
        raise Cannot("Đây không phải bản chạy thử nên không lập tài khoản chạy thử.", mend="Dùng: donghanh accounts first-admin.")
    at = datetime.now(UTC)
    on, password = local_day(at), trial_password(settings.SECRET_KEY)
    with as_jobs():
        people, bodies = _cast(on, at)
        actions.make_personas(actor=OPERATOR, at=at, on=on, people=people, password=password)
    rows = [{"login": p.login, "name": p.full_name, "role": p.role, "title": ROLES[p.role].title, "body": bodies[p.body_id]} for p in people]
    if args.json:
        print(json.dumps({"password": password, "accounts": rows}, ensure_ascii=False))
        return
    print(f"Mật khẩu chung của các tài khoản chạy thử: {password}")
    for row in rows:
        print(f"  {row['login']:<16} {row['title']}, {row['body']} ({row['name']})")


def trial_password(secret: str) -> str:
    """One password for a trial installation, the same at each start: from its own secret key, so never that of another."""
    mac = hmac.new(secret.encode(), b"trial personas", hashlib.sha256).digest()
    text = base64.b32encode(mac).decode().lower()[:15]
    return "-".join(text[i : i + 5] for i in (0, 5, 10))


def run_first_admin(args: argparse.Namespace) -> None:
    """Makes an administrator while there are fewer than two; from then on two administrators make all others. Prints his first password."""
    from donghanh.base.accounts import actions
    from donghanh.base.places import queries as places
    from donghanh.base.privacy.scope import as_jobs

    at = datetime.now(UTC)
    on = local_day(at)
    refused: Refusal | None = None
    with as_jobs():  # a refusal is raised after it, so that its row in the log is kept
        province = places.unit_named(args.province, on=on, level="PROVINCE")
        body = places.body_at("provincial_police", province.id, on)
        try:
            password = actions.make_first_admin(actor=OPERATOR, at=at, on=on, username=args.login, full_name=args.name, body_id=body.id)
        except Refusal as refusal:
            refused = refusal
    if refused:
        raise refused
    print(f"Mật khẩu đầu tiên của {args.login}: {password}")


def run_tidy(args: argparse.Namespace) -> None:
    """Removes what has served its time; prints how much."""
    from donghanh.base.accounts import actions
    from donghanh.base.privacy.scope import as_jobs

    with as_jobs():
        gone = actions.tidy(actor=OPERATOR, at=datetime.now(UTC))
    if args.json:
        print(json.dumps(gone))
        return
    print(f"Đã dọn {gone['sessions']} phiên, {gone['submissions']} mã biểu mẫu, {gone['failures']} lần đăng nhập sai.")


def _cast(on: date, at: datetime) -> tuple[list, dict[int, str]]:
    """The cast with the bodies of this day. Raises Cannot when places were not loaded."""
    from donghanh.base.accounts import actions
    from donghanh.base.accounts.actions import Persona
    from donghanh.base.places import queries as places

    province = places.unit_named(PROVINCE, on=on, level="PROVINCE")
    units = {"province": province.id} | {
        where: places.unit_named(name, on=on, under=province.id).id for where, name in (("here", COMMUNE), ("near", NEIGHBOUR))
    }
    name, short, since = FACILITY
    facility = actions.make_facility(actor=OPERATOR, at=at, unit_id=province.id, name=name, short_name=short, since=since)
    communes = [units["here"], units["near"]]
    for kind, title in COURTS.items():
        actions.make_covering(actor=OPERATOR, at=at, kind=kind, name=title, unit_id=province.id, communes=communes, since=since, citation=TRIAL)
    people, names = [], {facility: name}
    for login, full_name, role, office, kind, where in CAST:
        body_id = facility
        if kind != "facility":
            body = places.body_at(kind, units[where], on)
            body_id, names[body.id] = body.id, body.name
        people.append(Persona(login, full_name, role, office, body_id))
    return people, names

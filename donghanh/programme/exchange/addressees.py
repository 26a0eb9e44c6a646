"""Whom a heading or a sentence addresses, as functions of plans/functions. Names of bodies as papers print them, old ones too. Pure."""

from __future__ import annotations

import re

from donghanh.kernel.text import fold

# Longer names first: "Công an xã" is no "Công an". Written as kernel.text.fold gives them.
_NAMES: tuple[tuple[str, str], ...] = (
    ("provincial_chair", r"chu tich (ubnd|uy ban nhan dan) tinh"),
    ("district_chair", r"chu tich (ubnd|uy ban nhan dan) (cap )?huyen"),
    ("commune_chair", r"chu tich (ubnd|uy ban nhan dan) (cap )?(xa|phuong)"),
    ("provincial_office", r"van phong (ubnd|uy ban nhan dan) tinh"),
    ("people_council", r"\b(hdnd|hoi dong nhan dan) tinh"),
    ("law_dissemination_council", r"hoi dong phoi hop pho bien"),
    ("steering_committee", r"ban chi dao"),
    ("district_labour", r"phong lao dong"),
    ("district_education", r"phong giao duc"),
    ("district_culture", r"phong van ho"),
    ("ministry_lead", r"bo lao dong"),
    ("ministry_health", r"\bbo y te"),
    ("ministry_department_lead", r"cuc phong, chong te nan"),
    ("rehabilitation_lead", r"(so|nganh) lao dong|\bso ldtbxh|\bcong an tinh.{0,20}dau moi"),
    ("education_authority", r"so giao duc"),
    ("finance_authority", r"so tai chinh"),
    ("justice_authority", r"so tu phap"),
    ("home_affairs_authority", r"so noi vu"),
    ("trade_authority", r"so cong thuong"),
    ("culture_authority", r"so van ho"),
    ("information_authority", r"so thong tin"),
    ("investment_authority", r"so ke hoach"),
    ("health_authority", r"\bso y te"),
    ("health_station", r"tram y te"),
    ("district_health", r"(trung tam|don vi) y te (cap )?huyen|trung tam y te"),
    ("provincial_police", r"cong an tinh|cong an cac cap"),
    ("district_police", r"cong an (cac |cap )?huyen"),
    ("commune_police", r"cong an (cac |cap )?(xa|phuong)"),
    ("border_guard", r"bien phong"),
    ("provincial_court", r"toa an nhan dan (cap )?tinh"),
    ("court_first_instance", r"toa an nhan dan (cac |cap )?(huyen|khu vuc)"),
    ("provincial_procuracy", r"vien kiem sat"),
    ("district_committee", r"(ubnd|uy ban nhan dan) (cac |cap )?(huyen|thi xa|thanh pho)|cac huyen, (thi xa, )?thanh pho"),
    ("commune_committee", r"(ubnd|uy ban nhan dan) (cac |cap )?(xa|phuong)|cap xa"),
    ("provincial_committee", r"(ubnd|uy ban nhan dan) (cap )?tinh"),
    ("propaganda_committee", r"ban tuyen giao"),
    ("fatherland_front", r"mat tran to quoc|uy ban mat tran"),
    (
        "mass_organisations",
        r"doan the|hoi lien hiep phu nu|doan thanh nien|tinh doan|hoi cuu chien binh|hoi nong dan|lien doan lao dong|to chuc chinh tri",
    ),
    ("party_committee", r"cap uy|to chuc dang"),
    ("radio_television", r"dai phat thanh|dai truyen hinh"),
    ("newspaper", r"\bbao [a-z]+ [a-z]+$|, bao "),
    ("press", r"co quan bao chi"),
    ("job_centre", r"dich vu viec lam"),
    ("volunteer_team", r"doi cong tac xa hoi"),
    ("rehabilitation_task_force", r"to cong tac cai nghien"),
    ("public_facility", r"co so dieu tri nghien ma tuy tinh|trung tam cong tac xa hoi tinh|co so cai nghien ma tuy (cua )?tinh"),
    ("every_unit", r"cac so, (ban, )?nganh|cac so,? ban,? nganh|so, nganh, dia phuong|cac don vi, dia phuong|cac co quan, don vi"),
)
_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in _NAMES)


def addressees(text: str) -> tuple[str, ...]:
    """Codes of the functions named, in the order of the text; empty where none is known."""
    plain = fold(text)
    found: list[tuple[int, int, str]] = []
    for code, pattern in _PATTERNS:
        match = pattern.search(plain)
        if match and not any(start < match.end() and match.start() < end for start, end, _code in found):
            found.append((match.start(), match.end(), code))
    return tuple(code for _start, _end, code in sorted(found))

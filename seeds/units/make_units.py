"""Makes units.csv and successions.csv once from the package `vietnamadminunits` 1.0.4 (MIT). See README.md.

Run it in a throw-away environment that holds the package:  python make_units.py FOLDER_OF_THE_PACKAGE
Ids are fixed by a formula, so that a second run gives the same file: era, level, code
(1 = former, 2 = from 1 July 2025; 1 province, 2 district, 3 commune).
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
BEFORE_RECORDS = "1900-01-01"
MERGER = "2025-07-01"
KINDS = ("đặc khu", "thị trấn", "thị xã", "thành phố", "phường", "quận", "huyện", "tỉnh", "xã")
LEVELS = {"PROVINCE": 1, "DISTRICT": 2, "COMMUNE": 3}
EXPECTED = {("PROVINCE", ""): 34, ("COMMUNE", ""): 3321, ("PROVINCE", MERGER): 63, ("DISTRICT", MERGER): 696, ("COMMUNE", MERGER): 10035}
BY_PROVINCE = {"75": 95, "51": 96, "38": 166}
UNIT_COLUMNS = ("id", "level", "code", "kind", "name", "parent_id", "starts_on", "ends_before", "latitude", "longitude")


def unit_id(era: int, level: str, code: str) -> int:
    """2326248 is era 2, level 3, code 26248; the country is 1."""
    return era * 1_000_000 + LEVELS[level] * 100_000 + int(code)


def split_kind(full: str) -> tuple[str, str]:
    """'Thị Trấn Ái Tử' -> ('thị trấn', 'Ái Tử')."""
    kind = next(k for k in KINDS if full.lower().startswith(k + " "))
    return kind, full[len(kind) + 1 :]


def unit(era: int, level: str, code: str, full: str, *, parent: int, at: tuple[float, float]) -> dict:
    kind, name = split_kind(full)
    starts, ends = (BEFORE_RECORDS, MERGER) if era == 1 else (MERGER, "")
    values = (unit_id(era, level, code), level, code, kind, name, parent, starts, ends, *at)
    return dict(zip(UNIT_COLUMNS, values, strict=True))


def former_units(rows: list[dict]) -> dict[int, dict]:
    """Provinces, districts and communes as they stood on 30 June 2025."""
    made: dict[int, dict] = {}
    for row in rows:
        province = unit(1, "PROVINCE", row["provinceCode"], row["province"], parent=1, at=(row["provinceLat"], row["provinceLon"]))
        district = unit(1, "DISTRICT", row["districtCode"], row["district"], parent=province["id"], at=(row["districtLat"], row["districtLon"]))
        made[province["id"]], made[district["id"]] = province, district
        if row["ward"]:
            commune = unit(1, "COMMUNE", row["wardCode"], row["ward"], parent=district["id"], at=(row["wardLat"], row["wardLon"]))
            made[commune["id"]] = commune
    return made


def present_units(rows: list[dict]) -> dict[int, dict]:
    """Provinces and communes from 1 July 2025."""
    made: dict[int, dict] = {}
    for row in rows:
        province = unit(2, "PROVINCE", row["provinceCode"], row["province"], parent=1, at=(row["provinceLat"], row["provinceLon"]))
        commune = unit(2, "COMMUNE", row["wardCode"], row["ward"], parent=province["id"], at=(row["wardLat"], row["wardLon"]))
        made[province["id"]], made[commune["id"]] = province, commune
    return made


def successions(former: list[dict], present: list[dict], converter: dict) -> list[tuple[int, int, str, str]]:
    """(predecessor, successor, day, is_partial). Islands without communes are followed from the district itself."""
    old = {}
    for row in former:
        key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
        old[key] = unit_id(1, "COMMUNE", row["wardCode"]) if row["ward"] else unit_id(1, "DISTRICT", row["districtCode"])
    new = {(row["provinceKey"], row["wardKey"]): unit_id(2, "COMMUNE", row["wardCode"]) for row in present}
    old_province = {row["provinceKey"]: unit_id(1, "PROVINCE", row["provinceCode"]) for row in former}
    new_province = {row["provinceKey"]: unit_id(2, "PROVINCE", row["provinceCode"]) for row in present}
    found = [(old_province[k], new_province[n], MERGER, "f") for n, keys in converter["DICT_PROVINCE"].items() for k in keys]
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        found += [(old[k], new[province, ward], MERGER, "f") for ward, keys in wards.items() for k in keys]
    for province, wards in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        found += [(old[k], new[province, part["newWardKey"]], MERGER, "t") for k, parts in wards.items() for part in parts]
    return sorted(found)


def check(units: list[dict], found: list[tuple[int, int, str, str]]) -> None:
    """Stops when a count differs from the resolutions of the National Assembly's Standing Committee."""
    counts = Counter((u["level"], u["ends_before"]) for u in units if u["level"] != "COUNTRY")
    if counts != EXPECTED:
        raise SystemExit(f"Counts differ: {counts}")
    for code, wanted in BY_PROVINCE.items():
        have = sum(u["parent_id"] == unit_id(2, "PROVINCE", code) for u in units)
        if have != wanted:
            raise SystemExit(f"Province {code}: {have} communes, expected {wanted}")
    followed, made = {f[0] for f in found}, {f[1] for f in found}
    lost = [u for u in units if u["ends_before"] and u["level"] != "DISTRICT" and u["id"] not in followed]
    fresh = [u for u in units if u["starts_on"] == MERGER and u["id"] not in made]
    if lost or fresh:
        raise SystemExit(f"Without successor: {lost[:5]}; without predecessor: {fresh[:5]}")


def write(name: str, header: tuple[str, ...], rows: list) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(package: Path) -> None:
    connection = sqlite3.connect(f"file:{package / 'data' / 'dataset.db'}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    former = [dict(r) for r in connection.execute("select * from admin_units_legacy")]
    present = [dict(r) for r in connection.execute("select * from admin_units")]
    converter = json.loads((package / "data" / "converter_2025.json").read_text(encoding="utf-8"))
    country = dict(zip(UNIT_COLUMNS, (1, "COUNTRY", "00", "", "Việt Nam", "", BEFORE_RECORDS, "", "", ""), strict=True))
    made = former_units(former) | present_units(present)
    units = [country, *sorted(made.values(), key=lambda u: u["id"])]
    found = successions(former, present, converter)
    check(units, found)
    write("units.csv", UNIT_COLUMNS, [tuple(u.values()) for u in units])
    write("successions.csv", ("predecessor_id", "successor_id", "on", "is_partial"), found)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

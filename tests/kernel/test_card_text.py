"""The QR text of the citizen card is read into fields; what the scan damaged is named, never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donghanh.kernel import card_text
from donghanh.kernel.errors import BadInput

CARD = "001088012345|012345678|Nguyễn Thị Ánh|05031988|Nữ|12 Phố Huế, Hà Nội|10052021"


def test_seven_fields():
    found = card_text.read(CARD)
    assert (found.citizen_id, found.old_id, found.full_name) == ("001088012345", "012345678", "Nguyễn Thị Ánh")
    assert (found.born_on, found.sex, found.issued_on) == (date(1988, 3, 5), "FEMALE", date(2021, 5, 10))
    assert found.damaged == () and found.extra_fields == 0


@pytest.mark.parametrize("scan", [CARD.encode(), CARD.encode().decode("latin-1"), f" {CARD}\r\n"])
def test_the_same_card_however_the_scanner_hands_it_over(scan):
    assert card_text.read(scan) == card_text.read(CARD)


def test_as_windows_letters():
    """A scanner that types cp1252; the bytes cp1252 does not know stay as they are."""
    scan = "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in CARD.encode())
    assert scan != CARD
    assert card_text.read(scan) == card_text.read(CARD)


def test_broken_name_is_left_out_and_named():
    broken = CARD.encode().replace("ễ".encode(), "ễ".encode()[:2])
    found = card_text.read(broken)
    assert found.full_name == ""
    assert found.damaged == ("full_name",)
    assert found.citizen_id == "001088012345"


def test_broken_sex_of_a_woman_is_still_known():
    broken = CARD.encode().replace("ữ".encode(), "ữ".encode()[:2])
    assert card_text.read(broken).sex == "FEMALE"


def test_empty_old_number_and_longer_back_side():
    found = card_text.read(CARD.replace("012345678", "") + "||Nguyễn Văn Cha|Trần Thị Mẹ|")
    assert found.old_id == ""
    assert found.extra_fields == 4
    assert "Cha" not in str(found)


@pytest.mark.parametrize(("written", "year"), [("1950", 1950), ("01011950", 1950)])
def test_year_only(written, year):
    found = card_text.read(CARD.replace("05031988", written))
    assert found.birth_year == year
    assert (found.born_on is None) == (len(written) == 4)


@pytest.mark.parametrize(
    "scan", ["", "https://example.test", "a|b|c", CARD.replace("05031988", "31022000"), CARD.replace("001088012345", "12"), "|" * 5000, b"\xff\xfe"]
)
def test_what_is_no_card_is_refused(scan):
    with pytest.raises(BadInput) as caught:
        card_text.read(scan)
    assert caught.value.mend


def test_a_damaged_issue_day_is_simply_absent():
    assert card_text.read(CARD.replace("10052021", "99999999")).issued_on is None


@given(st.one_of(st.text(max_size=200), st.binary(max_size=200), st.text(alphabet="0123456789|Nữam ", max_size=120)))
def test_any_scan_is_read_or_refused(scan):
    try:
        found = card_text.read(scan)
    except BadInput:
        return
    assert len(found.citizen_id) == 12

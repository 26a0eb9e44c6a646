"""Words and files as the rooms of this storey take them."""

import pytest

from donghanh.kernel.errors import BadInput
from donghanh.programme.keeping import rules


@pytest.mark.parametrize("text", ["Số 075094001234", "cmnd:271234567.", "(079099001234)", "271234567"])
def test_what_looks_like_the_number_of_a_person_is_not_kept(text):
    with pytest.raises(BadInput, match="giống số căn cước"):
        rules.check_words(text, field="title", most=100, name="tên")


@pytest.mark.parametrize("text", ["Chi 120.000.000 đồng", "Công văn 36/CT-UBND ngày 25/11/2026", "0251 3822 101", "12345678", "1234567890"])
def test_amounts_numbers_of_papers_and_telephones_are_kept(text):
    assert rules.check_words(f" {text} ", field="title", most=100, name="tên") == text


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"PK\x03\x04..xl/workbook", "spreadsheetml"),
        (b"PK\x03\x04 word/d", "wordprocessingml"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(content, kind):
    assert kind in rules.media_type(content)


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90", b"PK\x03\x04 word/ vbaProject", b"%PDF-" + bytes(rules.LONGEST_FILE)], ids=["empty", "program", "macro", "long"]
)
def test_what_is_no_paper_or_picture_is_refused(content):
    with pytest.raises(BadInput):
        rules.media_type(content)

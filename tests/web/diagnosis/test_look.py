"""The pages of a determination and of a compulsory file's ground in a real browser, wide and narrow, light and dark."""

from __future__ import annotations

import pytest

from tests.factories import people
from tests.factories.cases import NOW
from tests.factories.diagnosis import THREE, marks
from tests.web.diagnosis.test_pages import WHY, signing, url, wrote
from tests.web.ui import looking

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.slow]


def pages(nurse, sent, police) -> dict[str, str]:
    """Each page as text: empty, lacking, ready, differing, signed, printed, with a mistake."""
    browser = nurse[0]
    found = {"empty": browser.get(url(sent)).content.decode(), "record": browser.get(url(sent, "tieu-chuan/")).content.decode()}
    found["mistakes"] = browser.post(url(sent, "tieu-chuan/"), {"on-d": "31", "on-m": "2", "on-y": "2026", "time": "25:00"}).content.decode()
    wrote(browser, sent, marks("CRAVING", unclear=("WITHDRAWAL", "TOLERANCE")), length="unknown", note="Hẹn khám lại sau ba ngày.")
    found["lacking"] = browser.get(url(sent)).content.decode()
    read = wrote(browser, sent, THREE)
    found |= {"ready": browser.get(url(sent)).content.decode(), "sheet": browser.get(url(sent, "phieu-theo-doi/")).content.decode()}
    found["differs"] = browser.post(url(sent, "ket-luan/"), signing(read, "no", dong_y="1")).content.decode()
    found["review"] = browser.post(url(sent, "ket-luan/"), signing(read, "no", reason=WHY)).content.decode()
    browser.post(url(sent, "ket-luan/"), signing(read, "no", reason=WHY, dong_y="1"))
    found |= {
        "step": browser.get(url(sent, "buoc/result-sent/")).content.decode(),
        "volunteer": browser.get("/duoc-gui-den/tu-den/").content.decode(),
    }
    found["own_file"] = police[0].get(f"/ho-so/{sent.file_id}/").content.decode()
    found |= {"signed": browser.get(url(sent)).content.decode(), "list": browser.get("/duoc-gui-den/").content.decode()}
    person = people.register(police[1], "Lê Thị Ỗi", at=NOW)
    begin = f"/nguoi/{person.pk}/mo-thu-tuc/compulsory/ground-found/"
    found["begin"] = police[0].get(begin).content.decode()
    moment = {"on-d": "21", "on-m": "11", "on-y": "2026", "time": "8:00", "compulsory_ground": "SELF_TERMINATED", "exclusion": ""}
    found["refused"] = police[0].post(begin, moment).content.decode()
    paper = {"paper": "12/BB-CAX", "paper_on-d": "20", "paper_on-m": "11", "paper_on-y": "2026"}
    found["file"] = police[0].get(police[0].post(begin, moment | paper).url).content.decode()
    return found


def test_pages_pass_axe_and_fit_the_screen(nurse, sent, police):
    assert looking.faults(pages(nurse, sent, police)) == []

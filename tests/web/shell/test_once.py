"""A form is recorded once: twice pressed, sent again, or eight times at the same moment."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import Client
from django.urls import include, path

from donghanh.base.accounts import actions
from donghanh.base.accounts.models import Submission
from donghanh.base.audit.models import Event
from donghanh.kernel import access
from donghanh.kernel.errors import Cannot
from donghanh.web.shell import once
from tests.factories import accounts


def record(request):
    """A page that records one act and redirects to it."""
    access.note()
    if request.POST.get("how") == "refuse":
        raise Cannot("Chưa làm được.")
    if request.POST.get("how") == "break":
        actions.step_up(actor=request.actor, at=request.at)
        raise RuntimeError("broken")
    if request.POST.get("how") == "form":
        return HttpResponse("with mistakes", status=422)
    actions.step_up(actor=request.actor, at=request.at)
    return redirect(f"/xem/{uuid.uuid4()}/")


urlpatterns = [path("ghi/", record, name="record"), path("", include("donghanh.web.urls"))]
pytestmark = pytest.mark.urls(__name__)


def recorded() -> int:
    return Event.objects.filter(verb="session.step_up", result="done").count()


@pytest.fixture
def official(client):
    return accounts.sign_in(client, accounts.post(role="commune_officer"))


@pytest.mark.django_db
def test_the_same_form_twice_is_recorded_once_and_answered_alike(official):
    form = {"_once": str(uuid.uuid4()), "a": "1"}
    first, second = official.post("/ghi/", form), official.post("/ghi/", form)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert recorded() == 1


@pytest.mark.django_db
def test_twin_without_the_guard_it_is_recorded_twice(official, monkeypatch):
    monkeypatch.setattr(once.OnceMiddleware, "process_view", lambda *_args: None)
    form = {"_once": str(uuid.uuid4()), "a": "1"}
    official.post("/ghi/", form)
    official.post("/ghi/", form)
    assert recorded() == 2


@pytest.mark.django_db
def test_the_same_key_with_another_content_is_refused(official):
    key = str(uuid.uuid4())
    official.post("/ghi/", {"_once": key, "a": "1"})
    other = official.post("/ghi/", {"_once": key, "a": "2"})
    assert other.status_code == 409
    assert "nội dung khác" in other.content.decode()
    assert recorded() == 1


@pytest.mark.django_db
def test_another_officials_key_is_refused_and_tells_nothing(official, client):
    key = str(uuid.uuid4())
    official.post("/ghi/", {"_once": key, "a": "1"})
    neighbour = accounts.sign_in(Client(), accounts.post(role="commune_police", unit_id=900_002))
    assert neighbour.post("/ghi/", {"_once": key, "a": "1"}).status_code == 409


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "abc", "1234"])
def test_a_form_without_a_key_is_refused_with_the_mend(official, key):
    answer = official.post("/ghi/", {"_once": key, "a": "1"})
    assert answer.status_code == 422
    assert "Tải lại trang" in answer.content.decode()
    assert recorded() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["refuse", "form"])
def test_a_form_given_back_keeps_its_key_free(official, how):
    key = str(uuid.uuid4())
    assert official.post("/ghi/", {"_once": key, "how": how}).status_code == 422
    assert not Submission.objects.exists()
    assert official.post("/ghi/", {"_once": key, "how": ""}).status_code == 302
    assert recorded() == 1


@pytest.mark.django_db
def test_what_broke_was_not_recorded_and_may_be_sent_again(official):
    official.raise_request_exception = False
    key = str(uuid.uuid4())
    assert official.post("/ghi/", {"_once": key, "how": "break"}).status_code == 500
    assert recorded() == 0
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_uploads_are_part_of_the_content(official):
    key = str(uuid.uuid4())
    files = [SimpleUploadedFile("a.csv", content) for content in (b"one", b"one", b"two")]
    answers = [official.post("/ghi/", {"_once": key, "file": file}).status_code for file in files]
    assert answers == [302, 302, 409]


@pytest.mark.django_db(transaction=True)
def test_eight_at_the_same_moment_are_recorded_once():
    held = accounts.post(role="commune_officer")
    cookies = accounts.sign_in(Client(), held).cookies
    form, answers, ready = {"_once": str(uuid.uuid4()), "a": "1"}, [], threading.Barrier(8)

    def send() -> None:
        browser = Client()
        browser.cookies = cookies
        ready.wait()
        answer = browser.post("/ghi/", form)
        answers.append((answer.status_code, answer.headers.get("Location")))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert answers[0][0] == 302
    assert recorded() == 1


@pytest.mark.django_db
def test_each_form_on_a_page_gets_its_own_key():
    key = once.FreshKey()
    assert len({str(key) for _ in range(5)}) == 5


@pytest.mark.django_db
def test_keys_are_forgotten_after_seven_days(official):
    official.post("/ghi/", {"_once": str(uuid.uuid4())})
    made = Submission.objects.get().made_at
    keeper = accounts.actor("system_admin", may=frozenset({"accounts.tidy"}))
    assert actions.tidy(actor=keeper, at=made + timedelta(days=7))["submissions"] == 0
    assert actions.tidy(actor=keeper, at=made + timedelta(days=7, seconds=1))["submissions"] == 1

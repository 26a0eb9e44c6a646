"""Calm answers when something is refused or breaks: what is wrong, what to do; never whether a thing exists."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from donghanh.kernel.errors import BadInput, Cannot, MayNot, NotInReach, Overtaken, Refusal
from donghanh.people.rules import ReasonFirst
from donghanh.web.shell import kept, sign_in
from donghanh.web.shell.account_forms import SignIn

STATUS: dict[type[Refusal], int] = {NotInReach: 404, MayNot: 403, BadInput: 422, Overtaken: 409, Cannot: 422}
HEADINGS = {
    400: "Yêu cầu chưa đọc được",
    403: "Bạn chưa có quyền làm việc này",
    404: "Không tìm thấy trang này",
    409: "Dữ liệu đã thay đổi",
    422: "Chưa làm được việc này",
    500: "Máy chủ gặp lỗi",
}
CALM = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Máy chủ gặp lỗi</title></head>
<body><main><h1>Máy chủ gặp lỗi</h1><p>Không có gì được ghi dở dang. Thử lại sau ít phút.</p>
<p><a href="/">Về trang chính</a></p></main></body></html>"""


def refusal_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page (or, for htmx, the message) of a refusal from below; the status is that of its kind."""
    code = next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 422)
    if code == 404:  # one answer for "is not there" and "is not yours": the refusal's own words could tell them apart
        return page_not_found(request)
    return _page(request, code, str(refusal.message), refusal.mend, refusal.citation)


class RefusalMiddleware:
    """Turns a refusal that a view let through into its page, and an address that no database can read into 400. Stands nearest to the view."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return bad_request(request) if "%00" in request.META.get("QUERY_STRING", "") else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for a Refusal; every other exception goes on to the 500 page."""
        if isinstance(exception, ReasonFirst):
            back = request.get_full_path() if request.method == "GET" else sign_in.page_behind(request)
            return sign_in.lead(request, f"{reverse('people:reason')}?{urlencode({'next': back})}")
        return refusal_response(request, exception) if isinstance(exception, Refusal) else None


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself is broken."""
    return _page(request, 400, _("Trình duyệt gửi một yêu cầu mà máy chủ không đọc được."), _("Quay lại trang trước, tải lại trang rồi thử lần nữa."))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 from Django itself."""
    return _page(
        request, 403, _("Vai trò của bạn không có quyền mở trang này."), _("Chuyển việc cho người có thẩm quyền hoặc hỏi quản trị của đơn vị.")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: a page left open over a sign-out, or a browser that lost its cookies.

    A signed-in official gets what he typed back, if his browser says that the form came from our own page; a stranger signs in.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return _sign_in_again(request)
    if kept.sent_from_here(request) and kept.keep(request, user):
        return redirect("shell:kept")
    message, mend = _("Trang này mở đã lâu nên không còn nhận được."), _("Quay lại, tải lại trang rồi gửi lần nữa. Chưa có gì được ghi.")
    return _page(request, 403, message, mend, heading=_("Trang này mở đã lâu"))


def _sign_in_again(request: HttpRequest) -> HttpResponse:
    back = sign_in.page_behind(request)
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": f"{reverse('shell:sign_in')}?{urlencode({'next': back})}"})
    here = request.resolver_match and request.resolver_match.view_name == "shell:sign_in"
    said = (
        _("Trang đăng nhập mở đã lâu, hoặc trình duyệt không nhận cookie. Nhập lại tài khoản và mật khẩu.")
        if here
        else _("Phiên làm việc đã hết nên biểu mẫu vừa gửi chưa được ghi. Đăng nhập để tiếp tục.")
    )
    return sign_in.page(request, SignIn(), back="/" if here else back, said=said, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same words whether there is nothing, or nothing for this official."""
    return _page(
        request, 404, _("Đường dẫn không đúng, hoặc trang không dành cho đơn vị của bạn."), _("Kiểm tra lại đường dẫn, hoặc tìm theo họ tên.")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Asks neither the database nor the session; if even the template fails, one plain page is left."""
    try:
        return _page(
            request,
            500,
            _("Không có gì được ghi dở dang."),
            _("Thử lại sau ít phút. Nếu vẫn lỗi, báo quản trị của đơn vị kèm giờ xảy ra."),
            framed=False,
        )
    except Exception:  # whatever broke the page may break its error page too
        return HttpResponse(CALM, status=500)


def _page(request: HttpRequest, code: int, message: str, mend: str, citation: str = "", *, framed: bool = True, heading: str = "") -> HttpResponse:
    words = {
        "heading": heading or _(HEADINGS[code]),
        "message": message,
        "mend": mend,
        "citation": citation,
        "code": code,
        "framed": framed and getattr(request, "actor", None) is not None,
    }
    if not getattr(request, "htmx", False):
        return render(request, "shell/error.jinja", words, status=code)
    response = render(request, "shell/_refusal.jinja", words, status=code)
    # The message goes to its own place above the page, wherever the fragment was meant to go.
    response["HX-Retarget"], response["HX-Reswap"] = "#loi", "innerHTML show:window:top"
    return response

"""Forms of signing in and of one's own account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.web.shell.forms import Form


def _password(label: str, autocomplete: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, strip=False, help_text=hint, widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}))


class SignIn(Form):
    username = forms.CharField(
        label=_("Tài khoản công vụ"),
        max_length=60,
        help_text=_("Ví dụ: an.tranthimy"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = _password(_("Mật khẩu"), "current-password")

    def clean_username(self) -> str:
        """Login names are written in small letters."""
        return self.cleaned_data["username"].strip().lower()


class Code(Form):
    code = forms.CharField(
        label=_("Mã 6 chữ số"),
        max_length=12,
        help_text=_("Mở ứng dụng mã trên điện thoại của bạn."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class Password(Form):
    password = _password(_("Mật khẩu"), "current-password")


class NewPassword(Form):
    old = _password(_("Mật khẩu hiện tại"), "current-password")
    new = _password(_("Mật khẩu mới"), "new-password", _("Ít nhất 15 ký tự; một câu dài, dễ nhớ với riêng bạn là tốt nhất."))
    again = _password(_("Nhập lại mật khẩu mới"), "new-password")

    def clean(self) -> dict:
        """Both new passwords must be the same."""
        data = super().clean()
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", _("Hai lần nhập chưa giống nhau. Nhập lại cả hai."))
        return data

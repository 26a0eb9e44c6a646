from django.urls import path

from donghanh.web.shell import views

app_name = "shell"
urlpatterns = [
    path("", views.home, name="home"),
    path("suc-khoe/", views.health, name="health"),
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-nhap/ma/", views.code, name="code"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("chon-vai-tro/", views.choose_post, name="choose_post"),
    path("xac-nhan-lai/", views.step_up, name="step_up"),
    path("doi-mat-khau/", views.password, name="password"),
    path("gui-lai/", views.kept_forms, name="kept"),
    path("bao-mat/", views.security, name="security"),
]

from django.urls import path

from donghanh.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("tai-khoan/", views.list_, name="list"),
    path("tai-khoan/moi/", views.create, name="create"),
    path("tai-khoan/<int:user_id>/", views.official, name="official"),
    path("tai-khoan/<int:user_id>/giao-vai-tro/", views.propose, name="propose"),
    path("tai-khoan/<int:user_id>/trang-thai/", views.state, name="state"),
    path("tai-khoan/<int:user_id>/mat-khau/", views.reset, name="reset"),
    path("tai-khoan/<int:user_id>/mat-khau/duyet/", views.decide_reset, name="decide_reset"),
    path("tai-khoan/<int:user_id>/mo-chan/", views.unlock, name="unlock"),
    path("tai-khoan/<int:user_id>/go-ung-dung-ma/", views.take_off_code, name="take_off_code"),
    path("tai-khoan/de-xuat/<int:post_id>/", views.decide, name="decide"),
    path("tai-khoan/vai-tro/<int:post_id>/ket-thuc/", views.end, name="end"),
]

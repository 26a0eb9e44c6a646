from django.urls import path

from donghanh.web.staffing.views import desk, people, posts, schemes

app_name = "staffing"
urlpatterns = [
    path("nhan-su/", desk.desk, name="desk"),
    path("nhan-su/nhan-su.xlsx", desk.desk_file, name="desk_file"),
    path("nhan-su/dia-ban/", desk.places, name="places"),
    path("nhan-su/dia-ban/<int:unit_id>/", desk.place, name="place"),
    path("nhan-su/dao-tao/", desk.unprepared, name="unprepared"),
    path("nhan-su/truoc-sau/", desk.moved, name="moved"),
    path("nhan-su/co-quan/<int:body_id>/", posts.body, name="body"),
    path("nhan-su/co-quan/<int:body_id>/vi-tri/", posts.position_new, name="position_new"),
    path("nhan-su/vi-tri/<uuid:position_id>/dinh-muc/", posts.norm, name="norm"),
    path("nhan-su/vi-tri/<uuid:position_id>/bo-tri/", people.assign, name="assign"),
    path("nhan-su/bo-tri/<uuid:holding_id>/viec/", people.reassign, name="reassign"),
    path("nhan-su/bo-tri/<uuid:holding_id>/dieu-dong/", people.move, name="move"),
    path("nhan-su/bo-tri/<uuid:holding_id>/thoi/", people.end, name="end"),
    path("nhan-su/nguoi/<uuid:member_id>/", people.member, name="member"),
    path("nhan-su/nguoi/<uuid:member_id>/van-bang/", people.award, name="award"),
    path("nhan-su/nguoi/<uuid:member_id>/thu-hoi/<uuid:qualification_id>/", people.revoke, name="revoke"),
    path("nhan-su/de-an/", schemes.schemes, name="schemes"),
    path("nhan-su/co-quan/<int:body_id>/de-an/", schemes.scheme_new, name="scheme_new"),
    path("nhan-su/de-an/<uuid:scheme_id>/", schemes.scheme, name="scheme"),
    path("nhan-su/de-an/<uuid:scheme_id>/tham-dinh/", schemes.appraise, name="scheme_appraise"),
    path("nhan-su/de-an/<uuid:scheme_id>/phe-duyet/", schemes.approve, name="scheme_approve"),
    path("nhan-su/de-an/<uuid:scheme_id>/tra-lai/", schemes.give_back, name="scheme_return"),
]

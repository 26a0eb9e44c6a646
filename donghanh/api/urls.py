"""Addresses of the JSON API."""

from django.urls import path

from donghanh.api.law import api

urlpatterns = [path("api/v1/", api.urls)]

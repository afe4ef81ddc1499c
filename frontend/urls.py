"""Where the pages are. Each visitor keeps a table of its own."""

from django.urls import include, path
from django.views.i18n import set_language

from frontend import house_style, jobs, measuring, notices
from frontend.account import account
from frontend.public.start import home

urlpatterns = [
    path("", home, name="home"),
    path("account", account, name="account"),
    path("account/notices", notices.notices, name="notices"),
    path("house-style.css", house_style.sheet, name="house-style"),
    path("house-style.svg", house_style.logo, name="house-style-logo"),
    path("jobs/<uuid:pk>", jobs.job, name="job"),
    path("jobs/<uuid:pk>/file", jobs.file, name="job-file"),
    path("jobs/<uuid:pk>/again", jobs.again, name="job-again"),
    path("measuring", measuring.measuring, name="measuring"),
    path("measuring/<uuid:pk>", measuring.indicator, name="indicator"),
    path("measuring/<uuid:pk>/fill-in", measuring.fill_in, name="indicator-fill-in"),
    path("measuring/<uuid:pk>/stop", measuring.stop, name="indicator-stop"),
    path("measurements/<uuid:pk>/correct", measuring.correct, name="measurement-correct"),
    path("measurements/<uuid:pk>/talk", measuring.talk, name="measurement-talk"),
    path("talks/<uuid:pk>/done", measuring.done, name="talk-done"),
    path("language", set_language, name="set_language"),
    path("", include("frontend.public.urls")),
    path("", include("frontend.schools.urls")),
    path("", include("frontend.providers.urls")),
    path("", include("frontend.municipality.urls")),
]

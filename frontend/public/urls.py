"""The public pages."""

from django.urls import path

from frontend.public import (
    about,
    brochure,
    calendars,
    compare,
    demo,
    offer,
    offers,
    pictures,
    providers,
    register,
    stop_digest,
    stop_notices,
    surveys,
)

app_name = "public"
urlpatterns = [
    path("offers", offers.offers, name="offers"),
    path("offers/compare", compare.compare, name="compare"),
    path("offers/<uuid:pk>", offer.offer, name="offer"),
    path("pictures/<uuid:pk>/<slug:size>.jpg", pictures.picture, name="picture"),
    path("providers", providers.providers, name="providers"),
    path("providers/<uuid:pk>", providers.provider, name="provider"),
    path("register", register.register, name="register"),
    path("register/check", register.check, name="register-check"),
    path("brochures", brochure.brochures, name="brochures"),
    path("brochures/<uuid:pk>.pdf", brochure.brochure, name="brochure"),
    path("brochures/<uuid:pk>.<slug:ending>", brochure.export, name="brochure-data"),
    path("searches/stop/<str:token>", stop_digest.stop, name="stop-digest"),
    path("surveys/<str:token>", surveys.answer, name="survey"),
    path("surveys/<uuid:pk>/results", surveys.results, name="survey-results"),
    path("notices/stop/<str:token>", stop_notices.stop, name="stop-notices"),
    path("calendars", calendars.calendars, name="calendars"),
    path("calendars/open", calendars.open_one, name="open-calendar"),
    path("calendars/<uuid:pk>/close", calendars.close_one, name="close-calendar"),
    path("calendars/<str:token>.ics", calendars.feed, name="calendar-feed"),
    path("calendars/bookings/<uuid:pk>.ics", calendars.booking, name="calendar-booking"),
    path("about", about.about, name="about"),
    path("accessibility", about.accessibility, name="accessibility"),
    path("demo", demo.demo, name="demo"),
    path("demo/sign-in", demo.sign_in, name="demo-sign-in"),
]

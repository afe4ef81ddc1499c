"""The public pages."""

from django.urls import path

from frontend.public import about, demo, offer, offers, pictures

app_name = "public"
urlpatterns = [
    path("offers", offers.offers, name="offers"),
    path("offers/<uuid:pk>", offer.offer, name="offer"),
    path("pictures/<uuid:pk>/<slug:size>.jpg", pictures.picture, name="picture"),
    path("about", about.about, name="about"),
    path("accessibility", about.accessibility, name="accessibility"),
    path("demo", demo.demo, name="demo"),
    path("demo/sign-in", demo.sign_in, name="demo-sign-in"),
]

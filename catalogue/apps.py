"""The Django app of the ground floor."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """`catalogue`: every room below this folder is a part of this one app."""

    name = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

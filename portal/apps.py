"""The Django app of the upper floor."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class PortalConfig(AppConfig):
    """`portal`: every room below this folder is a part of this one app."""

    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the journal who listens. By name: rows can only be imported when the apps are ready."""
        import_string("portal.reactions.start_listening")()

"""The Django app of the upper floor."""

from django.apps import AppConfig

from catalogue.journal.outbox import listen


class PortalConfig(AppConfig):
    """`portal`: every room below this folder is a part of this one app."""

    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the journal who listens, once the rows are known."""
        from portal.reactions import REACTIONS  # noqa: PLC0415  # rows can only be imported when the apps are ready
        from portal.tasks import announce  # noqa: PLC0415

        listen(REACTIONS, announce)

"""The Celery application: web, worker and clock find it by `-A portal`."""

from __future__ import annotations

import os

from celery import Celery

from portal.broker import register

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
register()  # makes the embedded broker known as files://…

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["portal"])

"""The addresses of surveys, of the log of a process and of working groups."""

from __future__ import annotations

from django.urls import path

from frontend.municipality import groups, process, surveys

urls = [
    path("municipality/surveys", surveys.surveys, name="surveys"),
    path("municipality/surveys/make", surveys.make, name="make-survey"),
    path("municipality/surveys/<uuid:pk>", surveys.survey, name="survey"),
    path("municipality/surveys/<uuid:pk>/<slug:deed>", surveys.do, name="survey-deed"),
    path("municipality/survey-topics/<uuid:pk>/link", surveys.link, name="link-topic"),
    path("municipality/process", process.process, name="process"),
    path("municipality/process/add", process.add, name="add-step"),
    path("municipality/process/<uuid:pk>/remove", process.remove, name="remove-step"),
    path("municipality/groups", groups.groups, name="groups"),
    path("municipality/groups/start", groups.start, name="start-group"),
    path("municipality/groups/<uuid:pk>", groups.group, name="group"),
    path("municipality/groups/<uuid:pk>/<slug:deed>", groups.do, name="group-deed"),
    path("municipality/group-tasks/<uuid:pk>/<slug:deed>", groups.task, name="group-task"),
]

"""The addresses of the auditor: samples, and questions of the controller about expenses."""

from __future__ import annotations

from django.urls import path

from frontend.municipality import asking, questions, samples

urls = [
    path("municipality/sample", samples.sample, name="sample"),
    path("municipality/sample/ask", samples.ask, name="sample-ask"),
    path("municipality/sample/<uuid:pk>", asking.items, name="sample-items"),
    path("municipality/questions", questions.questions, name="questions"),
    path("municipality/questions/ask", asking.ask, name="ask-question"),
    path("municipality/questions/files/<uuid:pk>", questions.file, name="question-file"),
    path("municipality/questions/<uuid:pk>", questions.one, name="question"),
    path("municipality/questions/<uuid:pk>/write", questions.write, name="write-question"),
    path("municipality/questions/<uuid:pk>/conclude", questions.conclude, name="conclude-question"),
]

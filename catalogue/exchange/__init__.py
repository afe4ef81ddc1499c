"""Good practice between municipalities: published offers as a document without persons, and what came in as ideas."""

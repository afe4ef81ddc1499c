"""Webhooks: other programs hear that something happened; what it was they read over the API, as who they are."""

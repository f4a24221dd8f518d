"""The JSON API: one module a resource, its schemas beside it."""

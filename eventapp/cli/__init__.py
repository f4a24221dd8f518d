"""The `eventapp` command, one module a subject."""

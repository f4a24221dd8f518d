"""Emails: rows written in the transaction that causes them, sent later by a worker."""

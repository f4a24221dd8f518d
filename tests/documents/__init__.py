"""Tests of documents that the worker makes."""

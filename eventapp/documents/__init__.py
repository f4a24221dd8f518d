"""Documents being made: asked for as rows, laid out by the worker, kept privately for a while."""

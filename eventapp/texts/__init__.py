"""Where each public text stands in each language: missing, draft, reviewed, outdated."""

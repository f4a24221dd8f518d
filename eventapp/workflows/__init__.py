"""Acts that span several features in one commit; no tables, no Flask."""

"""Who may come in: one module an audience, each an admission that `app` hands to `web.access`."""

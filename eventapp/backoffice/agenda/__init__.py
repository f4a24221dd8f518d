"""The programme: editor, sessions, imports, versions."""

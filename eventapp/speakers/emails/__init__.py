"""The facts that e-mails to contributors and authors of proposals state."""

"""Papers for the podium, made of the programme as it stands: no tables, facts to PDF."""

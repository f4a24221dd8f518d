"""The software that runs a conference: registration, programme, badges, check-in."""

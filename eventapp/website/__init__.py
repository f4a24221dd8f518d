"""Visitors and participants: event page, programme, sign-up, my registration, sign-in."""

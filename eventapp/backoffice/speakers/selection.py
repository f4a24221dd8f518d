"""An act for each of a selection of contributors: done for those it can be done for."""

from collections.abc import Callable, Sequence

from flask import flash

from eventapp import i18n
from eventapp.errors import Refusal
from eventapp.extensions import db
from eventapp.i18n import ngettext
from eventapp.speakers.models import Contributor

MOST_SENTENCES = 5
"""Reasons that are told at once; a browser keeps no more than a few sentences for the next page."""


def for_each(those: Sequence[Contributor], act: Callable[[Contributor], None]) -> int:
    """Act for each of these, commit, and say for whom it could not be done and why.

    Return for how many it was done; of the others nothing is kept.
    """
    session, left = db.session(), list[str]()
    for contributor in those:
        try:
            with session.begin_nested():
                act(contributor)
        except Refusal as refusal:
            left.append(i18n.render(refusal.sentence))
    session.commit()
    for sentence in left[:MOST_SENTENCES]:
        flash(sentence)
    if further := len(left[MOST_SENTENCES:]):
        flash(
            ngettext(
                "The same is true of one more person.",
                "Nothing was done for %(num)s more people, for reasons of the same kind.",
                further,
            )
        )
    return len(those) - len(left)

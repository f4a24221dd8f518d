"""What the organisers' lists and forms do with each kind of record of an event.

One entry a kind: how it is listed, found, filled into its form, and stored from it.
"""

from eventapp.forms.kinds import asking, directory, event

KINDS = {kind.key: kind for kind in (*event.KINDS, *asking.KINDS, *directory.KINDS)}

"""What is edited of a record can be edited in a form and by programs; else there is a reason."""

from tests.architecture.built_changes import built, fields_of, models_of_changes

FORMS = ("forms", "backoffice", "website", "door")
BY_ONE_ALONE = {
    "RoomChange.position": "in the back office, buttons move a room one place (`services.ordering`)",
    "TrackChange.position": "in the back office, buttons move a track one place",
    "SessionChange.cancelled": "in the back office, buttons cancel a session and restore it",
}
"""Field -> why a form lacks what programs may write, or the other way round."""
NOT_FOR_PROGRAMS = {
    "EventChange": "another day, zone or number of places is decided with what follows in view",
    "AccessCodeChange": "a code is made for people whom an organiser tells it",
    "CategoryChange": "who may come, and how many, is decided with the waiting lists in view",
    "ConsentChange": "the wording of a consent is checked by people",
    "ContingentChange": "its shares are set beside what they bring today",
    "QuestionChange": "the form is put together in view of it",
    "MembershipChange": "a person decides who works on the event",
    "InvitationChange": "whom an organiser or a host writes to, a person decides",
    "HostChange": "who stands behind the event, and where in the order, is the protocol's to say",
    "CallChange": "a call for contributions is opened once, by hand",
    "ProposalChange": "a proposal is its author's own word",
    "EntranceChange": "entrances are set up on site, with the devices in hand",
    "OwnDetailsChange": "contributors say it themselves, on pages of their own",
}
"""Change -> why programs do not write the record at all."""
ARCHIVED = "active"
"""In the back office, a button archives and restores."""


def test_form_and_programs_build_the_same_fields_of_a_change() -> None:
    apart = {
        f"{change}.{name}"
        for change in models_of_changes().keys() - NOT_FOR_PROGRAMS.keys()
        for name in (built(change, *FORMS) ^ built(change, "api")) - {ARCHIVED}
    }

    assert apart == BY_ONE_ALONE.keys()


def test_records_that_programs_do_not_write_are_those_listed() -> None:
    alone = {change for change in models_of_changes() if not built(change, "api")}

    assert alone == NOT_FOR_PROGRAMS.keys()


def test_every_field_of_a_change_is_built_by_somebody() -> None:
    lonely = [
        f"{change}.{name}"
        for change in sorted(models_of_changes())
        for name in sorted(fields_of(change) - built(change) - {ARCHIVED})
    ]

    assert lonely == []

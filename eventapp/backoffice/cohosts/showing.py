"""The page of a delegation, which several acts show again."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp.backoffice.cohosts.delegation_forms import InviteDelegateForm
from eventapp.backoffice.cohosts.delegation_labels import DELEGATE_WORDS
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.people.models import Host
from eventapp.registration.queries import delegations
from eventapp.web.forms import Form
from eventapp.web.pages import page
from eventapp.workflows.delegations import DelegateState, delegates


def shown(event: Event, host: Host, opened: str = "", **forms: Form) -> Response:
    """Show the delegation, with the row that is open for correction and what was not taken."""
    session, organisation = db.session(), host.organisation
    categories = delegations.categories_for(session, event, organisation)
    wrong = any(form.errors or form.form_errors for form in forms.values())
    return page(
        "backoffice/cohosts/delegation.html",
        422 if wrong else 200,
        event=event,
        host=host,
        quota=delegations.quota(session, organisation),
        delegates=delegates(session, event, organisation),
        opened=opened,
        DelegateState=DelegateState,
        WORDS=DELEGATE_WORDS,
        **{"invite": InviteDelegateForm.of(categories, formdata=None), "correct": None, **forms},
    )


def back_to(event: Event, host: Host) -> ResponseReturnValue:
    """Lead to the delegation."""
    return redirect(url_for(".delegation", event=event, host_id=host.id), 303)

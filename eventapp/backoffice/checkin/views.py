"""The scanner's page, and the organisers' page of entrances and devices."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.addresses import Page
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.checkin.forms import DeviceForm
from eventapp.checkin import queries
from eventapp.checkin.jobs import reseal_lists
from eventapp.checkin.models import Device, Profile
from eventapp.checkin.queries import devices as known_devices
from eventapp.checkin.services import devices as services
from eventapp.checkin.services.entrances import open_for_real, rehearse
from eventapp.checkin.verdicts import WORDS
from eventapp.composition import addresses, do_soon
from eventapp.documents.qr import svg_of
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.forms.entrances import ENTRANCE_KINDS
from eventapp.i18n import gettext as _
from eventapp.moments import milliseconds
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.error_pages import answer
from eventapp.web.pages import page

ROLES = (Role.ORGANISER, Role.GATE)


@bp.get("/<event:event>/manage/checkin")
@open_to(Audience.MEMBER, *ROLES)
def entrances(event: Event) -> ResponseReturnValue:
    """Show entrances, devices, counts and the latest scans."""
    return _page(event, _device_form(event))


def _device_form(event: Event) -> DeviceForm:
    form = DeviceForm()
    form.offer(
        [(str(entrance.id), entrance.name) for entrance in queries.entrances(db.session(), event)]
    )
    return form


def _page(event: Event, device_form: DeviceForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "backoffice/checkin/entrances.html",
        status,
        device_form=device_form,
        entrances=queries.entrances(db.session(), event),
        ENTRANCE_KINDS=ENTRANCE_KINDS,
        heard=known_devices.last_contacts(db.session(), event),
        now=clock.now(),
        **_now(event),
    )


def _now(event: Event) -> dict[str, Any]:
    """Return what changes by itself: devices, counts, the latest scans."""
    now_ms = milliseconds(clock.now())
    return {
        "event": event,
        "devices": known_devices.devices(db.session(), event),
        "counts": queries.counts(db.session(), event, now_ms=now_ms),
        "latest": queries.latest(db.session(), event),
        **WORDS,
        "organises": Role.ORGANISER in access.member().roles,
    }


@bp.get("/<event:event>/manage/checkin/live")
@open_to(Audience.MEMBER, *ROLES)
def live(event: Event) -> ResponseReturnValue:
    """Show counts, latest scans and devices that wait, alone: asked for every few seconds."""
    return page("backoffice/checkin/_live.html", **_now(event))


@bp.post("/<event:event>/manage/checkin/<int:number>/rehearsal")
@open_to(Audience.MEMBER, Role.ORGANISER)
def rehearsal(event: Event, number: int) -> ResponseReturnValue:
    """Begin or end an entrance's rehearsal, as the pressed button says."""
    entrance = queries.entrance(db.session(), event, number)
    if entrance is None:
        return answer(404, _("There is no page at this address."))
    if request.form.get("real"):
        open_for_real(entrance)
    else:
        rehearse(entrance)
    db.session().commit()
    flash(_("Saved"))
    return redirect(url_for(".entrances", event=event), 303)


@bp.post("/<event:event>/manage/devices")
@open_to(Audience.MEMBER, Role.ORGANISER)
def add_device(event: Event) -> ResponseReturnValue:
    """Show a code that enrols one device; it is shown once and never stored in clear."""
    form = _device_form(event)
    if not form.validate():
        return _page(event, form, 422)
    entrance = queries.entrance(db.session(), event, int(form.entrance.data))
    if entrance is None:
        return answer(404, _("There is no page at this address."))
    offer = services.offer_enrolment(
        db.session(),
        event,
        entrance,
        label=form.label.data,
        profile=Profile(form.profile.data),
        now=clock.now(),
    )
    db.session().commit()
    do_soon(reseal_lists)  # the device has the list by the time it is let in
    door_page = addresses().page(Page.DOOR)
    return page(
        "backoffice/checkin/enrol.html",
        event=event,
        label=form.label.data,
        qr=svg_of(f"{door_page}#e1.{offer.token}", label=_("Code for enrolling a device")),
        typed=f"{offer.typed[:5]} {offer.typed[5:]}",
        door_address=door_page,
    )


def _device(event: Event, public_id: str) -> Device | None:
    return known_devices.device(db.session(), event, public_id)


@bp.post("/<event:event>/manage/devices/<public_id>/let-in")
@open_to(Audience.MEMBER, Role.ORGANISER)
def let_in(event: Event, public_id: str) -> ResponseReturnValue:
    """Let an enrolled device scan."""
    device = _device(event, public_id)
    if device is None:
        return answer(404, _("There is no page at this address."))
    services.let_in(db.session(), device, by=access.viewer().name, now=clock.now())
    db.session().commit()
    flash(_("%(label)s may scan now.", label=device.label))
    return redirect(url_for(".entrances", event=event), 303)


@bp.post("/<event:event>/manage/devices/<public_id>/revoke")
@open_to(Audience.MEMBER, Role.ORGANISER)
def revoke(event: Event, public_id: str) -> ResponseReturnValue:
    """Shut a device out."""
    device = _device(event, public_id)
    if device is None:
        return answer(404, _("There is no page at this address."))
    services.revoke(db.session(), device, by=access.viewer().name, now=clock.now())
    db.session().commit()
    flash(_("%(label)s is blocked.", label=device.label))
    return redirect(url_for(".entrances", event=event), 303)

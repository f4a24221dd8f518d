"""What a field offers while somebody types the name of a person or an organisation."""

from collections.abc import Callable, Mapping

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from eventapp.backoffice.blueprint import bp
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.kinds.kind import EDITORS
from eventapp.people.queries import Hit, organisations_hit, persons_hit
from eventapp.web.access import Audience, open_to

MOST = 10
SOUGHT: Mapping[str, Callable[..., list[Hit]]] = {
    "contributors": persons_hit,
    "organisations": organisations_hit,
}
"""By kind of record: what finds it."""


@bp.get("/<event:event>/manage/directory/<any(contributors, organisations):key>/search")
@open_to(Audience.MEMBER, *EDITORS)
def search_directory(event: Event, key: str) -> ResponseReturnValue:
    """Offer the first persons or organisations that fit, as JSON or as options of a list box.

    Nothing is looked for before two characters are typed.
    """
    hits = SOUGHT[key](db.session(), event, request.args.get("q", ""), most=MOST)
    if "HX-Request" in request.headers or request.accept_mimetypes.best == "text/html":
        return render_template("backoffice/directory/_hits.html", hits=hits)
    return jsonify(
        results=[{"id": hit.public_id, "name": hit.name, "hint": hit.hint} for hit in hits]
    )

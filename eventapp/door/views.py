"""The scanner's page."""

from flask.typing import ResponseReturnValue

from eventapp.door.blueprint import bp
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import public_page


@bp.get("/door", strict_slashes=False)
@open_to(Audience.PUBLIC)
def scanner() -> ResponseReturnValue:
    """Show the scanner: the same page for every phone; what it may do, the server says."""
    return public_page("door/scanner.html")

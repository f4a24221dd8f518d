"""What a form held whose answer is an error: given back on the error's page, to be sent again.

Only to the browser that typed it into one of our pages. What another site sends in the name of a
visitor comes back to nobody: one press would make it theirs.
"""

from dataclasses import dataclass

from flask import current_app, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError

from eventapp.web.security import MAX_FORM_MEMORY

SECRET = ("password", "secret")
"""Parts of names whose values no page repeats; they are asked for anew."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent, with a token that holds."""

    pairs: list[tuple[str, str]]
    asked_anew: list[str]
    """Names of passwords."""
    files: bool
    """Whether files were chosen, which no page can keep."""


def typed() -> Typed | None:
    """Return what the form held; None: there was nothing, or it is not known who typed it."""
    pairs = [field for field in request.form.items(multi=True) if field[0] != "csrf_token"]
    size = sum(len(name) + len(value) for name, value in pairs)
    if request.method != "POST" or not pairs or size > MAX_FORM_MEMORY or not _from_our_page():
        return None
    secret = [name for name, _value in pairs if any(part in name for part in SECRET)]
    kept = [("csrf_token", generate_csrf()), *(pair for pair in pairs if pair[0] not in secret)]
    return Typed(kept, secret, any(file.filename for file in request.files.values()))


def _from_our_page() -> bool:
    """Say whether a page of this site sent the form.

    By what the browser says (Fetch Metadata, which no page can forge); from browsers that do not
    say it, and where HTTPS is not spoken, by the form's token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    if not current_app.config["WTF_CSRF_ENABLED"]:
        return True
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True

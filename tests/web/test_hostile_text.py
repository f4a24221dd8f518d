"""What somebody typed is text on every page of somebody else."""

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Error, Page

from tests.conftest import LiveServer
from tests.factories.walks import forms_on, shown

pytestmark = pytest.mark.on_sqlite


POLYGLOT = (
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert(1) )//%0D%0A//</stYle/</titLe/"
    '</teXtarEa/</scRipt/--!><svg onload=alert(1)>"><img src=x onerror=alert(1)>{{7*7}}'
    "[x](javascript:alert(1))<a hx-get=/x hx-trigger=load>x</a>"
)
"""After the published polyglot of 0xSobky, with what this program's own libraries would obey."""


SHORT = "\"'><svg onload=alert(1)>"


def trouble(page: Page, address: str) -> list[str]:
    """Return what went wrong while the page was open: dialogs and breaches of its policy."""
    try:
        page.goto(address)
    except Error as ended:  # 204: a part that others ask for has nothing to show now
        if "ERR_ABORTED" not in ended.message:
            raise
        return []
    return [f"{address}: {breach}" for breach in page.evaluate("() => window.breaches")]


@pytest.mark.browser
@pytest.mark.timeout(280)
def test_hostile_text_is_text_on_every_page(
    live: LiveServer, browser: Browser, everybody: FlaskClient, spring: dict[str, object]
) -> None:
    """The polyglot is stored through every form, then every page is opened in a real browser."""
    places = list(shown(everybody, spring))
    stored, found_forms = 0, list(forms_on(places))
    for text in (POLYGLOT, SHORT):
        for address, form in found_forms:
            sent = form.filled(text)
            stored += everybody.post(address, data=sent).status_code == 303
    assert stored >= 15
    context = browser.new_context(locale="en-GB", service_workers="block")
    context.add_init_script(
        "window.breaches = [];"
        "document.addEventListener('securitypolicyviolation',"
        " e => window.breaches.push(e.violatedDirective + ' ' + e.blockedURI));"
        "for (const name of ['alert', 'confirm', 'prompt'])"
        " window[name] = () => window.breaches.push(name);"
    )
    for name in ("who", "place"):
        cookie = everybody.get_cookie(name)
        assert cookie is not None
        context.add_cookies([{"name": name, "value": cookie.value, "url": live.url}])
    page = context.new_page()
    page.goto(live.url + "/imprint")
    page.evaluate(
        "() => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')"
    )
    page.wait_for_function("() => window.breaches.length > 0")  # the trap itself is proved first
    faults = []
    for address, _before in places:
        faults += trouble(page, live.url + address)

    assert faults == []

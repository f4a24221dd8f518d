"""What is measured of a page in a real browser, once it is there."""

from playwright.sync_api import Page


def too_wide(page: Page) -> int:
    """Return how many px one would have to scroll sideways on the page that is there or coming.

    After a click the next page may still be on its way, and its document empty.
    """
    page.wait_for_load_state()
    return int(page.locator("html").evaluate("root => root.scrollWidth - innerWidth"))

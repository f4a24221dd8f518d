"""Badge codes placed by tables are those that the library for codes of any kind makes."""

import secrets

import pytest
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

from eventapp.documents.badge_modules import SIGNS, VERSION, modules_of
from tests.badges.test_codes import TOKEN


def _by_the_library(token: str) -> tuple[tuple[bool, ...], ...]:
    code = QRCode(version=VERSION, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=0)
    code.add_data(QRData(token.encode("ascii"), mode=MODE_ALPHA_NUM), optimize=0)
    code.make(fit=False)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def test_every_module_is_the_librarys() -> None:
    for _ in range(20):
        token = "".join(secrets.choice(SIGNS) for _ in range(len(TOKEN)))

        assert modules_of(token) == _by_the_library(token)


@pytest.mark.parametrize("text", ["", "A" * (len(TOKEN) - 1), "a" * len(TOKEN)])
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        modules_of(text)

"""What files are uploaded for, and what each purpose asks of them. Pure values."""

from enum import StrEnum

from eventapp.media import looks


class FilePurpose(StrEnum):
    """What a file was uploaded for."""

    PORTRAIT = "portrait"
    LOGO = "logo"
    MATERIAL = "material"


MEGABYTE = 1_000_000
MOST_BYTES = {
    FilePurpose.PORTRAIT: 10 * MEGABYTE,
    FilePurpose.LOGO: 10 * MEGABYTE,
    FilePurpose.MATERIAL: 40 * MEGABYTE,
}
LOOKS = {FilePurpose.PORTRAIT: looks.PORTRAIT, FilePurpose.LOGO: looks.LOGO}
"""Purposes of pictures; other files are documents."""

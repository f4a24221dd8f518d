"""What a picture is to become for its purpose, and which part of it. Pure values."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of a picture that is wanted, as fractions of its width and height."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def read(cls, text: str) -> "Crop | None":
        """Return the crop that a form sent, such as `0.1 0 0.8 1`; None for anything else."""
        try:
            x, y, width, height = map(float, text.split())
        except ValueError:
            return None
        if not all(map(math.isfinite, (x, y, width, height))):
            return None
        left, top = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
        width, height = min(width, 1.0 - left), min(height, 1.0 - top)
        return cls(left, top, width, height) if width > 0 and height > 0 else None


@dataclass(frozen=True, slots=True)
class Look:
    """What pictures of a purpose look like."""

    longest: int
    """Pixels of the longer side at most, of a shaped one of the width."""
    shape: tuple[int, int] | None = None
    """Width to height; None: that of the picture."""
    least: tuple[int, int] = (1, 1)
    """Pixels of the part that is wanted, at least."""
    small: tuple[int, int] | None = None
    """Size of the second, small edition; None: there is none."""
    see_through: bool = False
    """Whether what is transparent stays so; else it is white."""


PORTRAIT = Look(640, shape=(4, 5), least=(160, 200), small=(160, 200))
LOGO = Look(1600, least=(32, 32), see_through=True)


def box_of(look: Look, crop: Crop | None, size: tuple[int, int]) -> tuple[float, ...]:
    """Return left, top, right and bottom of the wanted part of a picture of that size, in pixels.

    It has the purpose's shape: what is too wide or too high is cut on both sides alike.
    """
    whole = crop or Crop(0, 0, 1, 1)
    left, top = whole.x * size[0], whole.y * size[1]
    width, height = whole.width * size[0], whole.height * size[1]
    if look.shape:
        across, down = look.shape
        fitting = min(width, height * across / down), min(height, width * down / across)
        left, top = left + (width - fitting[0]) / 2, top + (height - fitting[1]) / 2
        width, height = fitting
    return left, top, left + width, top + height


def size_of(look: Look, box: tuple[float, ...]) -> tuple[int, int]:
    """Return the pixels the part becomes: never more than it has."""
    width, height = box[2] - box[0], box[3] - box[1]
    if look.shape:
        across = min(look.longest, max(1, round(width)))
        return across, round(across * look.shape[1] / look.shape[0])
    scale = min(1.0, look.longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))

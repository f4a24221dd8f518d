"""The day as a flow: every organisation is a strand, every slot a gate. Deterministic, no chance.

Two groups of strands arrive apart, meet, divide into what is parallel and leave mixed. Scatter is a
hash of the strand's number, so the picture is the same on every server.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eventapp.agenda.cover import scatter

WIDTH, HEIGHT = 1200, 320
GAP, FAN = 0.98, 1.66
MIDDLE = HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Gate:
    """What happens at one time: from and until as shares of the width, parallel rooms."""

    begins: float
    ends: float
    rooms: int

    def lanes(self) -> list[tuple[float, float]]:
        """Return (share of the people, middle line) of each room, the first one the largest."""
        if self.rooms == 1:
            return [(1.0, MIDDLE)]
        weights = [1.0 / (number + 1.5) + 0.35 for number in range(self.rooms)]
        total = sum(weights)
        shares = [weight / total for weight in weights]
        step = (HEIGHT - 90) / (self.rooms - 1) if self.rooms > 1 else 0
        return [(share, 45 + step * number) for number, share in enumerate(shares)]


def strands(first: int, second: int, gates: Sequence[Gate]) -> list[list[float]]:
    """Return each strand's height at the start, at every gate and at the end."""
    count = first + second
    heights = [
        [MIDDLE + (number - (count - 1) / 2 + (8 if number >= first else -8)) * FAN]
        for number in range(count)
    ]
    for turn, gate in enumerate(gates):
        _through(gate, turn, heights)
    last = sorted(range(count), key=lambda index: heights[index][-1] + scatter(index, 99) * 40)
    for place, index in enumerate(last):
        heights[index].append(MIDDLE + (place - (count - 1) / 2) * FAN)
    return heights


def _through(gate: Gate, turn: int, heights: list[list[float]]) -> None:
    """Lead every strand to a room of the gate: neighbours tend to stay together."""
    order = sorted(
        range(len(heights)),
        key=lambda index: heights[index][-1] / HEIGHT * 0.55 + scatter(index, turn) * 0.9,
    )
    lanes, begin = gate.lanes(), 0
    for number, (share, middle) in enumerate(lanes):
        end = len(order) if number == len(lanes) - 1 else begin + round(share * len(order))
        part = sorted(
            order[begin:end], key=lambda index: heights[index][-1] + scatter(index, turn + 7) * 60
        )
        for place, index in enumerate(part):
            heights[index].append(middle + (place - (len(part) - 1) / 2) * GAP)
        begin = end


def path(heights: Sequence[float], gates: Sequence[Gate]) -> str:
    """Return the SVG path of a strand."""
    x, y = 0.0, heights[0]
    drawn = f"M0 {_short(y)}"
    for gate, height in zip(gates, heights[1:], strict=False):
        begins, ends = gate.begins * WIDTH, gate.ends * WIDTH
        half = (begins - x) * 0.5
        drawn += (
            f"c{_short(half)} 0 {_short(half)} {_short(height - y)}"
            f" {_short(begins - x)} {_short(height - y)}h{_short(ends - begins)}"
        )
        x, y = ends, height
    half, fall = (WIDTH - x) / 2, heights[-1] - y
    return (
        f"{drawn}c{_short(half)} 0 {_short(half)} {_short(fall)} {_short(WIDTH - x)} {_short(fall)}"
    )


def _short(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


STYLE = (
    "path{fill:none;stroke-width:.65;vector-effect:non-scaling-stroke}"
    ".a{stroke:#064579}.b{stroke:#4e8cbe}.t{stroke:#e4312f;stroke-width:2.5}"
    "@media(prefers-color-scheme:dark){.a{stroke:#80c7f8}.b{stroke:#4f86b3}.t{stroke:#f96053}}"
)


def picture(first: int, second: int, gates: Sequence[Gate]) -> str:
    """Return the figure as an SVG file with its own colours, light and dark."""
    lines = strands(first, second, gates)
    blue = "".join(path(line, gates) for line in lines[:first])
    pale = "".join(path(line, gates) for line in lines[first:])
    way = [
        150.0,
        *(gate.lanes()[min(turn % 3, gate.rooms - 1)][1] for turn, gate in enumerate(gates)),
        172.0,
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="none"><style>{STYLE}</style>'
        f'<path class="a" d="{blue}"/><path class="b" d="{pale}"/>'
        f'<path class="t" d="{path(way, gates)}"/></svg>'
    )

"""The booklet's cover: the programme as a flow, drawn as plain PDF operators. Pure.

Two groups of strands arrive apart, meet at the first session, divide into what is parallel and
leave mixed; one red thread is the reader's way. Scatter is a hash: the same programme, the same
picture.
"""

from collections.abc import Sequence

from eventapp.agenda.programme import Programme

POINTS_PER_MM = 72 / 25.4
STRANDS, SECOND = 44, 26
"""How many strands there are; from which on they are the second group's."""
MOST_GATES = 7
LANES = 4
"""Into how many at most they divide; more would be a blur."""
BLUE, PALE, RED = "0.024 0.271 0.475 RG", "0.306 0.549 0.745 RG", "0.894 0.192 0.184 RG"


def gates_of(programme: Programme, zone: str) -> list[int]:
    """Return how many sessions run beside each other, moment after moment."""
    slots = [slot for day in programme.days(zone) for slot in day.slots if not slot.is_pause]
    if not slots:
        return [1, 3, 1]
    step = max(1, -(-len(slots) // MOST_GATES))
    return [
        max(min(len(slot.items), LANES) for slot in slots[at : at + step])
        for at in range(0, len(slots), step)
    ]


def flow(gates: Sequence[int], *, left: float, bottom: float, width: float, height: float) -> bytes:
    """Return the picture in a box of the page, in millimetres from its lower left corner."""
    ways = _ways(gates, height)
    blue, pale = ways[:SECOND], ways[SECOND:]
    k = POINTS_PER_MM
    box = f"{left * k:.3f} {bottom * k:.3f} {width * k:.3f} {height * k:.3f} re W n"
    origin = f"{k:.5f} 0 0 {k:.5f} {left * k:.3f} {bottom * k:.3f} cm"
    drawn = [f"{BLUE} 0.22 w", *(_path(line, width) for line in blue)]
    drawn += [f"{PALE} 0.22 w", *(_path(line, width) for line in pale)]
    drawn += [f"{RED} 0.9 w", _path(ways[SECOND // 3], width)]
    return f"{box} {origin} {' '.join(drawn)}".encode()


def _ways(gates: Sequence[int], height: float) -> list[list[float]]:
    """Return each strand's height at the beginning, at every gate and at the end."""
    gap = height / STRANDS
    ways = [
        [height - (number + (0.2 if number < SECOND else 0.8)) * gap] for number in range(STRANDS)
    ]
    for turn, lanes in enumerate(gates):
        order = sorted(
            range(STRANDS), key=lambda size: (scatter(size, turn) * lanes, ways[size][-1])
        )  # fmt: skip
        share = -(-STRANDS // lanes)
        for lane in range(lanes):
            part = sorted(
                order[lane * share : (lane + 1) * share], key=lambda size: -ways[size][-1]
            )
            middle = height * (1 - (lane + 0.5) / lanes)
            close = gap * (0.45 if lanes > 1 else 0.36)
            for place, size in enumerate(part):
                ways[size].append(middle - (place - (len(part) - 1) / 2) * close)
    last = sorted(range(STRANDS), key=lambda size: scatter(size, 99))
    for place, size in enumerate(last):
        ways[size].append(height - (place + 0.5) * gap)
    return ways


def _path(heights: Sequence[float], width: float) -> str:
    """Return one strand: level through each gate, a wave to the next."""
    step = width / (len(heights) - 1)
    x, y = 0.0, heights[0]
    drawn = [f"{x:.2f} {y:.2f} m"]
    for height in heights[1:]:
        level, half = step * 0.22, step * 0.39
        drawn.append(
            f"{x + level:.2f} {y:.2f} l {x + level + half:.2f} {y:.2f} "
            f"{x + level + half * 0.6:.2f} {height:.2f} {x + step:.2f} {height:.2f} c"
        )
        x, y = x + step, height
    return f"{' '.join(drawn)} S"


def scatter(strand: int, turn: int) -> float:
    """Return a number from 0 to 1 that looks like chance and is always the same."""
    mixed = (strand * 2654435761 + turn * 40503 + 12345) & 0xFFFFFFFF
    mixed ^= mixed >> 15
    mixed = (mixed * 2246822519) & 0xFFFFFFFF
    mixed ^= mixed >> 13
    return (mixed % 10007) / 10007

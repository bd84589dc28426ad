"""Times as processor time, taken in turns: each round asks everything once, the least of all
rounds counts. So a busy neighbour slows all alike, and ratios hold (docs/performance.md)."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from typing import TypeVar

from bench.asking import cpu_of

LEAST = 12
WARM = 3
Name = TypeVar("Name")


def least(asks: Mapping[Name, Callable[[], object]], rounds: int = LEAST) -> dict[Name, float]:
    """The least processor time of each, in seconds.

    Args:
        rounds: how often each is asked, after a few turns to warm up.
    """
    best = {name: float("inf") for name in asks}
    gc.collect()
    gc.disable()
    try:
        for turn in range(rounds + WARM):
            # Collecting leaves the processor's memory cold, which the first one would pay for.
            next(iter(asks.values()))()
            for name, ask in asks.items():
                took = cpu_of(ask)
                if turn >= WARM:
                    best[name] = min(best[name], took)
            gc.collect()
    finally:
        gc.enable()
    return best

"""How fast are worlds, against the same week in plain Mesa? Rates, memory, and what a study of many costs.

The twin (`plain_chain`) is one Python object a site and one world; `tests/test_world_twin.py` proves that
it plays the same year. Runs take turns, so that a busy machine slows both alike; medians and ratios are
printed. Absolute figures are this machine's.

    make bench
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import tracemalloc
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count
from time import perf_counter

import msgspec
from plain_chain import PlainChain

from linestop.agents import Scenario, SupplyChain, read_scenario
from linestop.agents.study import play
from linestop.scenarios import text_of

NAME = "pacific_squeeze"


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = perf_counter()
    work()
    return perf_counter() - begun


def rates(scenario: Scenario, repeats: int) -> None:
    """Manufacturer-weeks a second by number of worlds; building and drawing are not counted."""
    mix = [part.recommended == "JIC" for part in scenario.component]
    like = SupplyChain(scenario, 7, history=False)
    a_world = len(scenario.seat) * scenario.weeks

    def plain() -> float:
        twin = PlainChain(like, lambda turn, seat: mix)

        def year() -> None:
            for _ in range(scenario.weeks):
                twin.step()

        return a_world / seconds(year)

    def chain(worlds: int, history: bool) -> float:
        return a_world * worlds / seconds(SupplyChain(scenario, 7, worlds, history=history).run)

    kinds: dict[str, Callable[[], float]] = {"plain Mesa, one world": plain}
    for worlds in (1, 10, 100, 1000):
        kinds[f"SupplyChain, W = {worlds}"] = lambda worlds=worlds: chain(worlds, False)  # type: ignore[misc]
    kinds["SupplyChain, W = 1000, with history"] = lambda: chain(1000, True)
    runs: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(repeats):
        for name, run in kinds.items():
            runs[name].append(run())
    usual = runs["plain Mesa, one world"]
    print(f"{'':38}{'thousand a second':>18}{'to plain Mesa':>15}")
    for name, found in runs.items():
        ratio = statistics.median(mine / theirs for mine, theirs in zip(found, usual, strict=True))
        print(f"{name:38}{statistics.median(found) / 1e3:18.1f}{ratio:14.2f}x")


def memory(scenario: Scenario, worlds: int = 500) -> None:
    """Peak of what a run allocates with history off, beside the sample path drawn before."""
    print(f"\nmemory of {worlds} worlds without history, sample path apart")
    for weeks in (52, 104, 208):
        longer = msgspec.structs.replace(scenario, weeks=weeks)
        path = SupplyChain(longer, 7, worlds, history=False).path
        gc.collect()
        tracemalloc.start()
        SupplyChain(longer, 7, worlds, history=False, path=path).run()
        print(f"{weeks:6} weeks {tracemalloc.get_traced_memory()[1] / 2**20:8.1f} MiB")
        tracemalloc.stop()


def study(scenario: Scenario, most: int) -> None:
    """Milliseconds a world, in chunks of a thousand: one process, then one a core."""
    print("\nmilliseconds a world, in chunks")
    cores = cpu_count() or 1
    counts = [count for count in (1_000, 10_000, 100_000) if count <= most]
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        play(scenario, 7, 2_000, "hybrid", seats=(0,), executor=pool)  # the workers load what they need
        _say("one process", {n: _cost(scenario, n, None) for n in counts if n <= 10_000})
        # One chunk keeps one core busy, so with processes the comparison starts at ten.
        _say(f"{cores} processes", {n: _cost(scenario, n, pool) for n in counts if n >= 10_000})


def _cost(scenario: Scenario, worlds: int, executor: Executor | None) -> float:
    """Milliseconds a world."""
    return seconds(lambda: play(scenario, 7, worlds, "hybrid", seats=(0,), executor=executor)) / worlds * 1e3


def _say(who: str, found: dict[int, float]) -> None:
    text = ", ".join(f"{worlds} worlds {cost:.3f}" for worlds, cost in found.items())
    print(f"{who}: {text}; dearest to cheapest {max(found.values()) / min(found.values()):.2f}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--repeats", type=int, default=5)
    asked.add_argument("--worlds", type=int, default=100_000, help="most worlds in the study")
    wanted = asked.parse_args()
    scenario = read_scenario(text_of(NAME), f"{NAME}.toml")
    print(f"{NAME}; {platform.machine()}, {cpu_count()} cores, Python {platform.python_version()}")
    rates(scenario, wanted.repeats)
    memory(scenario)
    study(scenario, wanted.worlds)


if __name__ == "__main__":
    main()

"""How fast are worlds, against the same week in plain Mesa? Rates, memory, what studies and debriefs cost.

The twin (`plain_chain`) is one Python object a site and one world; `test_plain_twin.py` proves that it
plays the same year. Runs take turns, so that a busy machine slows both alike, and processor time is
measured where one process works; medians and ratios are printed. Absolute figures are this machine's.

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
from time import perf_counter, process_time

import msgspec
from plain_chain import PlainChain

from linestop.agents import Scenario, SupplyChain, read_scenario
from linestop.agents.studies.frontier import frontier
from linestop.agents.studies.study import play
from linestop.game.compute.freed_memory import keep_freed
from linestop.game.rules.hindsight import hindsight, score_parts
from linestop.scenarios import text_of

NAME = "pacific_squeeze"


def seconds(work: Callable[[], object]) -> float:
    """Processor time of this process."""
    gc.collect()
    begun = process_time()
    work()
    return process_time() - begun


def plain_year(scenario: Scenario) -> Callable[[], float]:
    """Seconds of a year in plain Mesa."""
    mix = [part.recommended == "JIC" for part in scenario.component]
    like = SupplyChain(scenario, 7, history=False)

    def year() -> float:
        twin = PlainChain(like, lambda turn, seat: mix)
        return seconds(lambda: [twin.step() for _ in range(scenario.weeks)])

    return year


def rates(scenario: Scenario, repeats: int) -> None:
    """Manufacturer-weeks a second by number of worlds; building and drawing are not counted."""
    plain, a_world = plain_year(scenario), len(scenario.seat) * scenario.weeks

    def chain(worlds: int, history: bool) -> float:
        return a_world * worlds / seconds(SupplyChain(scenario, 7, worlds, history=history).run)

    kinds: dict[str, Callable[[], float]] = {"plain Mesa, one world": lambda: a_world / plain()}
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


def debriefs(scenario: Scenario, repeats: int) -> None:
    """What is worked out of one played game of all seats, in milliseconds and in years of the twin."""
    plain, played = plain_year(scenario), SupplyChain(scenario, 7, policies="late").run()
    seats = range(len(scenario.seat))
    works: dict[str, Callable[[], object]] = {
        "score of all seats": lambda: score_parts(played),
        "score, what-ifs and rivals' burden": lambda: hindsight(played),
        "frontiers of all seats, two fates": lambda: [frontier(scenario, 7, 2, seat) for seat in seats],
    }
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            runs[name].append((seconds(work), plain()))
    print(f"\n{'':38}{'milliseconds':>18}{'years of the twin':>20}")
    for name, found in runs.items():
        years = statistics.median(mine / theirs for mine, theirs in found)
        print(f"{name:38}{statistics.median(mine for mine, _ in found) * 1e3:18.0f}{years:20.1f}")


def study(scenario: Scenario, most: int) -> None:
    """Milliseconds a world, in chunks of a thousand: one process, then one a core."""
    print("\nmilliseconds a world, in chunks")
    cores = cpu_count() or 1
    counts = [count for count in (1_000, 10_000, 100_000) if count <= most]
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=keep_freed) as pool:
        play(scenario, 7, 2_000, "hybrid", seats=(0,), executor=pool)  # the workers load what they need
        _say("one process", {n: _cost(scenario, n, None) for n in counts if n <= 10_000})
        if most >= 10_000:  # one chunk keeps one core busy
            _say(f"{cores} processes", {n: _cost(scenario, n, pool) for n in counts if n >= 10_000})


def _cost(scenario: Scenario, worlds: int, executor: Executor | None) -> float:
    """Milliseconds a world."""
    begun = perf_counter()
    play(scenario, 7, worlds, "hybrid", seats=(0,), executor=executor)
    return (perf_counter() - begun) / worlds * 1e3


def _say(who: str, found: dict[int, float]) -> None:
    text = ", ".join(f"{worlds} worlds {cost:.3f}" for worlds, cost in found.items())
    print(f"{who}: {text}; dearest to cheapest {max(found.values()) / min(found.values()):.2f}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--repeats", type=int, default=5)
    asked.add_argument("--worlds", type=int, default=100_000, help="most worlds in the study")
    wanted = asked.parse_args()
    scenario = read_scenario(text_of(NAME), f"{NAME}.toml")
    keep_freed()  # as the commands do that play many worlds
    print(f"{NAME}; {platform.machine()}, {cpu_count()} cores, Python {platform.python_version()}")
    rates(scenario, wanted.repeats)
    debriefs(scenario, wanted.repeats)
    memory(scenario)
    study(scenario, wanted.worlds)


if __name__ == "__main__":
    main()

"""Chance is drawn before play: the same for whoever asks again, and for whatever the seats decide."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenarios_support import scenarios
from world_support import SHIPPED, at_random, changed, shipped

from linestop.agents import Decision, Manufacturer, Scenario, SupplyChain
from linestop.agents.chance.random_streams import Chance, key_of
from linestop.agents.chance.sample_path import draw
from linestop.agents.network.derivation import network_of

# ---------------------------------------------------------------- streams


def test_a_stream_has_the_key_that_the_reference_gives():
    assert [int(word) for word in key_of(42, "market:A", "demand")] == [
        0x742A8A89A97FA662,
        0xB56B5E8F9854A8B8,
    ]


def test_the_generator_gives_the_raw_words_that_the_reference_gives():
    words = np.random.Philox(key=[1, 2], counter=[0, 0, 0, 7]).random_raw(4)
    assert words.tolist() == [
        17991866017942339502,
        1860861990675859472,
        14660990534192133969,
        12517213665356794644,
    ]


def test_a_uniform_is_made_of_a_raw_word_as_the_reference_makes_it():
    """The reference has the week in the counter's top word; the rule from word to double is ours too."""
    key = key_of(42, "market:A", "demand")
    raw = [np.random.Philox(key=key, counter=[0, 0, 0, week]).random_raw() for week in range(1, 6)]
    assert [((word >> 11) + 0.5) * 2.0**-53 for word in raw] == [
        0.30664567474621302,
        0.28638596631312713,
        0.98357695087399244,
        0.55247699998576483,
        0.44911341300407942,
    ]


def test_the_uniforms_of_a_world_are_the_words_of_its_block():
    """World w reads 4-word steps w x steps, w x steps + 1, … of its stream."""
    key = key_of(42, "market:A", "demand")
    for world, count in ((0, 5), (1, 5), (3, 8), (70_000, 1)):
        steps = -(-count // 4)
        words = np.random.Philox(key=key, counter=world * steps).random_raw(4 * steps)[:count]
        expected = [((int(word) >> 11) + 0.5) * 2.0**-53 for word in words]
        assert Chance(42, 1, world).uniforms("market:A", "demand", count)[:, 0].tolist() == expected


def test_the_first_uniforms_are_written_down():
    """A change of these numbers changes every seed's game: it needs a new engine version."""
    uniforms = Chance(42, 2).uniforms("market:A", "demand", 3)
    assert uniforms.tolist() == [
        [0.2662937102858775, 0.4012188245401324],
        [0.25950133848161866, 0.060956247976704014],
        [0.8603100469436245, 0.8193562637057483],
    ]


@given(
    first=st.integers(0, 1000), worlds=st.integers(1, 9), count=st.integers(1, 60), chunk=st.integers(1, 4)
)
def test_a_world_reads_the_same_block_in_any_batch(first, worlds, count, chunk):
    together = Chance(7, worlds, first).uniforms("seat:a", "demand", count)
    assert ((together > 0.0) & (together < 1.0)).all()
    for start in range(0, worlds, chunk):
        size = min(chunk, worlds - start)
        alone = Chance(7, size, first + start).uniforms("seat:a", "demand", count)
        assert np.array_equal(alone, together[:, start : start + size])


def test_neither_sites_nor_purposes_nor_seeds_share_a_stream():
    streams = [
        Chance(seed, 3).uniforms(site, purpose, 40).ravel()
        for seed in (1, 2)
        for site in ("seat:a", "seat:ab")
        for purpose in ("demand", "bdemand")
    ]
    assert len({stream.tobytes() for stream in streams}) == len(streams)
    assert len(np.unique(np.concatenate(streams))) == len(streams) * 120


@pytest.mark.slow
@given(scenario=scenarios(), growth=st.floats(1.0, 3.0), luck=st.integers(0, 2**32))
@settings(max_examples=40)
def test_demand_grows_with_its_mean_in_every_week_and_world(scenario, growth, luck):
    """One uniform a variate, inverse CDF: "demand +10 %" is the same year with more of everything."""
    grown = [
        changed(seat, demand={g: growth * mean for g, mean in seat.demand.items()}) for seat in scenario.seat
    ]
    less, more = (
        draw(each, network_of(each), Chance(luck, 3)).demand
        for each in (scenario, changed(scenario, seat=grown))
    )
    assert (more >= less).all()
    for m, market in enumerate(scenario.market):
        for g, product in enumerate(scenario.product):
            if market.demand[product.name].draw == "normal":
                here = np.s_[:, :, g, m]
                np.testing.assert_allclose(more[here], growth * less[here], rtol=1e-12)


@pytest.mark.slow
@given(more=st.integers(0, 1000), less=st.integers(0, 1000))
@settings(max_examples=40)
def test_a_likelier_shock_comes_wherever_the_less_likely_one_does(more, less):
    scenario = shipped("calm_seas")
    low, high = sorted((less / 1000, more / 1000))
    seldom, often = (
        draw(each, network_of(each), Chance(3, 200)).shocks[0].comes
        for each in (
            changed(scenario, shock=[changed(scenario.shock[0], probability=p)]) for p in (low, high)
        )
    )
    assert (often >= seldom).all()


# ---------------------------------------------------------------- no decision changes a draw


def luck_of(chain: SupplyChain) -> dict[str, Any]:
    """All that chance decided in a played chain: demand, required production, shocks and news."""
    assert chain.record is not None
    shocks = {
        f"{part} of shock {number}, {shock.name}": getattr(shock, part)
        for number, shock in enumerate(chain.shocks)
        for part in ("comes", "first_week", "effect", "in_force")
    }
    measured = {name: chain.record[name] for name in ("demand", "required", "capacity_left")}
    return shocks | measured | {"news": [chain.news(world) for world in range(chain.worlds)]}


def check_luck(scenario: Scenario, seed: int, *players: Any) -> None:
    """Whoever plays, chance is the same, bit for bit."""
    first, *others = (luck_of(SupplyChain(scenario, seed, 3, policies=player).run()) for player in players)
    for other in others:
        for what, values in first.items():
            same = values == other[what] if what == "news" else np.array_equal(values, other[what])
            assert same, f"{what} depends on what was decided"


@pytest.mark.slow
@given(scenario=scenarios(), seed=st.integers(0, 2**64 - 1), luck=st.integers(0, 2**32))
@settings(max_examples=40)
def test_no_decision_changes_any_draw(scenario, seed, luck):
    check_luck(scenario, seed, "jit", "jic", at_random(scenario, luck, 3))


@pytest.mark.parametrize("name", SHIPPED)
def test_no_decision_changes_any_draw_in_the_scenarios_that_come_with_the_game(name):
    check_luck(shipped(name), 5, "jit", "jic", "panic", CoinThrower)


class CoinThrower(Manufacturer):
    """A bot that asks for the generator that Mesa offers to every agent."""

    def decide(self) -> None:
        self.take(Decision(self.model.rng.random(len(self.model.network.components)) < 0.5))


def test_red_control_demand_drawn_during_play_depends_on_what_was_decided(monkeypatch):
    """The usual way to write such a model: one generator for all, used as the weeks go by."""
    bend = SupplyChain.terms

    def drawing(self: SupplyChain) -> Any:
        demand = self.path.demand[self.week - 1]
        demand *= self.rng.uniform(0.9, 1.1, demand.shape)
        return bend(self)

    monkeypatch.setattr(SupplyChain, "terms", drawing)
    check_luck(shipped("calm_seas"), 5, "jit", "jic")
    with pytest.raises(AssertionError, match="demand depends"):
        check_luck(shipped("calm_seas"), 5, "jit", CoinThrower)


# ---------------------------------------------------------------- same seed, same result, any process

DIGEST = """
import hashlib
from linestop.agents import SupplyChain
from linestop.agents.chain.record import SHAPES
from linestop.agents.scenario.reader import read_scenario
from linestop.scenarios import text_of

chain = SupplyChain(read_scenario(text_of("pacific_squeeze"), "pacific_squeeze.toml"), 2**53 - 1, 2).run()
digest = hashlib.sha256()
for name in SHAPES:
    digest.update(chain.record[name].tobytes())
digest.update(chain.close_books().tobytes())
print(digest.hexdigest())
"""
KEYS_BY_HASH = """
import numpy as np
from linestop.agents.chance import random_streams
random_streams.key_of = lambda seed, *names: np.array([seed, hash(names) % 2**64], dtype=np.uint64)
"""


def digests(*programs: str) -> list[str]:
    """What each program prints, run side by side, each with its own salt for Python's hashes."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": str(salt)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for salt, program in enumerate(programs, start=1)
    ]
    answers = [process.communicate()[0].strip() for process in running]
    assert all(process.returncode == 0 for process in running)
    return answers


def test_the_same_seed_gives_the_same_result_in_another_process():
    first, second = digests(DIGEST, DIGEST)
    assert len(first) == 64
    assert first == second


def test_red_control_keys_made_by_hash_differ_between_processes():
    first, second = digests(KEYS_BY_HASH + DIGEST, KEYS_BY_HASH + DIGEST)
    assert first != second

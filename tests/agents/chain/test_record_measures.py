"""A measure of the world is one entry of `record.MEASURES`: it is kept, shaped and told like all others."""

from __future__ import annotations

import numpy as np
import pytest
from world_support import own_scenario

from linestop.agents import SupplyChain
from linestop.agents.chain.record import MEASURES, Measure
from linestop.agents.chain.state import ChainState
from linestop.agents.chain.totals import Week

SCENARIO = own_scenario("one_seat")


def line_use(chain: ChainState, week: Week) -> np.ndarray:
    """Share of each line's capacity that is used, (N, W)."""
    share: np.ndarray = week.output.made.sum(axis=1) / chain.network.line_capacity[:, None]
    return share


def test_one_entry_adds_a_measure_to_record_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MEASURES, "line_use", Measure("N", "share", line_use))
    chain = SupplyChain(SCENARIO, 1, 3).run()
    made = chain.record["made"].sum(axis=2)
    expected = made / chain.network.line_capacity[:, None]
    assert chain.record["line_use"].shape == (SCENARIO.weeks, len(SCENARIO.seat), 3)
    assert np.allclose(chain.record["line_use"], expected, rtol=1e-12)
    rows = chain.record.rows_by_world(1, 2)[0]["line_use"]
    assert rows == chain.record["line_use"][:2, :, 0].tolist()


def test_red_control_without_its_entry_there_is_no_such_measure() -> None:
    chain = SupplyChain(SCENARIO, 1).run()
    with pytest.raises(KeyError, match="line_use"):
        chain.record["line_use"]

"""A lost unit has a cause, and a seat orders no more than its working capital allows."""

from __future__ import annotations

import numpy as np
import pytest
from world_support import changed, shipped, struck

from linestop.agents import SupplyChain
from linestop.agents.studies.causes import losses

SQUEEZE = struck()


@pytest.fixture(scope="module")
def lean_year() -> SupplyChain:
    """Seat 1 all Just in Time through the squeeze, in two worlds."""
    return SupplyChain(SQUEEZE, 1, 2, policies={"tarnholm": "jit"}).run()


def test_every_lost_unit_is_told_once_with_its_cause(lean_year: SupplyChain) -> None:
    told = sum(loss.units for loss in losses(lean_year, world=1))
    assert told == pytest.approx(lean_year.record["lost"][..., 1].sum(), rel=1e-6)


def test_units_lost_to_the_great_shocks_name_them(lean_year: SupplyChain) -> None:
    mine = [loss for loss in losses(lean_year) if loss.seat == "tarnholm"]
    by_chip = [loss for loss in mine if loss.component == "chip"]
    by_housing = [loss for loss in mine if loss.component == "housing"]
    assert any("nine_peaks_flood" in loss.shocks for loss in by_chip)
    assert any("port_calder_queue" in loss.shocks for loss in by_housing)
    assert not any("port_calder_queue" in loss.shocks for loss in by_chip)


def test_a_cause_is_never_later_than_the_loss_and_its_line_fell_short_that_week(
    lean_year: SupplyChain,
) -> None:
    record, network = lean_year.record, lean_year.network
    for loss in losses(lean_year):
        assert loss.week_of_cause <= loss.week
        if loss.week_of_cause:
            place = (
                loss.week_of_cause - 1,
                network.seats.index(loss.seat),
                network.products.index(loss.product),
                0,
            )
            assert record["made"][place] < record["attempted"][place]


def test_without_any_shock_a_loss_names_none() -> None:
    thin = changed(
        shipped("calm_seas"),
        shock=[],
        disturbances__times=0,
        line__finished_goods_weeks=0.0,
        component=[changed(part, jit__cover_weeks=0.0, jit__safety_factor=0.0) for part in SQUEEZE.component],
    )
    found = losses(SupplyChain(thin, 3, policies="jit").run())
    assert found and all(loss.shocks == () for loss in found)


def test_causes_cannot_be_told_of_a_chain_that_kept_no_history() -> None:
    with pytest.raises(ValueError, match="history"):
        losses(SupplyChain(SQUEEZE, 1, history=False).run())


def tied_up(chain: SupplyChain, seat: int) -> np.ndarray:
    """Standard cost of a seat's stock, finished goods and open orders, each week: (weeks, W)."""
    parts = chain.record["on_hand"][:, seat] + chain.record["on_order"][:, seat]
    goods = chain.record["finished_goods"][:, seat]
    value = chain.network.value[:, None]
    return (parts * value).sum(axis=1) + (goods * chain.ledger.product_value[seat][:, None]).sum(axis=1)


def limited(credit: float | None) -> SupplyChain:
    """Everything Just in Case, with so much credit in the first seat."""
    seats = [changed(SQUEEZE.seat[0], credit=credit), *SQUEEZE.seat[1:]]
    return SupplyChain(changed(SQUEEZE, seat=seats), 1, 3, policies="jic").run()


def test_a_seat_orders_no_more_than_its_credit_allows() -> None:
    credit = 600_000.0
    assert (tied_up(limited(None), 0) > credit).any(), "the limit must bite for the test to mean anything"
    # Stock grows by orders alone; what is tied up passes the limit by no more than a rounding.
    assert (tied_up(limited(credit), 0) <= credit * (1.0 + 1e-9)).all()


def test_credit_that_is_never_reached_changes_nothing() -> None:
    free, wide = limited(None), limited(1e12)
    assert np.array_equal(free.sums.cost, wide.sums.cost)

"""What the tests of perfect foresight share: a chain that notes what the program counts, and the promise.

Nothing here knows what is right: that is what the ledger says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from world_support import any_shelves_and_plan

from linestop.agents import Decision, Scenario, SeatView, SupplyChain
from linestop.agents.arithmetic import Array, Flags, ratio, total
from linestop.agents.foresight.initial_state import buyers_of
from linestop.agents.foresight.lp_builder import DecisionValues
from linestop.agents.foresight.lp_model import least_cost, perfect_foresight
from linestop.agents.foresight.lp_sales import customer_groups
from linestop.agents.foresight.lp_supply import redirections_of
from linestop.agents.foresight.seat_inputs import SeatInputs, seat_inputs_of
from linestop.agents.manufacturers.regions import Regions
from linestop.agents.manufacturers.stances import Policy
from linestop.agents.network.cost_lines import CHANGEOVER
from linestop.agents.sites.market import Sales
from linestop.agents.studies.replay import as_played

SLACK = 1e-6
"""Relative; the solver's own tolerance is 1e-7."""


class Watched(SupplyChain):
    """A chain that notes what its suppliers start, what turns at their gates, and what its ports let go."""

    def _build(self, *scenario: Any) -> None:
        super()._build(*scenario)
        self.started: list[Array] = []
        self.released: list[Array] = []
        self.turned: list[Array] = []
        self.prices: list[Array] = []
        self.unneeded: list[Flags] = []
        self.given_back: list[Array] = [self.manufacturers.returned.copy()]
        self.sales: list[dict[str, Array]] = []
        review, raise_prices, fill, redirect, expedite, pass_through = (
            self.write_offs.review,
            self.suppliers.raise_prices,
            self.suppliers.fill,
            self.routing.redirect,
            self.routing.expedite,
            self.ports.pass_through,
        )

        def watched_bins(week: int, received: Array, on_hand: Array, waiting: Array) -> Array:
            self.unneeded.append(self.write_offs.unneeded(week, waiting))
            return review(week, received, on_hand, waiting)

        def watched_prices(terms: Any) -> None:
            raise_prices(terms)
            self.prices.append(terms.price.copy())

        def watched_fill(week: int, orders: Array, terms: Any) -> Array:
            before = self.suppliers.backlog.copy()
            shipped = fill(week, orders, terms)
            self.started.append(before + orders - self.suppliers.backlog)
            self.turned.append(np.zeros((len(self.turns), *shipped.shape[1:])))
            return shipped

        def watched_ways(shipped: Array, port_delay: Array) -> Array:
            for number, turn in enumerate(self.turns):
                if not turn.expedited and (way := self.scenario.lane[turn.lane].diversion):
                    choked = port_delay[self.network.port_of_lane[turn.lane]] > way.above_weeks
                    self.turned[-1][number] = np.where(choked, shipped[turn.lane], 0.0)
            return redirect(shipped, port_delay)

        def watched_gates(shipped: Array, short: Array, use: Array) -> Array:
            departing = expedite(shipped, short, use)
            for number, turn in enumerate(self.turns):
                if turn.expedited:
                    self.turned[-1][number] = shipped[turn.lane] - departing[turn.lane]
            return departing

        def watched_ports(arrivals: Array, terms: Any) -> Array:
            onward = pass_through(arrivals, terms)
            calls = (self.network.port_of_lane >= 0)[:, None, None]
            self.released.append(np.where(calls, onward, 0.0))
            return onward

        self.turns = redirections_of(self.scenario, self.network)
        self.routing.redirect = watched_ways  # type: ignore[method-assign]
        self.routing.expedite = watched_gates  # type: ignore[method-assign]
        self.write_offs.review = watched_bins  # type: ignore[method-assign]
        ship = self.depots.fill

        def watched_depots(orders: Array) -> Array:
            shipped = ship(orders)
            self.started[-1] = self.started[-1] + shipped
            return shipped

        self.depots.fill = watched_depots  # type: ignore[method-assign]
        self.suppliers.raise_prices = watched_prices  # type: ignore[method-assign]
        self.suppliers.fill = watched_fill  # type: ignore[method-assign]
        self.ports.pass_through = watched_ports  # type: ignore[method-assign]

    def fate(self, seat: int, world: int = 0) -> SeatInputs:
        """What befell a seat, at the prices that it met, and with the parts that it had no use for."""
        met, fate = (
            np.stack([week[:, world] for week in self.prices], axis=1),
            seat_inputs_of(self, seat, world),
        )
        if self.unneeded:
            unneeded = np.stack([flags[seat, :, world] for flags in self.unneeded], axis=1)
            assert not (fate.unneeded & ~unneeded).any() and not (unneeded & ~fate.maybe_unneeded).any()
            fate = replace(fate, unneeded=unneeded)
        return replace(fate, price=met)

    def written(self, seat: int, world: int) -> Array:
        """Units written off: (K, T)."""
        units = np.zeros((len(self.network.components), self.week))
        for week, found in self.write_offs.units.items():
            units[:, week - 1] = sum(parts[seat, :, world] for parts in found.values())
        return units

    def _sell(self, demand: Array) -> Sales:
        sites = self.manufacturers
        self.given_back.append(sites.returned.copy())
        self.sales.append({"sent": np.zeros((*sites.finished_goods.shape[:2], 0, self.worlds))})
        if sites.regions is None:
            goods, backlog = sites.finished_goods, sites.backlog
            sales = super()._sell(demand)
            self._note(sales, goods, range(len(self.network.markets)), backlog, demand)
            return sales
        sell = Regions._sell

        def watched(goods: Array, markets: list[int], backlog: Array, demand: Array) -> Sales:
            sales = sell(sites.regions, goods, markets, backlog, demand)  # type: ignore[arg-type]
            self._note(sales, goods, markets, backlog[:, :, markets], demand[:, :, markets])
            return sales

        sites.regions._sell = watched  # type: ignore[method-assign]
        sales = super()._sell(demand)
        assert self.sent is not None
        self.sales[-1]["sent"] = self.sent
        return sales

    def _note(
        self, sales: Sales, goods: Array, markets: Sequence[int], backlog: Array, demand: Array
    ) -> None:
        """Whom goods in one place went to, by market (N, G, M, W), by the rule that `market.sell` states."""
        waited, asked = total(backlog, axis=2), total(demand, axis=2)
        to_waiting = np.minimum(goods, waited)
        served = ratio(np.minimum(goods - to_waiting, asked), asked, empty=0.0)
        to_backlog = backlog * ratio(to_waiting, waited, empty=0.0)[:, :, None]
        unserved = demand * (1.0 - served)[:, :, None]
        wait = np.array([self.scenario.customers[m].wait_share for m in markets])[:, None]
        left = sales.backlog if sales.backlog.shape == backlog.shape else sales.backlog[:, :, markets]
        joined = left - (backlog - to_backlog)
        stayed = np.where(wait > 0.0, joined / np.where(wait > 0.0, wait, 1.0), unserved)
        week, shape = self.sales[-1], (*goods.shape[:2], len(self.network.markets), self.worlds)
        for name, units in (
            ("to_backlog", to_backlog),
            ("unserved", unserved),
            ("switched", np.maximum(0.0, unserved - stayed)),
        ):
            week.setdefault(name, np.zeros(shape))[:, :, markets] = units
        alike = customer_groups(self.scenario)
        place = next(each.place for each in alike if markets[0] in each.markets)
        shelves = 1 + sum(market.buffer is not None for market in self.scenario.market)
        gained = week.setdefault("gained", np.zeros((*goods.shape[:2], shelves, self.worlds)))
        gained[:, :, place] = sales.gained

    def moves(self, seat: int, world: int = 0) -> DecisionValues:
        """What a seat did, as the program counts it."""
        charged = np.flatnonzero([part.order_cost for part in self.scenario.component])
        placed = [self.seat_rules.count(week)[seat, charged, world] for week in self.record["ordered"]]
        sold = {
            name: np.stack([week[name][seat, ..., world].T for week in self.sales], axis=2)
            for name in ("sent", "to_backlog", "unserved", "switched", "gained")
        }
        for name in ("to_backlog", "unserved", "switched"):
            by_market = sold[name]
            sold[name] = np.stack(
                [by_market[list(alike.markets)].sum(axis=0) for alike in customer_groups(self.scenario)]
            )
        buyers, lanes = buyers_of(self.network, seat), np.arange(len(self.network.lanes))
        turns = np.array([buyers[turn.lane] for turn in self.turns], dtype=np.int64)
        return DecisionValues(
            started=np.stack([week[lanes, buyers, world] for week in self.started], axis=1),
            released=np.stack([week[lanes, buyers, world] for week in self.released], axis=1),
            redirected=np.stack([week[np.arange(len(turns)), turns, world] for week in self.turned], axis=1),
            returned=np.diff([week[seat, :, world] for week in self.given_back], axis=0).T,
            written_off=self.written(seat, world),
            made=self.record["made"][:, seat, ..., world].T,
            **sold,
            placed=np.array(placed).T,
        )


def cost_of(chain: SupplyChain, seat: int, world: int = 0) -> float:
    """Books closed, without the fees for changing over."""
    lines = as_played(chain).by_line[:, seat, world]
    return float(lines.sum() - lines[CHANGEOVER])


def play(scenario: Scenario, seed: int, policies: Any, weeks: int | None = None, worlds: int = 1) -> Watched:
    chain = Watched(scenario, seed, worlds, policies=policies)
    while chain.week < (weeks or scenario.weeks):
        chain.step()
    return chain


def with_any_numbers(scenario: Scenario, luck: int) -> dict[str, Policy]:
    """Every seat sets all numbers behind its stances by chance each turn, a split where it has a choice."""
    near = {lane.supplier for lane in scenario.lane if lane.near}
    choice = {site.component for site in scenario.supplier if site.name in near}

    def policy_of(seat: str) -> Policy:
        def decide(view: SeatView) -> Decision:
            chance = np.random.default_rng([luck, view.turn, *seat.encode()])
            parts = len(view.components)
            shelves, plan = None, None
            if any(market.buffer for market in scenario.market):
                drawn = any_shelves_and_plan(scenario, [luck, view.turn, *seat.encode()], seat)
                shelves, plan = (values[..., 0] for values in drawn)
            splits = np.where([name in choice for name in view.components], chance.random(parts), np.nan)
            return Decision(
                chance.random(parts) < 0.5,
                cover_weeks=chance.uniform(0.0, 6.0, parts),
                safety_factor=chance.uniform(0.0, 3.0, parts),
                expedite=chance.uniform(0.0, 3.0, parts),
                sourcing_split=splits,
                contract=np.where(chance.random(parts) < 0.5, 0.0, 1.0),
                extra_orders=np.where(chance.random(parts) < 0.2, 50.0, 0.0),
                shelf_weeks=shelves,
                demand_plan=plan,
            )

        return decide

    return {seat.name: policy_of(seat.name) for seat in scenario.seat}


def check_books(chain: Watched, world: int = 0) -> None:
    """What was played costs in the program what it cost in the ledger, and nothing less than the bound."""
    for seat in range(len(chain.network.seats)):
        cost = cost_of(chain, seat, world)
        told = least_cost(chain.fate(seat, world), chain.moves(seat, world))
        slack = SLACK * max(1.0, float(np.abs(told.by_week).sum()))
        assert told.bound == pytest.approx(cost, abs=slack)
        assert perfect_foresight(chain, seat, world).bound <= cost + slack

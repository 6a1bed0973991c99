"""The costs worked out a second time, from the record and the scenario file, without the ledger."""

from __future__ import annotations

from typing import Any

import numpy as np

from linestop.agents import SupplyChain
from linestop.agents.manufacturers.horizon import LEAST_LIFE
from linestop.agents.network.cost_lines import LINES

CLOSE = 1e-9


class Shipping(SupplyChain):
    """A chain that remembers what left the suppliers, by which lane and at what price, and what went back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begun_with = self.manufacturers.on_hand.copy()
        self.shipped: list[np.ndarray] = []
        self.price: list[np.ndarray] = []
        self.gained: list[np.ndarray] = []
        self.returned = [self.manufacturers.returned.copy()]
        ship, add = self._ship, self.sums.add

        def shipping(ordered: Any, terms: Any) -> Any:
            goods = ship(ordered, terms)
            self.shipped.append(goods.copy())
            self.price.append(terms.price.copy())
            return goods

        def adding(week: Any) -> None:
            self.gained.append(week.sales.gained.copy())
            self.returned.append(self.manufacturers.returned.copy())
            add(week)

        self._ship, self.sums.add = shipping, adding  # type: ignore[method-assign]


def costs_from_the_record(chain: Shipping) -> dict[str, np.ndarray]:
    """Each line by week and seat (weeks, N, W), from the record and the scenario alone."""
    scenario, record, network = chain.scenario, chain.record, chain.network
    assert record is not None
    rates, worlds = scenario.costs, chain.worlds
    price = np.array(
        [
            [sum(_bill(seat, g, c) for c in scenario.component) for g in scenario.product]
            for seat in scenario.seat
        ]
    )
    price = price / rates.material_share
    goods = np.einsum("tngw,ng->tnw", record["finished_goods"], price * rates.material_share)
    value = np.array([part.value for part in scenario.component])
    parts = record["stock_value"] - goods  # what is on hand, in port and on the way, at standard cost
    owned = _owned(chain)
    stored = record["on_hand"] + record["in_port"]
    storage = np.array([part.storage for part in scenario.component]) * value / 52
    decay = np.array([part.obsolescence for part in scenario.component]) * value / 52
    short = record["required"] - np.minimum(record["made"], record["required"])
    lines = dict.fromkeys(LINES, np.zeros((chain.week, len(scenario.seat), worlds)))
    lines["capital"] = (parts + goods) * rates.capital / 52
    cash = np.array([seat.cash for seat in scenario.seat])[:, None]
    lines["capital"] = lines["capital"] + np.maximum(0.0, parts + goods - cash) * rates.interest / 52
    lines["insurance"] = (parts + goods) * rates.insurance / 52
    lines["storage"] = np.einsum("tnkw,k->tnw", stored, storage) + goods * rates.finished_storage / 52
    lines["obsolescence"] = np.einsum("tnkw,k->tnw", owned, decay) + goods * rates.finished_obsolescence / 52
    before = np.concatenate([chain.begun_with[None], record["on_hand"][:-1]])
    used = np.einsum("ngk,tngw->tnkw", network.bill, record["made"])
    spared = chain.struck.of_weeks(1, chain.week).get("use_left")
    used = used if spared is None else used * spared[:, None]
    gone = before + record["received"] - used - record["on_hand"]
    written_off = gone - np.diff(chain.returned, axis=0)  # at the end of a product's life
    lines["obsolescence"] += np.einsum("tnkw,k->tnw", written_off, value)
    lines["line_down_cost"] = np.einsum("tngw,ng->tnw", short, price * rates.line_down_share)
    lost = record["lost"] - np.array(chain.gained)
    lines["lost_margin"] = np.einsum("tngw,ng->tnw", lost, price * rates.lost_margin_share)
    lines["backlog_cost"] = np.einsum("tngw,ng->tnw", record["backlog"], price * rates.backlog_share)
    shipped_goods = np.array(chain.shipped)
    freight = np.array([lane.freight for lane in scenario.lane])
    lines["freight_cost"] = np.einsum("tjnw,j->tnw", shipped_goods, freight)
    dearer = (np.array(chain.price) - 1.0)[:, network.supplier_of_lane]
    lines["price_premium"] = np.einsum(
        "tjnw,tjw,j->tnw", shipped_goods, dearer, value[network.component_of_lane]
    )
    premium = np.array([supplier.premium for supplier in scenario.supplier])[network.supplier_of_lane]
    lines["price_premium"] += np.einsum("tjnw,j->tnw", shipped_goods, premium)
    flown = np.array([part.expedite.premium if part.expedite else 0.0 for part in scenario.component])
    lines["expedite_cost"] = np.einsum("tnkw,k->tnw", record["expedited"], flown)
    lines["changeover_cost"] = _changeovers(chain, value)
    return lines


def _bill(seat: Any, product: Any, component: Any) -> float:
    amount = seat.bill_of_materials.get(product.name, {}).get(component.name, 0.0)
    return float(amount * component.value)


def _owned(chain: Shipping) -> np.ndarray:
    """Units on hand and anywhere between the supplier's gate and the plant: (weeks, N, K, W)."""
    record, network = chain.record, chain.network
    assert record is not None
    moving = np.zeros(record["on_hand"].shape[1:])
    use = network.mean_demand[:, :, None] * network.bill * network.product_season(1)[:, None]
    for lane, component in enumerate(network.component_of_lane):  # the opening's steady flow
        weeks = network.transit_weeks[lane] + network.inland_weeks[lane]
        moving[:, component] += weeks * network.lane_share[lane] * use.sum(axis=1)[:, component, None]
    rows = []
    for week, goods in enumerate(chain.shipped):
        moving = moving - record["received"][week]
        for lane, component in enumerate(network.component_of_lane):
            moving[:, component] += goods[lane]
        rows.append(moving + record["on_hand"][week])
    return np.array(rows)


def _changeovers(chain: Shipping, value: np.ndarray) -> np.ndarray:
    """Fees by week and seat: stance changes times weeks of spend, at the level that was forecast then."""
    scenario, record, network = chain.scenario, chain.record, chain.network
    assert record is not None
    fee = np.array([part.changeover_weeks for part in scenario.component]) * value
    opening = [
        scenario.opening == "jic" or (scenario.opening == "hybrid" and p.recommended == "JIC")
        for p in scenario.component
    ]
    before = np.broadcast_to(np.array(opening)[:, None], record["stance"].shape[1:])
    level = np.repeat(network.mean_demand[..., None], chain.worlds, axis=2)
    rows, last_weeks = [], [level] * (scenario.ordering.forecast_weeks or 0)
    for week, stance in enumerate(record["stance"]):
        life = network.product_life(week + 1)[:, None]
        mean_use = np.einsum("ngk,ngw->nkw", network.bill, level * life)
        rows.append(np.einsum("nkw,k->nw", (stance != before) * mean_use, fee))
        before = stance
        season = network.product_season(week + 1)[:, None]
        asked = record["demand"][week].sum(axis=2)
        seen = np.where(life >= LEAST_LIFE, asked / np.maximum(season, 1e-9), level)
        last_weeks = [*last_weeks[1:], seen]
        weight = scenario.ordering.forecast_smoothing
        level = np.mean(last_weeks, axis=0) if weight is None else level + weight * (seen - level)
    return np.array(rows)


def check_sums(chain: Shipping) -> None:
    """Weeks, slots and lines each add up, to what the flows say they cost."""
    assert chain.record is not None
    by_line = chain.record["cost"].sum(axis=3)
    scale = np.abs(by_line).sum() + 1.0
    for number, (line, expected) in enumerate(costs_from_the_record(chain).items()):
        gap = np.abs(by_line[:, number] - expected).max()
        assert gap <= CLOSE * scale, f"{line}: off by {gap}"
    by_week = chain.record["cost"].sum(axis=0)
    assert np.abs(by_week - chain.sums.cost).max() <= CLOSE * scale, "the weeks do not add up to the sums"
    frame = chain.record.to_frame()
    assert np.abs(frame[list(LINES)].sum(axis=1) - frame["total_cost"]).max() <= CLOSE * scale, "total_cost"
    assert abs(frame["total_cost"].sum() - by_line.sum()) <= CLOSE * scale, "the frame lacks some cost"

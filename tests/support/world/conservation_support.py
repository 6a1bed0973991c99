"""A chain that is watched, and what of goods and money is conserved in every week of every world.

`Watched` writes down what crosses each gate of the chain; each equation below says that what
went in is what came out or stayed, to 1e-9 of the gross flow through that place so far."""

from __future__ import annotations

from typing import Any

import numpy as np

from linestop.agents import SupplyChain
from linestop.agents.chain.totals import Week
from linestop.agents.sites.reserve import reserves

CLOSE = 1e-9
"""Of gross flow."""
FOR_KEEPS = ("firm", "non_cancellable")


class Watched(SupplyChain):
    """A chain that keeps what crossed each gate in its last week, and what stood everywhere before it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.crossed: dict[str, np.ndarray] = {}
        self.last: Week
        self._listen(self.suppliers, "fill", "shipped")
        self._listen(self.suppliers, "_outside_orders", "outside_orders")
        self._listen(self, "_ship", "departed")
        self._listen(self.lanes, "take", "arrived")
        self._listen(self.ports, "pass_through", "landed")
        self._listen(self.inland, "take", "delivered")
        self._listen(self.sums, "add", "")

    def _listen(self, site: Any, method: str, name: str) -> None:
        original = getattr(site, method)

        def listening(*args: Any) -> Any:
            result = original(*args)
            if name:
                self.crossed[name] = result.copy()
            else:
                self.last = args[0]
            return result

        setattr(site, method, listening)

    def standing(self) -> dict[str, np.ndarray]:
        """What stands in every place of the chain now."""
        sites = self.manufacturers
        return {
            "unfilled": self.suppliers.backlog.copy(),
            "committed": self.suppliers.contracts.committed.copy(),
            "outside": self.suppliers.outside_backlog.copy(),
            "finished_stock": self.suppliers.finished.copy(),
            "making": self.suppliers.making.load(),
            "transit": self.lanes.load(),
            "waiting": self.ports.waiting(),
            "boxes": np.array([queue.boxes_waiting() for queue in self.ports.queues]),
            "inland": self.inland.load(),
            "on_hand": sites.on_hand.copy(),
            "on_order": sites.on_order.copy(),
            "moving": sites.moving.copy(),
            "returned": sites.returned.copy(),
            "goods": sites.goods().copy(),
            "backlog": sites.backlog.copy(),
            "stock_value": self.ledger.stock_value(self.stocks()),
        }


class Scales:
    """Compares two sides of an equation with the gross flow that has gone through it so far."""

    def __init__(self) -> None:
        self._gross: dict[str, np.ndarray] = {}

    def equal(self, what: str, left: list[np.ndarray], right: list[np.ndarray]) -> None:
        gross = sum(_by_world(np.abs(term)) for term in (*left, *right))
        self._gross[what] = self._gross.get(what, 0.0) + gross
        gap = np.abs(sum(left) - sum(right))
        assert (gap <= CLOSE * self._gross[what]).all(), f"{what}: off by {gap.max()}"

    def at_most(self, what: str, least: np.ndarray, most: np.ndarray) -> None:
        excess = least - most
        assert (excess <= CLOSE * (1.0 + np.abs(most))).all(), f"{what}: {excess.max()} too much"


def _by_world(values: np.ndarray) -> np.ndarray:
    return values.reshape(-1, values.shape[-1]).sum(axis=0)


def check_conservation(chain: Watched) -> None:
    """Play to the end and hold every equation in every week."""
    scales = Scales()
    while chain.week < chain.scenario.weeks:
        before = chain.standing()
        chain.step()
        after = chain.standing()
        for equation in (_suppliers, _ways, _ports, _plants, _customers, _money):
            equation(chain, before, after, scales)
        _nothing_is_negative(after)


def _suppliers(chain: Watched, before: dict[str, Any], after: dict[str, Any], scales: Scales) -> None:
    week, network = chain.last, chain.network
    ordered, shipped_goods = week.ordered, chain.crossed["shipped"]
    scales.equal(
        "ordered = shipped + more unfilled + more in making, by lane and seat",
        [ordered, before["unfilled"], before["making"]],
        [shipped_goods, after["unfilled"], after["making"]],
    )
    started = ordered + before["unfilled"] - after["unfilled"]
    scales.at_most("a supplier starts no more than was asked", started, ordered + before["unfilled"])
    if chain.suppliers.contracts.has_priority:
        scales.at_most("ordered for good is a part of what waits", after["committed"], after["unfilled"])
    taken_back = np.maximum(0.0, -ordered)
    scales.at_most("only what waits is taken back", taken_back, before["unfilled"])
    _contracts(chain, taken_back)
    outside = chain.crossed["outside_orders"] + before["outside"] - after["outside"]
    granted = outside.copy()
    for lane, site in enumerate(network.supplier_of_lane):
        granted[site] += started[lane].sum(axis=0)
    scales.equal(
        "made + stock before = granted + stock after, by supplier",
        [chain.suppliers.made, before["finished_stock"]],
        [granted, after["finished_stock"]],
    )
    capacity = network.capacity[:, None] * week.terms.capacity * week.terms.good
    capacity = capacity + reserves(chain.scenario, network)[:, None] * week.terms.good
    scales.at_most("made within capacity", chain.suppliers.made, capacity)
    scales.at_most("stock within its room", after["finished_stock"], network.finished_stock[:, None])


def _contracts(chain: Watched, taken_back: np.ndarray) -> None:
    """Whose stance does not let it cancel takes nothing back."""
    stances = zip(chain.scenario.component, chain.manufacturers.stance.transpose(1, 0, 2), strict=True)
    bound = np.stack(
        [
            np.where(jic, part.jic.contract in FOR_KEEPS, part.jit.contract in FOR_KEEPS)
            for part, jic in stances
        ]
    )
    assert not (taken_back * bound[chain.network.component_of_lane]).any(), "a firm order was taken back"


def _ways(chain: Watched, before: dict[str, Any], after: dict[str, Any], scales: Scales) -> None:
    crossed = chain.crossed
    gates = [chain.network.by_component(crossed[at]) for at in ("shipped", "departed")]
    scales.equal("what leaves the gates goes some way", gates[:1], gates[1:])
    for what, entered, place, left in (
        ("transit", "departed", "transit", "arrived"),
        ("port", "arrived", "waiting", "landed"),
        ("inland", "landed", "inland", "delivered"),
    ):
        scales.equal(
            f"{what}: what entered = what left + what stayed, by lane and seat",
            [crossed[entered], before[place]],
            [crossed[left], after[place]],
        )
    by_component = chain.network.by_component
    places = [by_component(after[place]) for place in ("transit", "waiting", "inland")]
    scales.equal("moving = transit + port + inland", [after["moving"]], places)
    upstream = [by_component(after[place]) for place in ("unfilled", "making")]
    scales.equal("on order = all that is upstream", [after["on_order"]], [*upstream, *places])


def _ports(chain: Watched, before: dict[str, Any], after: dict[str, Any], scales: Scales) -> None:
    network = chain.network
    for port, lanes in enumerate(chain.ports.lanes_of):
        sizes = network.boxes[network.component_of_lane[lanes]][:, None, None]
        joined = (chain.crossed["arrived"][lanes] * sizes).sum(axis=(0, 1)) + chain.last.terms.others[port]
        served = before["boxes"][port] + joined - after["boxes"][port]
        throughput = chain.ports.throughput[port]
        most = network.throughput[port] * chain.last.terms.throughput[port]
        scales.at_most("a port is no faster than its cranes", throughput, most)
        scales.at_most("a port serves within its throughput", served, throughput)
        waiting = before["boxes"][port] + joined
        scales.at_most("a port never idles while boxes wait", np.minimum(waiting, throughput), served)
        ours = (after["waiting"][lanes] * sizes).sum(axis=(0, 1))
        scales.at_most("our boxes are among those that wait", ours, after["boxes"][port])


def _plants(chain: Watched, before: dict[str, Any], after: dict[str, Any], scales: Scales) -> None:
    week, network = chain.last, chain.network
    received, output = week.received, week.output
    scales.equal("received, all lanes", [received], [network.by_component(chain.crossed["delivered"])])
    scales.equal(
        "ordered = received + more on order + taken back",
        [network.by_component(np.maximum(0.0, week.ordered)), before["on_order"]],
        [received, after["on_order"], network.by_component(np.maximum(0.0, -week.ordered))],
    )
    scales.equal(
        "received = used + returned + written off + more on hand",
        [received, before["on_hand"], before["returned"]],
        [output.used, written_off(chain), after["on_hand"], after["returned"]],
    )
    scales.equal(
        "used = parts of what was made",
        [output.used],
        [np.einsum("ngkw,ngw->nkw", used_bill_of(chain), output.made)],
    )
    scales.at_most("made within what was attempted", output.made, week.attempted)
    scales.at_most("made within the line", output.made.sum(axis=1), line_of(chain))
    _nothing_is_idle(chain, before["on_hand"] + received - after["returned"] + before["returned"])
    scales.equal(
        "made = sold + more finished goods", [output.made, before["goods"]], [week.sales.sold, after["goods"]]
    )


def bill_of(chain: Watched) -> np.ndarray:
    """The bill by which the last week was built: (N, G, K, W)."""
    bill = chain.bills.at(chain.week, chain.week)
    shape = (*bill.shape[:3], chain.worlds)
    return np.broadcast_to(bill if bill.ndim == 4 else bill[..., None], shape)


def used_bill_of(chain: Watched) -> np.ndarray:
    """What really went into the products of the last week: (N, G, K, W)."""
    left = chain.last.terms.use
    return bill_of(chain) * (1.0 if left is None else left)


def line_of(chain: Watched) -> np.ndarray:
    """Units that each line could make in the last week: (N, W)."""
    left = chain.last.terms.line
    return chain.network.line_capacity[:, None] * (1.0 if left is None else left)


def written_off(chain: Watched) -> np.ndarray:
    """Units that the last week wrote off: (N, K, W)."""
    found = chain.write_offs.units.get(chain.week, {})
    return np.zeros_like(chain.manufacturers.on_hand) + sum(found.values())


def _nothing_is_idle(chain: Watched, at_hand: np.ndarray) -> None:
    """Whoever made less than attempted has no more of some part that it needs, or no more line."""
    output, attempted, bill = chain.last.output, chain.last.attempted, used_bill_of(chain)
    left = (at_hand - output.used)[:, None] / np.maximum(bill, 1e-12)
    by_parts = np.where(bill > 0.0, left, np.inf).min(axis=2)
    by_line = (line_of(chain) - output.made.sum(axis=1))[:, None]
    still_possible = np.minimum(np.minimum(by_parts, by_line), attempted - output.made)
    idle = still_possible > 1e-6 * (1.0 + attempted)
    assert not idle.any(), f"{still_possible.max()} units could still be made"


def _customers(chain: Watched, before: dict[str, Any], after: dict[str, Any], scales: Scales) -> None:
    week, sales = chain.last, chain.last.sales
    demand, backlog = week.demand.sum(axis=2), [state["backlog"].sum(axis=2) for state in (before, after)]
    scales.equal(
        "demand + gained = sold + lost + more backlog, by seat and product",
        [demand, backlog[0], sales.gained],
        [sales.sold, sales.lost, backlog[1]],
    )
    # Of those whom no seat could serve a part w waits: lost = gone to rivals + (1 - w) / w x newly waiting,
    # by market. Both sides are multiplied by every w, since one of them may be 0.
    if chain.manufacturers.regions is not None:
        return  # who is served late there hangs on what stands where; the first equation holds
    waits = np.array([rule.wait_share for rule in chain.scenario.customers])
    share = np.divide(
        before["goods"] + week.output.made, backlog[0], out=np.ones_like(backlog[0]), where=backlog[0] > 0
    )
    still_waiting = before["backlog"] * (1.0 - np.minimum(1.0, share))[:, :, None]
    newly_waiting = (after["backlog"] - still_waiting).sum(axis=0)
    others = np.array([np.prod(np.delete(waits, m)) for m in range(len(waits))])
    given_up = ((1.0 - waits) * others)[:, None] * newly_waiting
    scales.equal(
        "what rivals gain, somebody lost, by product",
        [np.prod(waits) * sales.lost.sum(axis=0)],
        [np.prod(waits) * sales.gained.sum(axis=0), given_up.sum(axis=1)],
    )
    scales.at_most("rivals gain no more than is lost", sales.gained.sum(axis=0), sales.lost.sum(axis=0))


def _money(chain: Watched, before: dict[str, Any], after: dict[str, Any], scales: Scales) -> None:
    """Stocks are valued at standard cost, so making moves value and only shipping and selling change it."""
    network, week = chain.network, chain.last
    bought = (network.by_component(chain.crossed["shipped"]) * network.value[:, None]).sum(axis=1)
    product_value = (network.bill * network.value).sum(axis=2)
    gone = (week.sales.sold * product_value[..., None]).sum(axis=1)
    given_back = ((after["returned"] - before["returned"]) * network.value[:, None]).sum(axis=1)
    lost = (written_off(chain) * network.value[:, None]).sum(axis=1)
    # What stands in for a part that is spared is of the same worth.
    spared = np.einsum("ngkw,ngw->nkw", bill_of(chain) - used_bill_of(chain), week.output.made)
    made_up_for = (spared * network.value[:, None]).sum(axis=1)
    scales.equal(
        "value bought = value sold + value given back + written off + more stock, by seat",
        [bought, made_up_for, before["stock_value"]],
        [gone, given_back, lost, after["stock_value"]],
    )


def _nothing_is_negative(after: dict[str, Any]) -> None:
    for place, amount in after.items():
        assert (amount >= 0.0).all(), f"{place}: {amount.min()}"

"""What news means for a part: its gravest item is in force until the all-clear of the shock it speaks of."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from world_support import SHIPPED, changed, shipped, struck

from linestop.agents import SupplyChain
from linestop.agents.chance.news import NewsDesk, PublishedNews, is_out
from linestop.agents.chance.shocks import GRADES, Shock
from linestop.agents.manufacturers.stances import on_news
from linestop.agents.scenario.events import News
from linestop.agents.studies.ranking import late_reactor

WORLDS = 12
SEAT = "tarnholm"


def item(week: int, grade: str, *, all_clear: bool = False) -> News:
    return News(week=week, grade=grade, headline="H", text="T", all_clear=all_clear)  # type: ignore[arg-type]


def gravest_in_force(chain: SupplyChain, component: str, week: int, world: int) -> int:
    """Worked out from the published items alone, one by one, as a reader of newspapers would."""
    clears = {(shock.name, news.headline) for shock in chain.shocks for news in shock.news if news.all_clear}
    touched = {
        shock.name: [chain.network.components[k] for k in chain.news_desk.threatened(shock)]
        for shock in chain.shocks
    }
    force: dict[str, int] = {}
    published: list[PublishedNews] = chain.news_desk.published(chain.shocks, week, world)
    for news in sorted(published, key=lambda news: news.week):
        if component in touched[news.shock]:
            cleared = (news.shock, news.headline) in clears
            force[news.shock] = 0 if cleared else max(force.get(news.shock, 0), GRADES[news.grade])
    return max(force.values(), default=0)


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_news_of_a_part_is_in_force_until_its_own_shocks_all_clear(name: str) -> None:
    chain = SupplyChain(shipped(name), 2024, WORLDS)
    for week in range(chain.scenario.weeks):
        alert = chain.news_desk.alert(chain.shocks, week)
        for k, component in enumerate(chain.network.components):
            for world in range(WORLDS):
                assert alert[k, world] == gravest_in_force(chain, component, week, world), (
                    f"{component} after week {week} of world {world}"
                )


@pytest.mark.parametrize("player", ["official", "late reactor"])
def test_who_follows_official_news_holds_chips_from_the_notice_on_though_newspapers_write_of_it(
    player: str,
) -> None:
    policy = late_reactor() if player == "late reactor" else on_news("official")
    chain = SupplyChain(struck(), 2024, WORLDS, policies={SEAT: policy}).run()
    chip = chain.network.components.index("chip")
    flood = next(shock for shock in chain.shocks if shock.name == "nine_peaks_flood")
    turn = chain.scenario.weeks_per_turn
    for world in range(WORLDS):
        held = np.flatnonzero(chain.record["stance"][:, 0, chip, world]) + 1
        notice, clear = (int(flood.first_week[world]) + weeks for weeks in (3, 24))
        late = turn if player == "late reactor" else 0
        assert notice < held[0] <= notice + turn + late
        assert held[-1] >= min(clear, chain.scenario.weeks)
        assert len(held) == held[-1] - held[0] + 1, "without a gap between the notice and the all-clear"


def test_red_control_by_the_latest_items_grade_chips_are_let_go_in_mid_shortage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As the alert was before: a newspaper's item took the place of the official notice."""

    def latest(desk: NewsDesk, shocks: Iterable[Shock], week: int) -> np.ndarray:
        alert = np.zeros((len(desk._network.components), desk._worlds))
        for shock in shocks:
            level = np.zeros(desk._worlds)
            for told in sorted(shock.news, key=lambda told: told.week):
                grade = 0.0 if told.all_clear else float(GRADES[told.grade])
                level = np.where(is_out(told, shock, week), grade, level)
            for component in desk.threatened(shock):
                alert[component] = np.maximum(alert[component], level)
        return alert

    monkeypatch.setattr(NewsDesk, "alert", latest)
    with pytest.raises(AssertionError):
        test_who_follows_official_news_holds_chips_from_the_notice_on_though_newspapers_write_of_it(
            "official"
        )
    with pytest.raises(AssertionError):
        test_news_of_a_part_is_in_force_until_its_own_shocks_all_clear("pacific_squeeze")


def test_housings_bought_on_the_notice_are_let_go_at_the_ports_all_clear_and_not_before() -> None:
    chain = SupplyChain(struck(), 2024, WORLDS, policies={SEAT: on_news("official")}).run()
    housing = chain.network.components.index("housing")
    queue = next(shock for shock in chain.shocks if shock.name == "port_calder_queue")
    for world in range(WORLDS):
        held = np.flatnonzero(chain.record["stance"][:, 0, housing, world]) + 1
        notice, clear = (int(queue.first_week[world]) + weeks for weeks in (3, 28))
        assert held[0] > notice and held[0] <= notice + chain.scenario.weeks_per_turn
        assert held[-1] >= min(clear, chain.scenario.weeks)
        assert len(held) == held[-1] - held[0] + 1, "without a gap between the notice and the all-clear"


def shocks_with(chain: SupplyChain, **news: list[News]) -> list[Shock]:
    """The chain's shocks of these names, beginning in week 10, with other news."""
    weeks = np.full(chain.worlds, 10.0)
    return [
        type(shock)(
            shock.name, shock.title, shock.target, shock.effect, shock.in_force, weeks, shock.comes,
            tuple(news[shock.name]),
        )
        for shock in chain.shocks
        if shock.name in news
    ]  # fmt: skip


def alert_of(chain: SupplyChain, component: str, week: int, **news: list[News]) -> float:
    alert = NewsDesk(chain.network, chain.worlds).alert(shocks_with(chain, **news), week)
    return float(alert[chain.network.components.index(component), 0])


def test_the_all_clear_of_one_shock_ends_no_alert_of_another_on_the_same_part() -> None:
    chain = SupplyChain(shipped("pacific_squeeze"), 1)
    both = {
        "nine_peaks_flood": [item(3, "official"), item(5, "rumour")],
        "console_boom": [item(2, "press"), item(6, "official", all_clear=True)],
    }
    assert [alert_of(chain, "chip", week, **both) for week in (11, 12, 13, 15, 16, 30)] == [0, 2, 3, 3, 3, 3]


def test_the_all_clear_of_a_shock_elsewhere_ends_nothing() -> None:
    chain = SupplyChain(shipped("pacific_squeeze"), 1)
    both = {
        "nine_peaks_flood": [item(3, "official")],
        "port_calder_queue": [item(4, "official", all_clear=True)],
    }
    assert alert_of(chain, "chip", 20, **both) == 3
    assert alert_of(chain, "housing", 20, **both) == 0


def test_after_an_all_clear_news_begin_anew() -> None:
    chain = SupplyChain(shipped("pacific_squeeze"), 1)
    relapse = {
        "nine_peaks_flood": [item(1, "official"), item(4, "press", all_clear=True), item(6, "rumour")],
    }
    assert [alert_of(chain, "chip", week, **relapse) for week in (10, 11, 14, 16)] == [0, 3, 0, 1]


def test_a_denial_where_nothing_came_lets_the_buffer_go() -> None:
    scenario = shipped("pacific_squeeze")
    strike = next(shock for shock in scenario.shock if shock.name == "amity_bay_strike")
    never = [changed(shock, probability=0.0) if shock is strike else shock for shock in scenario.shock]
    chain = SupplyChain(changed(scenario, shock=never), 5, WORLDS, policies={SEAT: "rumour"}).run()
    battery = chain.network.components.index("battery")
    held = chain.record["stance"][:, 0, battery]
    assert held.any(axis=0).all(), "everybody hears of the vote"
    assert not held[-1].any(), "and of the agreement"

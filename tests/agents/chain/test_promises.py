"""Features that each keep the world's promises keep them beside one another too."""

from __future__ import annotations

import pytest
from chains_support import chains
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from promises_support import check_promises

from linestop.agents import Scenario


@pytest.mark.slow
@given(scenario=chains(), luck=st.integers(0, 2**32))
@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_a_chain_of_any_features_keeps_every_promise(scenario: Scenario, luck: int) -> None:
    check_promises(scenario, luck)

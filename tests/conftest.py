"""What all tests share: how hard Hypothesis looks.

`dev` is for the desk. `ci` looks ten times as long and always at the same examples, so
that a change is red for what it did, never for luck.
"""

from __future__ import annotations

import os
import signal

from hypothesis import HealthCheck, settings

# A busy machine is no bug: no test fails for the time it took.
CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("dev", max_examples=30, **CALM)
settings.register_profile("ci", max_examples=300, derandomize=True, print_blob=True, **CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))

# A shell that puts a run into the background lets it ignore Ctrl-C, and so would every program that the
# tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

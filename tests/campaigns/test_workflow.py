"""The whole workflow at random, with crashes and a clock that jumps, for as long as one likes.

`python3 dev.py campaign workflow`; EXAMPLES says how many runs (300), STEPS how long each (60).
"""

import os

import pytest

from tests.authority.test_workflow import runs, stage
from tests.authority.workflow import Stage

__all__ = ["stage"]
EXAMPLES, STEPS = int(os.environ.get("EXAMPLES", "300")), int(os.environ.get("STEPS", "60"))
pytestmark = pytest.mark.skipif("NEWSDESK_CAMPAIGN" not in os.environ, reason="a campaign runs by name only")


def test_nothing_goes_out_that_must_not(stage: Stage) -> None:
    runs(stage, EXAMPLES, STEPS)
    print(f"{EXAMPLES} runs of up to {STEPS} steps: {stage.told()}")  # noqa: T201 - a campaign tells how it goes

"""A thousand disclosures with one byte bent, and a thousand with one row bent and every sum made to fit: all found.

`python3 dev.py campaign disclosures`; SEED says which bends.
"""

import os
import random
from collections import Counter
from pathlib import Path

import pytest

from bot.disclosure import verify
from tests.disclosure.bending import bent_byte, bent_row
from tests.disclosure.telling import REFERENCE, disclosed, goes_through_everything, unpacked
from tests.newsroom import Desk

EACH, SEED = 1000, int(os.environ.get("SEED", "1"))
pytestmark = pytest.mark.skipif("NEWSDESK_CAMPAIGN" not in os.environ, reason="a campaign runs by name only")


async def test_every_bent_disclosure_is_found(sqlite_desk: Desk, tmp_path: Path) -> None:
    await goes_through_everything(sqlite_desk)
    assert (await disclosed(sqlite_desk, tmp_path, REFERENCE)).returncode == 0
    files = unpacked(tmp_path / f"{REFERENCE}.zip")
    chance, found, missed = random.Random(SEED), Counter[str](), []

    verify.check(files)
    for bend in (bent_byte, bent_row):
        for _ in range(EACH):
            what, bent = bend(files, chance)
            try:
                verify.check(bent)
                missed.append(what)
            except verify.Unfit as unfit:
                found[str(unfit).split(":", maxsplit=1)[0]] += 1

    assert missed == []
    assert found.total() == 2 * EACH

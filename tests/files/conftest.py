"""What stories about files need: the real adapter, and someone who reads its refusals."""

from collections.abc import Iterator

import pytest

from bot.files.adapter import PressFiles


@pytest.fixture
def files() -> Iterator[PressFiles]:
    adapter = PressFiles()
    yield adapter
    adapter.close()

"""The tour takes pictures of the real window and of a real report, here a small one."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests import tour
from tests.small_samples import answered
from tests.ui.rooms import application
from wizard.ui import theme


def test_one_screen_and_the_pages_become_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tour, "PAGE_WIDTH", 200)  # packing large pictures takes longer than all the rest
    monkeypatch.setattr(tour, "example_session", partial(answered, key=""))
    made = list(tour.tour(tmp_path / "tour", (tour.risks,), ((1024, 640),), (theme.LIGHT,)))
    application(theme.LIGHT)
    names = [path.name for path in made]
    assert names[:2] == ["risks-1024-light.png", "first_run-1024-light.png"]
    assert "page-01.png" in names
    assert QImage(str(made[0])).size().toTuple() == (1024, 640)
    assert QImage(str(tmp_path / "tour" / "page-01.png")).width() in (200, 201)
    assert all(path.stat().st_size > 1000 for path in made[:3])

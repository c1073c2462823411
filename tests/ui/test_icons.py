"""Icons: what the window strokes is what their drawings say."""

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from tests.ui.rooms import application
from wizard import places
from wizard.ui import icons

DRAWINGS = sorted((places.assets() / "icons").glob("*.svg"))
SIDE = 48


def as_drawn(text):
    """Give Qt's own picture of a drawing."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    text = text.replace('stroke-width="2"', f'stroke-width="{icons.STROKE}"').replace("currentColor", "#000000")
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    return image


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_an_icon_looks_as_its_drawing(drawing):
    application()
    wanted = as_drawn(drawing.read_text("utf-8"))
    got = icons.pixmap(drawing.stem, QColor("#000000"), SIDE).toImage()
    off = [
        abs(wanted.pixelColor(x, y).alpha() - got.pixelColor(x, y).alpha()) for x in range(SIDE) for y in range(SIDE)
    ]
    assert max(off) < 110, max(off)
    assert sum(off) / 255 < 4


def test_every_outline_has_a_drawing_and_every_drawing_an_outline():
    lines = (places.assets() / "icons" / "outlines.txt").read_text("utf-8").splitlines()
    assert [line.split()[0] for line in lines] == [drawing.stem for drawing in DRAWINGS]

"""The drawings in assets/icons in; assets/icons/outlines.txt out, which the window reads: poe icons.

Qt's own reader of SVG costs 2 MB and several milliseconds of the start, for lines that never change.
"""

from pathlib import Path

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import SVGPath

ICONS = Path(__file__).parents[1] / "assets" / "icons"
LETTERS = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "qCurveTo": "Q", "closePath": "Z"}


def outline(drawing: Path) -> str:
    """Write what a drawing draws as M, L, C, Q and Z with absolute numbers in a square of 24."""
    pen = RecordingPen()
    SVGPath(str(drawing)).draw(pen)
    words: list[str] = []
    for step, points in pen.value:
        if step in LETTERS:
            words.append(LETTERS[step])
            words += [f"{number:.3f}".rstrip("0").rstrip(".") for point in points for number in point]
    return " ".join(words)


def outlines() -> str:
    """Write a line for each drawing, its name first, in the order of their names."""
    return "".join(f"{drawing.stem} {outline(drawing)}\n" for drawing in sorted(ICONS.glob("*.svg")))


if __name__ == "__main__":
    (ICONS / "outlines.txt").write_text(outlines(), encoding="utf-8")

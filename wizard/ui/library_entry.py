"""An id in; what it means, what it meant before, where it comes from, what is linked to it and who asks about it, out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wizard.core.catalogue import AXES, Catalogue, Entry, ancestors, children, lineage
from wizard.core.history import heading, history, sentence, told
from wizard.ui.chips import HEIGHT
from wizard.ui.controls import Words
from wizard.ui.library_buttons import ChipButton, LinkRow, chip_of, share_chip_room
from wizard.ui.library_links import document_of, link_rows
from wizard.ui.library_lists import catalogue_of, has_editions, has_figure, kind_of
from wizard.ui.library_mentions import Mentions
from wizard.ui.library_paper import Reading, at_most, with_air
from wizard.ui.library_picture import Picture
from wizard.ui.library_places import ROOMY, SENTENCE, WIDEST, At, Page, said_count
from wizard.ui.library_title import Titled
from wizard.ui.literal import literal
from wizard.ui.scrolling import reveal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wizard.ui.library import Library

OWNERS = {"mit-risks": "MIT's", "finos": "FINOS's", "owasp-aisvs": "OWASP's"}
COPIES = {"mit-risks": "the workbook", "finos": "the framework", "owasp-aisvs": "AISVS"}
FIRST = 76
NOWHERE = Qt.AlignmentFlag(0)
DESCRIBED = 6000


class EntryPage(Page):
    """One entry, or one older number; each is built anew when it is shown."""

    def __init__(self, library: "Library") -> None:
        super().__init__(library)
        self.inner = QWidget()
        self.area = Reading()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.head: Titled | None = None
        self.picture: Picture | None = None
        self.links: list[LinkRow] = []
        self.mentions: Mentions | None = None

    def show_at(self, at: At) -> None:
        """Build the page of an id."""
        super().show_at(at)
        self.inner = QWidget()
        body = QWidget()
        self.inner.setLayout(at_most(WIDEST, body))
        self.fit(44 if self.width() >= ROOMY else 24)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._fill(at.key)
        self.column.addStretch(1)
        self.area.show_page(self.inner, at.key)

    def _fill(self, key: str) -> None:
        shelves = self.library.shelves
        alias, entry = shelves.shelf.aliases.get(key), shelves.shelf.entries.get(key)
        one = catalogue_of(shelves, key)
        self._add_head(key, alias.title if alias else entry.title if entry else key, one)
        if alias is not None:
            self._say(told(shelves.shelf, alias), 8)
        if entry is not None:
            self._add_facts(entry)
        self._add_description(key, one)
        self._add_history(key)
        self.mentions = Mentions(self.library, entry) if entry is not None else None
        self._add_links(key)
        if self.mentions is not None:
            self.mentions.link.clicked.connect(self._to_questions)
            self.column.addWidget(self.mentions)

    def _add_head(self, key: str, title: str, one: Catalogue | None) -> None:
        catalogue, _, code = key.partition(":")
        edition = catalogue.partition("@")[2]
        said = f"{one.title}, {edition}" if one else catalogue
        kind = self._kind(key)
        self.column.addWidget(Words(f"{said} \N{MIDDLE DOT} {kind}" if kind else said, "small", "ink2", wrap=True))
        self.head = Titled(
            f"{code} {title}" if has_figure(code) and len(code) < 14 else title,
            ChipButton("", key, f"Copy {key}", lambda: self.library.copy(key)),
        )
        self.column.addWidget(self.head)

    def _kind(self, key: str) -> str:
        shelf = self.library.shelves.shelf
        if key in shelf.aliases:
            return "older number"
        entry = shelf.entries.get(key)
        return kind_of(entry) if entry is not None and entry.kind != "risk" else ""

    def _add_facts(self, entry: Entry) -> None:
        rows = list(self._facts(entry))
        if not rows:
            return
        grid = QGridLayout()
        grid.setContentsMargins(0, 12, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, FIRST)
        grid.setColumnStretch(1, 1)
        for at, (label, parts) in enumerate(rows):
            named = Words(label, "caption", "ink3")
            named.setFixedHeight(HEIGHT)
            grid.addWidget(named, at, 0, Qt.AlignmentFlag.AlignTop)
            line = QHBoxLayout()
            line.setSpacing(8)
            for part in parts:
                is_chip = isinstance(part, ChipButton)
                line.addWidget(part, 0 if is_chip else 1, Qt.AlignmentFlag.AlignTop if is_chip else NOWHERE)
            if isinstance(parts[-1], ChipButton):
                line.addStretch(1)
            grid.addLayout(line, at, 1)
        self.column.addLayout(grid)

    def _facts(self, entry: Entry) -> "Iterator[tuple[str, list[QWidget]]]":
        shelf = self.library.shelves.shelf
        for above in list(ancestors(shelf, entry))[:3]:
            yield "Under", [self._chip(above), _words(above.title)]
        below = children(shelf, entry)
        if below:
            yield "Below", [self._open(said_count(len(below), "entry", "entries"), At("below", entry.id))]
        if entry.coding:
            yield from self._coded(entry)
        risks = lineage(shelf, entry)
        if risks:
            yield "Mapped", [self._open(said_count(len(risks), "MIT risk", "MIT risks"), At("risks", entry.id))]
        if entry.document:
            where = (f"page {entry.page}" if entry.page else "", f"row {entry.row} of the sheet" if entry.row else "")
            document = document_of(shelf, entry)
            named = document.title if document else entry.document
            words = _words(", ".join((named, *filter(None, where))))
            yield "Source", [self._chip(document), words] if document else [words]
        if entry.url:
            yield "Address", [_words(entry.url)]

    def _coded(self, entry: Entry) -> "Iterator[tuple[str, list[QWidget]]]":
        shelf, coding = self.library.shelves.shelf, entry.coding
        if coding is None:
            return
        place = shelf.entries.get(coding.subdomain)
        excluded = _words(coding.subdomain or "excluded by MIT")
        yield "Domain", [self._chip(place), _words(place.title)] if place else [excluded]
        parts: list[QWidget] = []
        for axis in AXES:
            value = getattr(coding, axis)
            causal = next((one for one in shelf.entries.values() if one.kind == axis and _is_value(one, value)), None)
            if causal is None:
                parts.append(_words(f"{axis} not coded"))
            else:
                says = f"Causal code, {axis}: {causal.title}"
                parts.append(ChipButton(axis, causal.title, says, self.opener(At("entry", causal.id))))
        yield "Causal", parts

    def _chip(self, entry: Entry) -> ChipButton:
        name, code = chip_of(entry.id, with_edition=has_editions(self.library.shelves, entry.id))
        code = code if has_figure(code) else entry.title
        return ChipButton(name, code, f"Open {name} {code} {entry.title}", self.opener(At("entry", entry.id)))

    def _open(self, words: str, at: At) -> ChipButton:
        return ChipButton("", words, f"Show {words}", self.opener(at))

    def _add_description(self, key: str, one: Catalogue | None) -> None:
        shelves = self.library.shelves
        name = one.name if one else ""
        entry = shelves.shelf.entries.get(key)
        if key in shelves.texts:
            text, whose = shelves.texts[key]
            self._heading("Description", f"as it stands in your import: {literal(whose)}")
            lines = [literal(line, DESCRIBED) for line in text[: 3 * DESCRIBED].splitlines()]
            self._say("\n".join(lines), 4, "ink")
        elif entry is not None and name in OWNERS and (entry.described or name != "mit-risks"):
            said = f"The description is {OWNERS[name]}; import your copy of {COPIES[name]} to read it here."
            self._say(said, 16)

    def _add_history(self, key: str) -> None:
        shelves = self.library.shelves
        found = history(shelves.shelf, shelves.links, key)
        self.picture = None
        if not found.is_picture:
            self._say(sentence(found), 16)
            return
        self._heading(heading(found), "")
        self._say(sentence(found), 4)
        if found.also:
            self._say(f"In {found.editions[-1]} it is also written {' and '.join(found.also)}.", 0)
        self.picture = Picture(found, lambda other: self.opener(At("entry", other)))
        self.column.addSpacing(4)
        self.column.addWidget(self.picture)

    def _add_links(self, key: str) -> None:
        rows = link_rows(self.library.shelves, key)
        self.links = [LinkRow(words, self.opener(at)) for words, at in rows]
        share_chip_room(self.links)
        refused = sum(words.warns for words, _ in rows)
        said = said_count(len(rows) - refused, "link") if rows else "None in the crosswalks that are here."
        said += f", {refused} refused" if refused else ""
        self._heading("Links", said, self.mentions.link if self.mentions is not None else None)
        self.column.addSpacing(4)
        for row in self.links:
            self.column.addWidget(row)

    def _to_questions(self) -> None:
        if self.mentions is not None and self.mentions.rows:
            self.mentions.rows[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            reveal(self.area, self.mentions.rows[0])

    def _heading(self, words: str, detail: str, link: QWidget | None = None) -> None:
        self.column.addSpacing(20)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Words(words, "question"))
        if detail:
            row.addWidget(Words(detail, "small", "ink2"), 0 if link else 1)
        if link is not None:
            row.addWidget(link)
        row.addStretch(0 if detail and link is None else 1)
        self.column.addLayout(row)

    def _say(self, text: str, above: int, colour: str = "ink2") -> None:
        self.column.addSpacing(above)
        self.column.addLayout(at_most(SENTENCE, Words(text, "small", colour, wrap=True)))

    def mark(self) -> int:
        """Give how far it is scrolled."""
        return self.area.verticalScrollBar().value()

    def come_back(self, mark: int) -> None:
        """Scroll to where one was."""
        self.area.verticalScrollBar().setValue(mark)

    def first_stop(self) -> QWidget:
        """Give the chip with the id."""
        return self.head.chip if self.head is not None else self

    def refresh(self) -> None:
        """Show anew which questions ask about it."""
        if self.mentions is not None:
            self.mentions.refresh()

    def fit(self, margin: int) -> None:
        """Take this much air."""
        with_air(self.inner, margin)


def _words(text: str) -> QWidget:
    """Give words whose first line stands at the height of a chip's."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 2, 0, 2)
    column.addWidget(Words(text, "small", "ink", wrap=True))
    return holder


def _is_value(entry: Entry, value: str) -> bool:
    return bool(value) and entry.code == f"{entry.kind}-{value}"

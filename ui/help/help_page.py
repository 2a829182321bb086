"""The help: limits first, then promises, what to do in a hurry, and the keys; the words lie in resources/help.json."""

import json
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from monitorapp.resources import read_text

from ..pages import Navigator, Page
from ..session import Session
from ..widgets.cards import Card, ScrollColumn
from ..widgets.labels import Heading, Muted, Text


class HelpPage(Page):
    """One card for each part of the help, in the language of the windows."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        scroll = ScrollColumn(self.theme, widest=820)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrow keys scroll
        scroll.setAccessibleName(self.tr("Help"))
        for part in json.loads(read_text("help.json"))[navigator.language]:
            scroll.add(self._make_card(part))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _make_card(self, part: dict[str, Any]) -> Card:
        card = Card(self.theme)
        picture = QLabel()
        picture.setPixmap(self.theme.pixmap(part["icon"], "accent", 20))
        head = QHBoxLayout()
        head.addWidget(picture)
        head.addWidget(Heading(self.theme, part["title"], 2), 1)
        card.add(head)
        if part["intro"]:
            card.add(Muted(self.theme, part["intro"]))
        if "keys" in part:
            card.add(self._make_keys(part["keys"]))
        else:
            for number, item in enumerate(part["items"], 1):
                card.add(self._make_item(number, item))
        return card

    def _make_item(self, number: int, item: str) -> QHBoxLayout:
        row = QHBoxLayout()
        ordinal = QLabel(f"{number}.")
        ordinal.setFixedWidth(self.theme.pixels(26))
        row.addWidget(ordinal, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(self.theme, item), 1)
        return row

    def _make_keys(self, keys: list[list[str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for line, (key, deed) in enumerate(keys):
            grid.addWidget(Text(self.theme, key, bold=True), line, 0)
            grid.addWidget(Text(self.theme, deed), line, 1)
        grid.setColumnMinimumWidth(0, self.theme.pixels(220))
        return grid

"""Adding a person: their card's name, and the words or digits that they read aloud, typed or compared."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted, Remark
from .fingerprint import Fingerprint
from .people import Known, role_word


class TrustCard(Card):
    """`trusted` carries the words that were compared; only they make somebody trusted, never the file alone."""

    trusted = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme, known: Known) -> None:
        super().__init__(theme, "info")
        self.known = known
        title = f"{known.name} · {role_word(known.role)}"
        self.add(Heading(theme, self.tr("Is this really %1?").replace("%1", title), 2))
        remark = self.tr(
            "Call this person or meet them. Let them read the words of their own card to you. "
            "A card that came with the file proves nothing by itself."
        )
        self.add(Muted(theme, remark))
        self.add(Fingerprint(theme, known.words, known.digits))
        self.same = QCheckBox(self.tr("They read the same words to me"))
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Words or digits that they read to you"))
        self.typed.setPlaceholderText(self.tr("Or type the words or digits that they read to you"))
        self.typed.setMinimumHeight(theme.pixels(34))
        self.problem = Remark(theme, "", "circle-alert", "error")
        self.problem.hide()
        self.trust = Button(theme, self.tr("Trust"), "shield-check", "primary")
        cancel = Button(theme, self.tr("Not now"))
        for part in (self.same, self.typed, self.problem):
            self.add(part)
        row = QHBoxLayout()
        row.addWidget(self.trust)
        row.addWidget(cancel)
        row.addStretch(1)
        self.add(row)
        self.same.toggled.connect(self._update)
        self.typed.textChanged.connect(self._update)
        self.typed.returnPressed.connect(self._tell)
        self.trust.clicked.connect(self._tell)
        cancel.clicked.connect(self.cancelled)
        self._update()

    def complain(self, words: str) -> None:
        """Say beside the field why this is not trusted."""
        self.problem.show_text(words, "circle-alert", "error")
        self.problem.show()
        self.typed.setFocus()
        self.typed.selectAll()

    @Slot()
    def _update(self) -> None:
        self.problem.hide()
        self.trust.setEnabled(self.same.isChecked() or bool(self.typed.text().strip()))

    @Slot()
    def _tell(self) -> None:
        if self.trust.isEnabled():
            self.trusted.emit(self.typed.text().strip() or " ".join(self.known.words))

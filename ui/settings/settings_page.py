"""The settings: language, look, cover and lock, passphrase, and what is stored on this laptop."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..guard import COVER_MINUTES, LOCK_MINUTES, Guard, keep_idle_times
from ..look import LANGUAGES, Look
from ..pages import Navigator, Page
from ..pin import SHORTEST
from ..session import Session
from ..theme import SCALES
from ..unlock.organisation import EscrowCard
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn
from ..widgets.labels import Heading, Muted, Text
from .erase_card import EraseCard
from .key_cards import PassphraseCard, RecoveryCard, RekeyCard
from .stored_card import StoredCard


class SettingsPage(Page):
    """Each choice takes effect at once and outlives the lock, except the PIN: that one is in memory only."""

    def __init__(self, session: Session, navigator: Navigator, look: Look, guard: Guard) -> None:
        super().__init__(session, navigator)
        self._look, self._guard = look, guard
        scroll = self._scroll = ScrollColumn(self.theme, widest=760)
        for card in (self._make_look(), self._make_precautions()):
            scroll.add(card)
        self._recovery = RecoveryCard(session, navigator, look)
        self._rekey = RekeyCard(session, navigator, look)
        self._escrow = EscrowCard(session, navigator, look)
        scroll.add(PassphraseCard(session, navigator, look))
        for card in (self._recovery, self._rekey, self._escrow):
            scroll.add(card)
        self._stored = StoredCard(session, navigator)
        scroll.add(self._stored)
        scroll.add(EraseCard(session, navigator, look, guard))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def enter(self, **target: str) -> None:
        for card in (self._recovery, self._rekey, self._escrow, self._stored):
            card.read()
        if "pin" in target:
            self._scroll.ensureWidgetVisible(self._pin)
            self._pin.setFocus()

    def _make_look(self) -> Card:
        card = self._make_card(self.tr("Language and look"))
        settings = self._look.settings
        themes = {
            "system": self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "contrast": self.tr("High contrast"),
        }
        sizes = {str(scale): f"{scale} %" for scale in SCALES}
        language = self._make_choice(self.tr("Language"), LANGUAGES, self._look.language)
        theme = self._make_choice(self.tr("Colours"), themes, settings.theme)
        size = self._make_choice(self.tr("Text size"), sizes, str(settings.text_size))
        language.activated.connect(lambda _: self._look.choose(language=language.currentData()))
        theme.activated.connect(lambda _: self._look.choose(theme=theme.currentData()))
        size.activated.connect(lambda _: self._look.choose(text_size=int(size.currentData())))
        for choice in (language, theme, size):
            card.add(self._make_row(choice))
        return card

    def _make_precautions(self) -> Card:
        card = self._make_card(self.tr("Cover and lock"))
        card.add(
            Muted(
                self.theme,
                self.tr(
                    "F12 or Shift three times covers the window at once. The two times are kept inside the vault; "
                    "the PIN holds until the next lock and is never written to the disk."
                ),
            )
        )
        now = self._guard.precautions
        cover = self._make_choice(self.tr("Cover after"), self._minutes(COVER_MINUTES), str(now.cover // 60))
        lock = self._make_choice(self.tr("Lock after"), self._minutes(LOCK_MINUTES), str(now.lock // 60))
        for choice in (cover, lock):
            choice.activated.connect(lambda _: self._keep_idle_times(int(cover.currentData()), int(lock.currentData())))
            card.add(self._make_row(choice))
        card.add(self._make_pin_row())
        lock_now = Button(self.theme, self.tr("Lock now"), "lock")
        lock_now.clicked.connect(self._guard.lock_wanted)
        card.add(_left(lock_now))
        return card

    def _make_pin_row(self) -> QWidget:
        self._pin = QLineEdit()
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.setAccessibleName(self.tr("PIN for the cover"))
        self._pin.setMinimumHeight(self.theme.pixels(34))
        self._pin.setMaximumWidth(self.theme.pixels(160))
        self._set_pin = Button(self.theme, self.tr("Set PIN"), "check")
        self._set_pin.clicked.connect(self._keep_pin)
        self._pin.returnPressed.connect(self._keep_pin)
        return self._make_row(self._pin, self._set_pin)

    def _make_card(self, title: str) -> Card:
        card = Card(self.theme)
        card.add(Heading(self.theme, title, 2))
        return card

    def _make_choice(self, name: str, options: dict[str, str], current: str) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(name)
        choice.setMinimumHeight(self.theme.pixels(34))
        choice.setMinimumWidth(self.theme.pixels(200))
        for code, text in options.items():
            choice.addItem(text, code)
        choice.setCurrentIndex(max(0, choice.findData(current)))
        return choice

    def _make_row(self, field: QWidget, *more: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        name = Text(self.theme, field.accessibleName())
        name.setFixedWidth(self.theme.pixels(200))
        row.addWidget(name)
        for part in (field, *more):
            row.addWidget(part)
        row.addStretch(1)
        return holder

    def _minutes(self, choices: tuple[int, ...]) -> dict[str, str]:
        return {str(minutes): self.tr("%n min", "", minutes) for minutes in choices}

    def _keep_idle_times(self, cover: int, lock: int) -> None:
        now = self._guard.precautions
        now.cover, now.lock = 60 * cover, 60 * lock
        self.session.change(partial(keep_idle_times, cover=now.cover, lock=now.lock))

    @Slot()
    def _keep_pin(self) -> None:
        pin = self._pin.text()
        if 0 < len(pin) < SHORTEST:
            self.navigator.say(self.tr("A PIN has at least %n characters.", "", SHORTEST), "warning")
            return
        self._guard.precautions.pin.choose(pin)
        self._pin.clear()
        text = self.tr("The cover opens with this PIN until the next lock.") if pin else self.tr("No PIN any more.")
        self.navigator.say(text, "good")


def _left(button: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    return row

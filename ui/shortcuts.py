"""Shortcuts that do not depend on the keyboard layout: with only a Cyrillic layout Ctrl+K would do nothing in Qt."""

from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

# The positions of ЙЦУКЕН on a Latin keyboard, then the letters that the layouts of Central Asia put elsewhere:
# ҷ, қ, ҳ, ӣ, ғ and ӯ as on the Tajik layout; ө, ү, ң with AltGr on о, у, н; ў as щ; і as ы.
_CYRILLIC: Final = "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ" + "ҶҚҲӢҒӮӨҮҢЎІ"
_LATIN: Final = "QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,.`" + "SWOM-=JEYOS"
POSITIONS: Final = dict(zip(_CYRILLIC, _LATIN, strict=True))

_SHORTCUT_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


def latin_twin(text: str) -> str:
    """What the same keys would have typed on a Latin layout, in lower case."""
    return "".join(POSITIONS.get(letter, letter) for letter in text.upper()).lower()


def cyrillic_twin(text: str) -> str:
    """What the same keys would have typed on the Russian layout, in lower case."""
    back = dict(zip(_LATIN[:33], _CYRILLIC[:33], strict=True))
    return "".join(back.get(letter, letter) for letter in text.upper()).lower()


class LayoutFilter(QObject):
    """An application event filter: Ctrl with a Cyrillic letter becomes Ctrl with the Latin letter of that key."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not event.modifiers() & _SHORTCUT_MODIFIERS or not _is_cyrillic(event.key()):
            return False
        letter = POSITIONS.get(chr(event.key()))
        if letter is None:
            return False
        return self._press(watched, event, Qt.Key(ord(letter)))

    def _press(self, watched: QObject, event: QKeyEvent, key: Qt.Key) -> bool:
        target = watched if isinstance(watched, QWidget) else QApplication.focusWidget()
        target = target or QApplication.activeWindow()
        if target is None:
            return False
        if not _trigger(target, QKeySequence(QKeyCombination(event.modifiers(), key))):
            QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, event.modifiers()))
        return True


def _is_cyrillic(key: int) -> bool:
    return 0x0400 <= key <= 0x052F


def _trigger(target: QWidget, keys: QKeySequence) -> bool:
    window = target.window()
    for shortcut in window.findChildren(QShortcut):
        bound = shortcut.keys()
        if shortcut.isEnabled() and keys in bound and _reaches(shortcut.parent(), shortcut.context(), target):
            shortcut.activated.emit()
            return True
    for action in window.findChildren(QAction):
        if action.isEnabled() and keys in action.shortcuts():
            action.trigger()
            return True
    return False


def _reaches(owner: QObject | None, context: Qt.ShortcutContext, target: QWidget) -> bool:
    if not isinstance(owner, QWidget) or not owner.isVisible():
        return False
    if context == Qt.ShortcutContext.WidgetShortcut:
        return owner is target
    if context == Qt.ShortcutContext.WidgetWithChildrenShortcut:
        return owner is target or owner.isAncestorOf(target)
    return True

"""The viewer: one attachment as large as the window, blacked out where wanted, and exported only after a warning."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitorapp.errors import InputTrouble, Trouble
from monitorapp.records.attachment import SHOWN
from monitorapp.records.view import Changes
from monitorapp.vault import attachments, erasing
from monitorapp.vault.attachments import Kept
from monitorapp.vault.views import FINISHED

from ..pages import Command, Navigator, Page
from ..session import Session
from ..widgets.file_picker import NEW_FILE, FilePicker
from ..widgets.labels import Remark
from .canvas import Canvas
from .child import Box, Decoded, Workshop, show
from .files import Place, keep
from .looks import facts_of, is_shown, name_of, not_opened, provenance_of, state_of
from .preparing import redacted
from .tools import ExportBar, Facts, RedactionBar, ViewTools

if TYPE_CHECKING:
    from monitorapp.records.descriptor import Descriptor
    from monitorapp.vault.vault import Vault


@dataclass(frozen=True)
class Opened:
    """An attachment read from the vault; `place` is the answer it stands in, where that may be written."""

    attachment: str
    descriptor: Descriptor
    size: int
    content: bytes
    place: Place | None


class ViewerPage(Page):
    """`enter(attachment=…, document=…, field=…)`; with `field` a blacked out picture becomes the answer there."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._target: dict[str, str] = {}
        self._opened: Opened | None = None
        self._workshop = Workshop(self)
        self.canvas = Canvas(self.theme)
        self.tools = ViewTools(self.theme, self.canvas)
        self.redaction = RedactionBar(self.theme, self.canvas)
        self.exporting = ExportBar(self.theme)
        self.facts = Facts(self.theme)
        self.remark = Remark(self.theme, "", "info")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.pixels(6))
        for part in (self.tools, self.redaction, self.exporting, self.remark):
            column.addWidget(part)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.facts)
        self._connect()
        self._close_bars()

    def _connect(self) -> None:
        self.tools.redaction_wanted.connect(self.start_redaction)
        self.tools.export_wanted.connect(self._warn_of_export)
        self.redaction.burn_wanted.connect(self._burn)
        self.redaction.left.connect(self._close_bars)
        self.exporting.agreed.connect(self._choose_place)
        self.exporting.left.connect(self._close_bars)
        self.session.closed.connect(self._forget)

    # Page

    def enter(self, **target: str) -> None:
        self._forget()
        self._target = target
        self.titled.emit(self.tr("Attachment"), "")
        self._say(self.tr("Being opened…"), "muted")
        self.session.ask(partial(_open, target), self._show, self._fail)

    def leave(self) -> None:
        self._forget()

    def place(self) -> dict[str, str]:
        return dict(self._target)

    def commands(self) -> Sequence[Command]:
        if self._opened is None:
            return ()
        deeds = [Command(self.tr("Export readable"), self._warn_of_export, icon="download")]
        if self._may_redact:
            deeds.append(Command(self.tr("Black out parts"), self.start_redaction, icon="square"))
        return [*deeds, Command(self.tr("Back to the form"), self.navigator.back, "Esc", "arrow-left")]

    def close_topmost(self) -> bool:
        if self.redaction.isHidden() and self.exporting.isHidden():
            self.navigator.back()
        self._close_bars()
        return True

    # Showing

    def _show(self, opened: Opened) -> None:
        if opened.attachment != self._target.get("attachment"):
            return
        self._opened = opened
        descriptor = opened.descriptor
        self.titled.emit(name_of(descriptor), self.tr("Attachment"))
        words = state_of(descriptor)[0]
        self.facts.show_facts(f"{facts_of(descriptor, opened.size)}\n{words}", "\n".join(provenance_of(descriptor)))
        self.tools.begin(is_shown(descriptor), self._may_redact)
        self.tools.setEnabled(True)
        if is_shown(descriptor):
            self._workshop.run(partial(show, opened.content, descriptor.type), self._show_picture, self._fail)
        else:
            self._say(not_opened(), "muted")

    def _show_picture(self, decoded: Decoded) -> None:
        self.remark.hide()
        self.canvas.show()
        self.canvas.show_picture(decoded)
        self.canvas.setFocus()

    def _say(self, words: str, tone: str) -> None:
        self.remark.show_text(words, "triangle-alert" if tone == "warning" else "info", tone)
        self.remark.show()

    def _fail(self, trouble: Trouble) -> None:
        self.remark.hide()
        self.navigator.trouble(trouble)

    def _forget(self) -> None:
        """Nothing of the picture stays in a page that is not seen."""
        self._opened = None
        self._workshop.close()
        self.canvas.show_picture(None)
        self.canvas.hide()
        self.facts.show_facts("", "")
        self.tools.setEnabled(False)
        self._close_bars()

    def _close_bars(self) -> None:
        self._show_bar(None)
        self.canvas.start_drawing(False)

    def _show_bar(self, bar: QWidget | None) -> None:
        """One at a time, in the place of the tools: a small screen has no room for both."""
        for one in (self.redaction, self.exporting):
            one.setVisible(one is bar)
        for part in (self.tools, self.facts):
            part.setVisible(bar is None)

    # Blacking out

    @property
    def _may_redact(self) -> bool:
        return self._opened is not None and self._opened.place is not None and is_shown(self._opened.descriptor)

    def start_redaction(self) -> None:
        """From now on boxes are drawn."""
        if self._may_redact:
            self._close_bars()
            self.canvas.start_drawing(True)
            self.redaction.begin()
            self._show_bar(self.redaction)
            self.canvas.setFocus()

    def _burn(self, erase: bool) -> None:
        opened, boxes = self._opened, self.canvas.boxes()
        if opened is None or opened.place is None or not boxes:
            return
        self._close_bars()
        self.tools.setEnabled(False)
        self._say(self.tr("The black parts are being burned in…"), "muted")
        folder, visit = self.session.folder, opened.place.visit
        assert folder is not None
        made = partial(_burnt, opened, boxes, folder, visit)
        self._workshop.run(made, partial(self._keep, opened, erase), self._fail_burning)

    def _keep(self, opened: Opened, erase: bool, sealed: Sequence[Kept]) -> None:
        deed = partial(_replace, opened, sealed, erase)
        self.session.change(deed, partial(self._show_burnt, erase), None, self._fail_burning)

    def _show_burnt(self, erased: bool, result: tuple[str, Changes]) -> None:
        words = self.tr("The picture with black parts is the answer now; the one without stays in the history.")
        if erased:
            words = self.tr("The picture with black parts is the answer now; the one without is erased.")
        self.navigator.say(words, "good")
        self.enter(**{**self._target, "attachment": result[0]})

    def _fail_burning(self, trouble: Trouble) -> None:
        self.tools.setEnabled(True)
        self._fail(trouble)

    # Export

    def _warn_of_export(self) -> None:
        if self._opened is not None:
            self._close_bars()
            self._show_bar(self.exporting)
            self.exporting.cancel.setFocus()

    def _choose_place(self) -> None:
        opened = self._opened
        self._close_bars()
        if opened is None:
            return
        name = opened.descriptor.name or self.tr("attachment")
        picker = FilePicker(self.theme, self.tr("Export readable"), NEW_FILE, (_ending(opened.descriptor),), name=name)
        path = picker.pick()
        if path is not None:
            attachment = opened.attachment
            self.session.ask(
                lambda vault: attachments.read(vault, attachment)[1], partial(self._write, path), self._fail
            )

    def _write(self, path: Path, content: bytes) -> None:
        words = self.tr("Exported, readable for everybody: %1").replace("%1", path.name)
        self._workshop.run(
            partial(write_out, path, content), lambda _: self.navigator.say(words, "warning"), self._fail
        )


def write_out(path: Path, content: bytes) -> None:
    """Write a file that does not exist yet, whole or not at all; raises InputTrouble `file-not-written`."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputTrouble("file-not-written") from error


def _open(target: dict[str, str], vault: Vault) -> Opened:
    attachment = target.get("attachment", "")
    descriptor, size = attachments.describe(vault, attachment)
    content = attachments.read(vault, attachment)[1] if descriptor.type in SHOWN else b""
    return Opened(attachment, descriptor, size, content, _place(target, vault))


def _place(target: dict[str, str], vault: Vault) -> Place | None:
    """The answer in which the attachment stands alone, if it may be written."""
    document, field = target.get("document", ""), target.get("field", "")
    visit = vault.visit_of(document)
    if visit is None or not field:
        return None
    view = vault.view(document)
    if view.status == FINISHED or view.values.get(field) != {"file": target["attachment"]}:
        return None
    return Place(visit, document, field, tuple(view.shown.get(field, ())), target.get("compartment") or "general")


def _burnt(opened: Opened, boxes: Sequence[Box], folder: Path, visit: str) -> tuple[Kept, ...]:
    return redacted(opened.descriptor, opened.content, boxes).seal(folder, visit)


def _replace(opened: Opened, sealed: Sequence[Kept], erase: bool, vault: Vault) -> tuple[str, Changes]:
    assert opened.place is not None
    attachment, changes = keep(opened.place, sealed, vault)
    if erase:
        original = opened.descriptor.original
        others = (original.id,) if original is not None and original.id else ()
        erasing.erase_files(vault, [opened.attachment, *others])
    return attachment, changes


def _ending(descriptor: Descriptor) -> str:
    known = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}
    return known.get(descriptor.type, Path(descriptor.name or "").suffix)

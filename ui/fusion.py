"""Qt's Fusion style with outlines that can be seen: its own ones nearly vanish, above all in the dark."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QStyleOptionComplex, QWidget

from .palette import Tokens

_State = QStyle.StateFlag
_CHECKS = frozenset(
    {QStyle.PrimitiveElement.PE_IndicatorCheckBox, QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck}
)
_FRAMED = frozenset({QStyle.ComplexControl.CC_SpinBox, QStyle.ComplexControl.CC_ComboBox})


class Fusion(QProxyStyle):
    """Draws check boxes, radio buttons and the outline of spin and combo boxes with the tokens' control border."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("Fusion")
        self._tokens = tokens

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if element in _CHECKS:
            self._draw_check_box(option, painter)
        elif element == QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            self._draw_radio_button(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        super().drawComplexControl(control, option, painter, widget)
        if control in _FRAMED:
            self._outline(option, painter)

    def _outline(self, option: QStyleOption, painter: QPainter) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen(option))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.restore()

    def _pen(self, option: QStyleOption) -> QPen:
        if not option.state & _State.State_Enabled:
            return QPen(QColor(self._tokens.border), 1)
        if option.state & _State.State_HasFocus:
            return QPen(QColor(self._tokens.accent), 2)
        return QPen(QColor(self._tokens.control_border), 1)

    def _begin_indicator(self, option: QStyleOption, painter: QPainter, chosen: bool) -> QRectF:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        enabled = bool(option.state & _State.State_Enabled)
        fill = self._tokens.accent if chosen and enabled else self._tokens.muted if chosen else self._tokens.surface
        painter.setBrush(QColor(fill))
        painter.setPen(self._pen(option))
        side = min(option.rect.width(), option.rect.height()) - 2
        left = option.rect.x() + (option.rect.width() - side) // 2
        top = option.rect.y() + (option.rect.height() - side) // 2
        return QRectF(left + 0.5, top + 0.5, side - 1, side - 1)  # on whole pixels, or the line would pale

    def _draw_check_box(self, option: QStyleOption, painter: QPainter) -> None:
        partly = bool(option.state & _State.State_NoChange)
        chosen = bool(option.state & _State.State_On)
        box = self._begin_indicator(option, painter, chosen or partly)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QPen(QColor(self._tokens.accent_text), max(1.6, box.width() / 8)))
        if partly:
            painter.drawLine(_within(box, 0.25, 0.5), _within(box, 0.75, 0.5))
        elif chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(
                QPolygonF([_within(box, 0.22, 0.52), _within(box, 0.43, 0.73), _within(box, 0.8, 0.28)])
            )
        painter.restore()

    def _draw_radio_button(self, option: QStyleOption, painter: QPainter) -> None:
        chosen = bool(option.state & _State.State_On)
        box = self._begin_indicator(option, painter, chosen)
        painter.drawEllipse(box)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._tokens.accent_text))
            painter.drawEllipse(box.center(), box.width() / 5, box.width() / 5)
        painter.restore()


def _within(box: QRectF, across: float, down: float) -> QPointF:
    return QPointF(box.left() + box.width() * across, box.top() + box.height() * down)

"""The one style sheet, filled with the tokens of a look; ``theme`` names the properties by which widgets differ."""

from __future__ import annotations

from dataclasses import fields
from string import Template

from ui.tokens import Pair, Tokens


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet of a look; a place without a token is a KeyError."""
    sizes = tokens.sizes
    values: dict[str, object] = {"theme": tokens.name}
    for field in fields(tokens):
        value = getattr(tokens, field.name)
        if isinstance(value, Pair):
            values[field.name] = value.ink
            values[f"{field.name}_ground"] = value.ground
        elif isinstance(value, str):
            values[field.name] = value
    values.update({field.name: getattr(sizes, field.name) for field in fields(sizes)})
    values.update(
        inner=sizes.control - 2,  # a control less its border of one
        inner_focus=sizes.control - 4,  # and less the ring of two
        small_inner=sizes.control - 10,
        chip=(sizes.control - 8) // 2,
        chip_focus=sizes.control - 12,
        half=sizes.control // 2 - 2,
        header=sizes.row - 4,
        item=(sizes.row - round(sizes.body * 1.5) - 4) // 2,
        check=sizes.icon - 2,
        check_row=sizes.icon + 4,
        check_round=sizes.icon // 2,
        radio_dot=sizes.icon - 10,
        rail_inner=sizes.rail - 9,
        pill=sizes.small * 3 // 4,
        group=round(sizes.body * 0.75),
    )
    return Template(_SHEET).substitute(values)


_SHEET = """
QToolTip { color: $text; background: $raised; border: 1px solid $edge; padding: 4px 6px; font-size: ${small}px; }
QLabel { background: transparent; }
QLabel[type="secondary"] { color: $secondary; }
QLabel[type="caption"] { color: $secondary; font-size: ${small}px; }
QLabel[type="strong"] { font-weight: 600; }
QLabel[type="section"] { font-size: ${section}px; font-weight: 600; }
QLabel[type="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[type="clock"] { font-size: ${clock}px; }
QLabel[type="key"] { color: $secondary; background: $surface; border: 1px solid $edge; border-bottom: 2px solid $edge;
  border-radius: 4px; padding: 0 5px; font-size: ${small}px; }
QLabel[type="pill"] { border-radius: ${pill}px; padding: 1px ${space_2}px; font-size: ${small}px; }
*[tone="neutral"] { color: $neutral; background: $neutral_ground; }
*[tone="accent"] { color: $accent_soft; background: $accent_soft_ground; }
*[tone="success"] { color: $success; background: $success_ground; }
*[tone="warning"] { color: $warning; background: $warning_ground; }
*[tone="danger"] { color: $danger; background: $danger_ground; }
*[tone="drill"] { color: $drill; background: $drill_ground; }

*[area="page"] { background: $surface; }
*[area="card"] { background: $raised; border: 1px solid $hairline; border-radius: ${radius}px; }
*[area="top"] { background: $raised; border: 0; border-bottom: 1px solid $hairline; }
*[area="rail"] { background: $sunken; border: 0; border-right: 1px solid $hairline; }
*[area="due"] { background: $surface; border: 0; border-left: 1px solid $hairline; }
*[area="slip"] { background: $raised; border: 0; border-top: 2px solid $accent; }
*[area="bar"] { background: $surface; border: 0; border-bottom: 1px solid $hairline; }
*[area="hairline"] { background: $hairline; border: 0; }
*[area="banner"] { border: 0; border-bottom: 2px solid $drill; }
*[area="message"] { border-radius: ${radius}px; }
*[area="plain"] { background: transparent; border: 0; border-radius: 0; }
QFrame[area="entry"] { background: transparent; border: 2px solid transparent; border-radius: ${radius}px; }
QFrame[area="entry"]:hover { background: $hover; }
QFrame[area="entry"][marked="true"] { border-color: $edge; }
QFrame[area="entry"]:focus { background: $selection; border-color: $accent; }
QLabel[ink="danger"] { color: $danger; }
*[area="alert"] { background: $surface; border: 2px solid $edge; }
*[area="popup"] { background: $raised; border: 1px solid $edge; border-radius: ${radius}px; }

QPushButton { min-height: ${inner}px; padding: 0 14px; border: 1px solid $edge; border-radius: ${radius}px;
  background: $raised; color: $text; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $pressed; }
QPushButton:default { border-color: $accent; color: $accent; }
QPushButton:focus { min-height: ${inner_focus}px; padding: 0 13px; border: 2px solid $accent; }
QPushButton:disabled { color: $disabled; background: $surface; border-color: $hairline; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $accent_text; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger_ground; }
QPushButton[kind="danger"]:pressed { background: $danger; color: $danger_text; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $text; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed, QPushButton[kind="quiet"]:checked { background: $pressed; }
QPushButton[kind="link"] { min-height: 0; padding: 0 2px; background: transparent; border: 2px solid transparent;
  color: $accent; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="chip"] { min-height: ${small_inner}px; padding: 0 10px; border-radius: ${chip}px; color: $secondary;
  font-size: ${small}px; }
QPushButton[kind="chip"]:checked { color: $accent_soft; background: $accent_soft_ground; border-color: $accent; }
QPushButton[kind="chip"]:focus { min-height: ${chip_focus}px; padding: 0 9px; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton[kind="danger"]:focus, QPushButton[kind="quiet"]:focus,
QPushButton[kind="link"]:focus { border-color: $accent; }
QPushButton[kind="primary"]:disabled { background: $pressed; border-color: $pressed; color: $disabled; }
QPushButton[kind="danger"]:disabled { color: $disabled; border-color: $hairline; }
QPushButton[kind="quiet"]:disabled, QPushButton[kind="link"]:disabled { color: $disabled; background: transparent;
  border-color: transparent; }
QDialogButtonBox QPushButton { min-width: 64px; }
QPushButton::menu-indicator { image: url(controls:$theme-chevron-down.svg);
  subcontrol-position: right center; right: 6px; }

QToolButton { border: 2px solid transparent; border-radius: ${radius}px; padding: 4px;
  background: transparent; color: $text; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $pressed; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="rail"] { min-width: ${rail_inner}px; max-width: ${rail_inner}px; padding: 8px 2px 6px 2px;
  border: 2px solid transparent; border-left: 3px solid transparent; border-radius: 0; color: $secondary;
  font-size: ${small}px; }
QToolButton[kind="rail"]:hover { color: $text; background: $pressed; }
QToolButton[kind="rail"]:checked { color: $accent; background: $surface; border-left-color: $accent; font-weight: 600; }
QToolButton[kind="rail"]:focus { border-color: $accent; }

QLineEdit, QAbstractSpinBox, QComboBox { min-height: ${inner}px; padding: 0 7px; border: 1px solid $edge;
  border-radius: ${radius}px; background: $raised; color: $text; selection-background-color: $accent;
  selection-color: $accent_text; }
QPlainTextEdit, QTextEdit, QTextBrowser { padding: 4px 5px; border: 1px solid $edge; border-radius: ${radius}px;
  background: $raised; color: $text; selection-background-color: $accent; selection-color: $accent_text; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover, QPlainTextEdit:hover, QTextEdit:hover {
  border-color: $placeholder; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { min-height: ${inner_focus}px; padding: 0 6px;
  border: 2px solid $accent; }
QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus { padding: 3px 4px; border: 2px solid $accent; }
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only { background: $surface; border-color: $hairline; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
  color: $disabled; background: $surface; border-color: $hairline; }
*[invalid="true"] { border-color: $danger; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { min-height: 0; padding: 0; border: 0; border-radius: 0;
  background: transparent; }
QSpinBox, QDoubleSpinBox { qproperty-alignment: 'AlignRight | AlignVCenter'; }
QDateTimeEdit { qproperty-alignment: 'AlignHCenter | AlignVCenter'; }
QDateEdit { qproperty-alignment: 'AlignLeft | AlignVCenter'; }
QAbstractItemView QLineEdit { min-height: 0; padding: 0 4px; border: 2px solid $accent; border-radius: 0; }
QAbstractSpinBox { max-height: ${inner}px; }
QAbstractSpinBox:focus { max-height: ${inner_focus}px; }
QComboBox { combobox-popup: 0; padding-left: 9px; padding-right: 24px; }
QComboBox:focus { padding-left: 8px; padding-right: 23px; }
QComboBox::drop-down, QDateTimeEdit::drop-down { width: 24px; border: 0; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { width: 16px; height: 16px;
  image: url(controls:$theme-chevron-down.svg); }
QComboBox::down-arrow:disabled { image: url(controls:$theme-chevron-down-disabled.svg); }
QComboBox QAbstractItemView { padding: 4px; border: 1px solid $edge; border-radius: 0; background: $raised; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 22px; border: 0; background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; height: ${half}px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; height: ${half}px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { width: 12px; height: 12px; image: url(controls:$theme-chevron-up.svg); }
QAbstractSpinBox::down-arrow { width: 12px; height: 12px; image: url(controls:$theme-chevron-down.svg); }
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::up-arrow:disabled {
  image: url(controls:$theme-chevron-up-disabled.svg); }
QAbstractSpinBox::down-arrow:off, QAbstractSpinBox::down-arrow:disabled {
  image: url(controls:$theme-chevron-down-disabled.svg); }

QCheckBox, QRadioButton { spacing: ${space_2}px; min-height: ${check_row}px; padding: 0 4px 0 2px;
  border: 2px solid transparent; border-radius: ${radius}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: ${check}px; height: ${check}px;
  border: 1px solid $placeholder; background: $raised; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: ${check_round}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { border-color: $accent; background: $accent;
  image: url(controls:$theme-check.svg); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate { border-color: $accent;
  background: $accent; image: url(controls:$theme-partial.svg); }
QRadioButton::indicator:checked { width: ${radio_dot}px; height: ${radio_dot}px;
  border: 5px solid $accent; background: $raised; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $hairline; background: $surface; }
QCheckBox::indicator:checked:disabled { border-color: $disabled; background: $disabled;
  image: url(controls:$theme-check-disabled.svg); }
QRadioButton::indicator:checked:disabled { border-color: $disabled; }

QAbstractItemView { border: 1px solid $hairline; border-radius: ${radius}px; background: $raised; color: $text;
  outline: 0; alternate-background-color: $surface; gridline-color: transparent; selection-background-color: $selection;
  selection-color: $text; }
QAbstractItemView:focus { border-color: $accent; }
QTableView, QTreeView { border: 0; border-radius: 0; }
QAbstractItemView::item { padding: ${item}px 6px; border: 2px solid transparent; }
QAbstractItemView[area="list"] { border: 0; border-radius: 0; background: transparent; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $selection; color: $text; }
QAbstractItemView::item:selected:!active { background: $selection_idle; }
QAbstractItemView::item:focus { border-color: $accent; }
QAbstractItemView::item:disabled { color: $disabled; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url(controls:$theme-chevron-right.svg); }
QTreeView::branch:has-children:open { image: url(controls:$theme-chevron-down.svg); }
QHeaderView { background: $raised; border: 0; }
QHeaderView::section { min-height: ${header}px; padding: 0 8px; border: 0; border-bottom: 1px solid $hairline;
  background: $raised; color: $secondary; font-size: ${small}px; }
QHeaderView::section:hover { color: $text; background: $hover; }
QHeaderView::up-arrow { width: 14px; height: 14px; image: url(controls:$theme-chevron-up.svg); }
QHeaderView::down-arrow { width: 14px; height: 14px; image: url(controls:$theme-chevron-down.svg); }
QTableCornerButton::section { border: 0; border-bottom: 1px solid $hairline; background: $raised; }

QTabWidget::pane { border: 0; border-top: 1px solid $hairline; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { padding: 7px 12px; margin-right: 4px; border: 2px solid transparent; color: $secondary;
  background: transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:selected:focus { border-color: $accent; border-radius: 4px; }
QTabBar::tab:disabled { color: $disabled; }
QTabBar::close-button { image: url(controls:$theme-close.svg); }

QScrollBar:vertical { width: 10px; margin: 0; border: 0; background: transparent; }
QScrollBar:horizontal { height: 10px; margin: 0; border: 0; background: transparent; }
QScrollBar::handle { border-radius: 3px; margin: 2px; background: $edge; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $placeholder; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; background: transparent; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { border: 0; background: transparent; }
QScrollArea { border: 0; background: transparent; }

QMenu { padding: 4px; border: 1px solid $edge; background: $raised; color: $text; }
QMenu::item { padding: 6px 24px 6px 8px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::indicator { width: 16px; height: 16px; left: 4px; }
QMenu::indicator:checked { image: url(controls:$theme-tick.svg); }
QMenu::separator { height: 1px; margin: 4px 8px; background: $hairline; }
QMenu::right-arrow { width: 16px; height: 16px; image: url(controls:$theme-chevron-right.svg); }
QMenuBar { background: $surface; }
QMenuBar::item { padding: 6px 10px; background: transparent; }
QMenuBar::item:selected { background: $pressed; }
QStatusBar { border-top: 1px solid $hairline; color: $secondary; font-size: ${small}px; }
QStatusBar::item { border: 0; }
QSplitter::handle { background: transparent; }
QSplitter::handle:horizontal { width: 4px; border-left: 1px solid $hairline; }
QSplitter::handle:vertical { height: 4px; border-top: 1px solid $hairline; }
QSplitter::handle:hover { border-color: $accent; }
QDockWidget::title { padding: 6px 8px; background: $surface; }
QGroupBox { margin-top: ${group}px; padding-top: ${space_3}px; border: 0; border-top: 1px solid $hairline;
  font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; padding: 0 ${space_2}px 0 0;
  top: 0; left: 0; color: $text; background: transparent; }
QProgressBar { min-height: 6px; max-height: 6px; border: 0; border-radius: 3px; background: $pressed;
  color: transparent; }
QProgressBar::chunk { border-radius: 3px; background: $accent; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; border-bottom: 1px solid $hairline; }
QCalendarWidget QToolButton { min-height: ${small_inner}px; padding: 2px 6px; font-weight: 600; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url(controls:$theme-chevron-left.svg); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url(controls:$theme-chevron-right.svg); }
QMessageBox { messagebox-warning-icon: url(controls:$theme-warning.svg);
  messagebox-information-icon: url(controls:$theme-information.svg);
  messagebox-question-icon: url(controls:$theme-question.svg);
  messagebox-critical-icon: url(controls:$theme-critical.svg); }

QCalendarWidget QAbstractItemView { border: 0; border-radius: 0; selection-background-color: $accent;
  selection-color: $accent_text; }
QCalendarWidget QAbstractItemView::item { padding: 0; border-radius: 4px; }
QCalendarWidget QAbstractItemView::item:selected, QCalendarWidget QAbstractItemView::item:selected:!active {
  color: $accent_text; background: $accent; }
QCalendarWidget QAbstractItemView:disabled { color: $disabled; }
"""

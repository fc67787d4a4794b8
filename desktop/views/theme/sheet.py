"""The one style sheet, made from tokens. Widgets say what they are with properties (``role``, ``kind``)."""

from string import Template

from desktop.views.theme.font import clamped_scale
from desktop.views.theme.token import BASE_PT, DISPLAY_PT, HEADING_PT, SMALL_PT, TITLE_PT, Tokens

_SCROLLER_PX, _ARROW_PX = 44, 14
"""The room of both arrows of a row of tabs, and of the one of a button with a menu: they grow with the text."""

_SHEET = Template("""
QWidget[role="canvas"] { background: $canvas; }
QWidget[role="surface"], QWidget[role="top"] { background: $surface; }
QWidget[role="top"] { border-bottom: 1px solid $line; }
QWidget[role="rail"] { background: $sunken; border-right: 1px solid $line; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[role="tour"] { background: $surface; border: 2px solid $focus; border-radius: 6px; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="toast"] { background: $text; border-radius: 6px; }
QFrame[role="toast"] QLabel { color: $surface; }
QFrame[role="notice"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[role="notice"][kind="info"] { border-left: 4px solid $accent; }
QFrame[role="notice"][kind="ok"] { border-left: 4px solid $ok; }
QFrame[role="notice"][kind="danger"] { border-left: 4px solid $danger; }
QFrame[role="notice"][kind="warning"] { background: $notice_ground; border: 1px solid $notice_text; }
QFrame[role="notice"][kind="warning"] QLabel { color: $notice_text; }
QFrame[role="notice"]:focus { border: 3px solid $focus; }

QLabel[role="display"] { font-size: ${display}pt; font-weight: 700; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 700; }
QLabel[role="heading"] { font-size: ${heading}pt; font-weight: 700; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="account"] { border: 3px solid transparent; border-radius: 6px; }
QLabel[role="account"]:focus { border-color: $focus; }
QLabel[role="label"] { font-weight: 600; }
QLabel[role="muted"], QLabel[role="hint"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small}pt; }
QLabel[role="danger"] { color: $danger; font-weight: 600; }
QLabel[role="ok"] { color: $ok; font-weight: 600; }
QLabel[role="section"] { color: $muted; font-size: ${small}pt; font-weight: 600;
  letter-spacing: 0.6px; text-transform: uppercase; }

QPushButton { background: $surface; color: $text; border: 1px solid $control_border; border-radius: 6px;
  padding: 6px 14px; min-height: 20px; font-weight: 600; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border: 3px solid $focus; padding: 4px 12px; }
QPushButton:disabled { color: $muted; border: 1px dashed $control_border; background: $surface; }
QPushButton::menu-indicator { image: none; width: ${arrow}px; }
QPushButton[kind="primary"]:enabled { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:enabled:hover { background: $accent_hover; }
QPushButton[kind="danger"]:enabled { background: $danger; color: $on_danger; border-color: $danger; }
QPushButton[kind="primary"]:enabled:focus, QPushButton[kind="danger"]:enabled:focus { border-color: $focus; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 6px 8px; text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 3px solid $focus; padding: 4px 6px; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; padding: 6px 8px; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border: 3px solid $focus; padding: 4px 6px; }
QPushButton[tone="ok"] { color: $ok; } QPushButton[tone="danger"] { color: $danger; }
QPushButton[tone="muted"] { color: $muted; } QPushButton[tone="notice"] { color: $text; }
QFrame[role="toast"] QPushButton { background: transparent; color: $surface; border-color: $surface; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit {
  background: $surface; color: $text; border: 1px solid $control_border; border-radius: 6px;
  padding: 5px 10px; min-height: 20px; selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QDateTimeEdit:focus { border: 3px solid $focus; padding: 3px 8px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QTextEdit[wrong="true"], QComboBox[wrong="true"],
QDateEdit[wrong="true"], QTimeEdit[wrong="true"], QSpinBox[wrong="true"] { border-color: $danger;
  border-width: 2px; padding: 4px 9px; }
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus, QTextEdit[wrong="true"]:focus {
  border: 3px solid $focus; padding: 3px 8px; }
QLineEdit:read-only, QTextEdit:read-only { background: $sunken; }
QTextEdit#guide_text { background: $surface; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $control_border; outline: none; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 32px; border: 3px solid transparent; border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QLabel#paper_picture { border: 3px solid transparent; }
QLabel#paper_picture:focus { border-color: $focus; }
QListView, QTableView, QTreeView { background: $surface; border: 1px solid $line; border-radius: 6px;
  outline: none; }
QListView:focus, QTableView:focus, QTreeView:focus { border: 1px solid $control_border; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 8px 12px; font-weight: 600; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { qproperty-drawBase: 0; }
QTabWidget::tab-bar { left: 10px; }
QTabBar::tab { background: transparent; color: $muted; padding: 8px 14px; min-height: 18px; font-weight: 600;
  border: none; border-bottom: 3px solid transparent; }
QTabBar::scroller { width: ${scroller}px; }
QTabBar QToolButton { background: $surface; border: 1px solid $control_border; border-radius: 4px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 3px solid $accent; }
QTabBar::tab:selected:focus { border: 3px solid $focus; padding: 5px 11px 8px 11px; border-radius: 6px; }

QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control_border; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; } QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $sunken; border: 1px solid $control_border; border-radius: 4px; min-height: 8px;
  max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QMenu { background: $surface; color: $text; border: 1px solid $control_border; padding: 4px; }
QMenu::item { padding: 8px 16px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QToolTip { background: $text; color: $surface; border: none; padding: 4px 8px; }
QDialog { background: $surface; }
""")

_STRONG = Template("""
QPushButton { border: 2px solid $control_border; padding: 5px 13px; }
QPushButton:hover { border-color: $accent; }
QPushButton:focus { border: 4px solid $focus; padding: 3px 11px; }
QPushButton:disabled { border: 2px dashed $control_border; }
QPushButton[kind="link"]:focus { border: 4px solid $focus; padding: 3px 5px; }
QPushButton[kind="quiet"] { border: 2px solid $control_border; padding: 5px 7px; }
QPushButton[kind="quiet"]:focus { border: 4px solid $focus; padding: 3px 5px; }
QFrame[role="notice"]:focus { border: 4px solid $focus; }
QFrame[role="notice"][kind="warning"] { border: 2px solid $notice_text; }
QLabel[role="account"]:focus { border: 4px solid $focus; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit {
  border: 2px solid $control_border; padding: 4px 9px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QDateTimeEdit:focus { border: 4px solid $focus; padding: 2px 7px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QTextEdit[wrong="true"], QComboBox[wrong="true"],
QDateEdit[wrong="true"], QTimeEdit[wrong="true"], QSpinBox[wrong="true"] { border: 3px solid $danger;
  padding: 3px 8px; }
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus, QTextEdit[wrong="true"]:focus {
  border: 4px solid $focus; padding: 2px 7px; }
QCheckBox:focus, QRadioButton:focus { border: 4px solid $focus; }
QListView:focus, QTableView:focus, QTreeView:focus { border: 2px solid $control_border; }
QTabBar::tab:selected { border-bottom: 4px solid $accent; }
QTabBar::tab:selected:focus { border: 4px solid $focus; padding: 4px 10px 7px 10px; }
QTabBar QToolButton { background: $surface; border: 2px solid $control_border; border-radius: 4px; }
QMenu { border: 2px solid $control_border; }
QToolTip { border: 2px solid $surface; }
""")
"""What is added where more contrast is asked for: thicker borders and rings, on what has none otherwise, too."""


def style_sheet(tokens: Tokens, text_scale: float = 1.0) -> str:
    """Return the application's style sheet in the colours of ``tokens``, type grown by ``text_scale``."""
    scale = clamped_scale(text_scale)
    colours = {name: value for name in tokens.__slots__ if isinstance(value := getattr(tokens, name), str)}
    sizes = {
        "small": SMALL_PT,
        "body": BASE_PT,
        "heading": HEADING_PT,
        "title": TITLE_PT,
        "display": DISPLAY_PT,
    }
    sheet = Template(_SHEET.template + _STRONG.template) if tokens.strong else _SHEET
    return sheet.substitute(
        colours,
        notice_ground=tokens.notice.ground,
        notice_text=tokens.notice.text,
        scroller=round(_SCROLLER_PX * scale),
        arrow=round(_ARROW_PX * scale),
        **{name: f"{size_pt * scale:.2f}" for name, size_pt in sizes.items()},
    )

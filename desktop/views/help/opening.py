"""Opens the help over a page, a sheet, or what stands before the records."""

from PySide6.QtWidgets import QDialog, QWidget

from desktop.views.help.help_sheet import HelpSheet
from desktop.views.help.topic import topic_of_sheet


def open_help(parent: QWidget, address: str, *, leads_on: bool = False) -> HelpSheet:
    """Show the help at "page#part" over ``parent``; one sheet at a time."""
    sheet = next((one for one in parent.findChildren(HelpSheet) if one.isVisible()), None)
    if sheet is None:
        sheet = HelpSheet(parent, leads_on=leads_on)
        sheet.appear(address)
    else:
        sheet.go(address)
    return sheet


def open_sheet_help(sheet: QDialog) -> HelpSheet:
    """Show the help over a sheet, at the part that belongs to it."""
    return open_help(sheet, topic_of_sheet(type(sheet)))

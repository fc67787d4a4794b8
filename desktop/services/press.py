"""Papers as PDFs: the press that laptop and office share, under the name by which services know it."""

from casework.press import NotPrintable, print_pdf, printed_words

__all__ = ["NotPrintable", "print_pdf", "printed_words"]

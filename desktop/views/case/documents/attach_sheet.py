"""What is said of a file before it is attached."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from casework.records.file.attachment import ATTACHMENT_HANDLING_WORDS, AttachmentHandling, MediaType
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.attachment import NEVER_INDECENT, ContactChoice, Picked, Wish, attach
from desktop.views.capture.form_field import FormField
from desktop.views.case.documents.words import moment_words, size_words
from desktop.views.case_sheets.known import Known, nothing_stands, reader
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind

_SAVED = say("Attached. It is safe on this laptop and goes to the office by itself.")
_PDF = SheetWords(say("Attach a PDF"), say("&Attach"), _SAVED)
_PICTURE = SheetWords(say("Attach a photograph"), say("&Attach"), _SAVED)
_COPY = say(
    "Everybody on the case reads a copy without position, device and author data. The file as it is now is kept as "
    "evidence: only you and a senior can open it."
)
_CAPTION_MAX = 200


class AttachSheet(Sheet[None]):
    """What it shows, what it belongs to, and whether the person may be shown it."""

    def __init__(
        self, desk: Desk, case: CaseId, parent: QWidget, picked: Picked, contacts: tuple[ContactChoice, ...]
    ) -> None:
        """Ask about a file; `contacts` that begin with the one that is on belong to that one unless it is changed."""
        is_picture = picked.media_type is not MediaType.PDF
        super().__init__(desk, case, parent, _PICTURE if is_picture else _PDF, reader(case, nothing_stands))
        self._picked = picked
        self.caption = LineField(
            say("What it &shows"),
            "caption",
            _CAPTION_MAX,
            hint=say("In plain words, such as “Damage to the front door”. The name of the file is not kept."),
        )
        self.belongs = DropList()
        self.belongs.addItem(say("The case as a whole"), "")
        for contact in contacts:
            self.belongs.addItem(contact.words, contact.record)
        if contacts and contacts[0].is_on:
            self.belongs.setCurrentIndex(1)
        options = tuple(Option(mark, words) for mark, words in ATTACHMENT_HANDLING_WORDS.items())
        self.handling = Choice(options, name="handling")
        self.handling.set_keys([AttachmentHandling.WITHHELD])
        if is_picture:
            self.column.addWidget(Notice(NoticeKind.WARNING, NEVER_INDECENT, name="never_indecent"))
        self.add(
            self.caption,
            FormField(say("&Belongs to"), self.belongs, name="belongs"),
            FormField(say("&Handling"), self.handling, name="handling"),
        )
        self.column.addWidget(Words(_COPY, TextRole.MUTED))
        self.column.addWidget(Words(self._facts(), TextRole.MUTED))

    def _facts(self) -> str:
        picked = self._picked
        facts = [
            say(
                "{size}; the copy has {size_2}.",
                size=size_words(len(picked.original)),
                size_2=size_words(len(picked.copy)),
            )
        ]
        if picked.taken_at:
            facts.append(say("Taken {moment} by the camera's own clock.", moment=moment_words(picked.taken_at)))
        return " ".join(facts)

    def stands_words(self, known: Known[None]) -> str:
        """A new attachment replaces nothing."""
        del known
        return ""

    def problems(self) -> Mapping[str, str]:
        """The words are needed: a list of files without words helps nobody."""
        return {} if self.caption.text else {"caption": say("Write in a few words what it shows.")}

    def work(self) -> Work:
        """Attach it."""
        case, picked = self.case, self._picked
        may_show = self.handling.key == AttachmentHandling.MAY_SHOW
        wish = Wish(self.caption.text, self.belongs.currentData() or None, may_show)
        return lambda session: attach(session, case, picked, wish)

"""The first page of each paper as a small picture, for `docs/user/documents.md`.

``python -m tests.desktop.services.documents.pictures`` takes them anew. Everybody on them is invented.
"""

from pathlib import Path

import pypdfium2

from server.loss_paper import loss_pdf
from tests.desktop.services.documents.every_paper import every_paper
from tests.server.loss_sample import AT, report

FOLDER = Path(__file__).parents[4] / "docs" / "user" / "documents"
SCALE = 0.72
THUMBNAILS = {
    "brief": "Doorstep brief",
    "brief_old": "The same with two views of the level, on a laptop that has heard nothing for long",
    "plan": "Risk management plan, for professionals",
    "plan_changed": "The same, changed after it was countersigned",
    "copy_plan": "The plan, for the person",
    "safety": "Safety plan",
    "assessment": "Assessment summary, with the limits of its instrument",
    "review": "Review",
    "copy_reviews": "Reviews, for the person",
    "home_background": "Home background report: risk factors as points; until a manager has approved it, it is a draft",
    "court_report": "Report to a court, under the name it had when it was written",
    "chronology": "Chronology: everything",
    "chronology_significant": "Chronology: of some days, what is significant",
    "mappa_pack": "MAPPA pack",
    "mappa_summary": "MAPPA executive summary: of an action only what was written for other agencies",
    "need_to_know": "Need-to-know sheet: how to work safely, and nothing of the offence",
    "handover": "Handover brief",
    "court": "Court extract: every version and correction, and when it happened, was recorded and was received",
    "record": "Any one record, such as a contact",
    "copy_order": "Order and conditions, for the person",
    "copy_record": "Everything that may be told, for the person",
    "return_nil": "Nil return for the high-risk list",
    "return_collated": "All returns together",
    "figures": "Tables for a committee",
    "feedback": "Quality feedback: the month's audits of one worker",
    "loss_report": "Report of a lost laptop, made at the office",
    "blank_contact": "By hand: contact record",
    "blank_concern": "By hand: protection concern",
    "blank_incident": "By hand: incident",
    "blank_risk": "By hand: risk of serious harm",
    "blank_visit_sheet": "By hand: visits of a day",
}
"""What stands under each picture, in the order of the guide."""


def main() -> None:
    """Write the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for made in every_paper():
        take(made.name, made.pdf)
    take("loss_report", loss_pdf(report(), AT))


def take(name: str, pdf: bytes) -> None:
    """The first page of one."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=SCALE, grayscale=True).to_pil().quantize(16)
    picture.save(FOLDER / f"{name}.png", optimize=True)
    document.close()


if __name__ == "__main__":
    main()

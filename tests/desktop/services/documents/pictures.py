"""The first page of each paper as a small picture, for `docs/user/documents.md`.

``python -m tests.desktop.services.documents.pictures`` takes them anew. Everybody on them is invented.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from desktop.services.documents.blank_form import FORM_WORDS, BlankForm, blank_form
from desktop.services.documents.making import printed_pdf, read_paper
from desktop.services.documents.stamping import stamped
from desktop.services.documents.wish import SORT_WORDS, PaperSort, PaperWish
from tests.desktop.services.documents.case_file import written_file
from tests.desktop.services.laptop import begin_team

FOLDER = Path(__file__).parents[4] / "docs" / "user" / "documents"
SCALE = 0.72
RECORDS = {
    PaperSort.PLAN: "plan",
    PaperSort.SAFETY: "safety",
    PaperSort.ASSESSMENT: "lscmi",
    PaperSort.REVIEW: "review",
    PaperSort.HOME_BACKGROUND: "home",
    PaperSort.RECORD: "correction",
}


def all_papers() -> dict[str, tuple[str, bytes]]:
    """Each paper by the name of its picture: its title and its PDF."""
    made: dict[str, tuple[str, bytes]] = {}
    with TemporaryDirectory() as folder:
        team = begin_team(Path(folder))
        file = written_file(team)
        session, case = team.senior.session, team.senior.case
        for sort in PaperSort:
            if sort is not PaperSort.HANDOVER:
                wish = PaperWish(sort, case, file[RECORDS[sort]] if sort in RECORDS else "", restricted=True)
                made[sort.value] = (SORT_WORDS[sort], printed_pdf(read_paper(session, wish)))
        for form in BlankForm:
            made[f"blank_{form.value}"] = (FORM_WORDS[form], printed_pdf(stamped(session, blank_form(form))))
    return made


def main() -> None:
    """Write the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (_, pdf) in all_papers().items():
        document = pypdfium2.PdfDocument(pdf)
        picture = document[0].render(scale=SCALE, grayscale=True).to_pil().quantize(16)
        picture.save(FOLDER / f"{name}.png", optimize=True)
        document.close()


if __name__ == "__main__":
    main()

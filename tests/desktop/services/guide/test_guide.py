"""The guide that lies beside the program is that of the site, whole, and can be searched."""

import re

import pytest

from desktop.services.guide.page import dark_of, load_guide, load_picture, plain, slug_of
from desktop.services.guide.search import search
from tooling import help_pages

AFTER = "after a change of docs/user or a kind: .venv/bin/python -m tooling.help_pages"
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]*)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")


def test_the_help_is_the_guide_of_the_site() -> None:
    """Text, order and pictures: each was made from what lies in docs now."""
    assert help_pages.RECORDS.read_text("utf-8") == help_pages.records_page(), AFTER
    assert (help_pages.TARGET / "contents.json").read_text("utf-8") == help_pages.contents(), AFTER
    assert {one.name for one in load_guide().pages} == {path.stem for path in help_pages.SOURCE.glob("*.md")}
    for page in load_guide().pages:
        assert page.text == help_pages.text_of(page.name), AFTER


def test_every_link_leads_to_a_part_that_exists_and_nothing_leads_away() -> None:
    guide = load_guide()
    for page in guide.pages:
        for address in LINK.findall(page.text):
            name, _, slug = address.partition("#")
            target = guide.page(name.removesuffix(".md")) if name else page
            assert target is not None, (page.name, address)
            assert not slug or target.part(slug), (page.name, address)


def test_no_page_has_two_parts_of_one_name() -> None:
    """The site would call the second one otherwise, and a link would lead to the first."""
    for page in load_guide().pages:
        slugs = [part.slug for part in page.parts]
        assert sorted(slugs) == sorted(set(slugs)), page.name


def test_every_picture_is_there_and_described() -> None:
    for page in load_guide().pages:
        for words, path in PICTURE.findall(page.text):
            assert load_picture(path), (page.name, path)
            assert words or page.name == "documents", (page.name, path)


def test_a_picture_of_journeys_has_its_dark_one() -> None:
    assert load_picture(dark_of("pictures/1-today-light.png")) != load_picture("pictures/1-today-light.png")
    assert dark_of("pictures/11-the-list.png") == "pictures/11-the-list-dark.png"
    assert load_picture("../../README.md") is None


@pytest.mark.parametrize(
    ("typed", "page", "part"),
    [
        ("forgot passphrase", "start", "i-cannot-unlock"),
        ("FORGOT pass", "start", "i-cannot-unlock"),
        ("wrong file", "person", "in-the-wrong-file"),
        ("lost laptop", "start", "the-laptop-is-lost-or-stolen"),
        ("near miss", "records", "near-miss"),
        ("interpreter", "person", "language-needs-and-interpreter"),
    ],
)
def test_what_somebody_would_type_finds_the_part(typed: str, page: str, part: str) -> None:
    hits = search(load_guide(), typed)
    assert f"{page}#{part}" in [hit.address for hit in hits[:3]]


def test_what_is_nowhere_finds_nothing_and_so_does_nothing() -> None:
    assert search(load_guide(), "zeppelin passphrase") == ()
    assert search(load_guide(), "  ") == ()


def test_a_heading_is_called_as_the_site_calls_it() -> None:
    assert slug_of("While writing, and in a sheet") == "while-writing-and-in-a-sheet"
    assert slug_of("1 Before the door") == "1-before-the-door"
    assert slug_of("Somebody's *own* `word`") == "somebodys-own-word"
    assert plain("**Press** [this](a.md#b) and ![x](y.png) go") == "Press this and go"

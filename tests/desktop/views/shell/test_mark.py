"""What was typed is marked where it begins a word, whatever its accents."""

import pytest

from desktop.views.shell.mark import all_found_in, find_marks


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Zoë Testcase", "zoe", ["Zoë"]),
        ("Isla O'Invention", "inv isl", ["Isl", "Inv"]),
        ("walking past the school", "school pas", ["pas", "school"]),
        ("a chair is not an air", "air", ["air"]),
        ("ﬁne Œuvre İzmir", "fine", []),
        ("nothing", " ,. ", []),
    ],
)
def test_the_words_found_are_marked(text: str, query: str, marked: list[str]) -> None:
    assert [text[start : start + length] for start, length in find_marks(text, query)] == marked


def test_a_former_name_is_not_in_the_present_one() -> None:
    assert all_found_in("Isla Testcase", "tes isla")
    assert not all_found_in("Isla Testcase", "isla formerly")

import unicodedata

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from desktop.store.passphrase import LEAST_CHARACTERS, passphrase_strength


@pytest.mark.parametrize(
    "text",
    [
        "lantern harbour quietly minus eleven",
        "purple teapot under seven bridges",
        "correct horse battery staple",
        "Càite bheil an taigh-sholais ùr",
        "k3j4h5kjQ3k4jh5k3",
        "ox by up we it go",
        "х" * 3 + "очу домой скорее",
    ],
)
def test_a_long_passphrase_of_unlike_words_is_taken(text: str) -> None:
    strength = passphrase_strength(text)
    assert strength.acceptable, strength
    assert strength.score >= 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "short",
        "Tr0ub4dor&3",
        "password",
        "passwordpassword",
        "aaaaaaaaaaaaaaaaaaaa",
        "qwertyuiopasdfghjkl",
        "1234567890123456",
        "the the the the the",
        "a" * 5000,
    ],
)
def test_what_is_short_or_guessed_first_is_refused_with_what_to_do(text: str) -> None:
    strength = passphrase_strength(text)
    assert not strength.acceptable
    assert strength.score < 3
    assert strength.sentence.endswith(".")


def test_no_password_of_the_list_of_common_ones_is_taken_however_long() -> None:
    """The list lies on the laptop: nobody is asked. A capital or the same word twice helps little."""
    common = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= LEAST_CHARACTERS]
    assert len(common) > 20
    assert len(FREQUENCY_LISTS["passwords"]) >= 30_000
    for word in common:
        assert not [text for text in (word, word.capitalize(), word * 2) if passphrase_strength(text).acceptable]


def test_the_sentence_says_how_much_is_missing() -> None:
    assert "add 1 more character," in passphrase_strength("zk4 Wq9 pl7 vb").sentence
    assert "add 3 more characters," in passphrase_strength("zk4 Wq9 pl7 ").sentence


def test_a_name_that_colleagues_know_counts_for_nothing() -> None:
    name = "morag macfarlane quigley"
    assert passphrase_strength(name).acceptable
    assert not passphrase_strength(name, avoid=["Morag Macfarlane", "quigley"]).acceptable
    assert not passphrase_strength("Quigley.Quigley.Quigley (1)", avoid=["Quigley", "(1"]).acceptable
    assert passphrase_strength("lantern harbour quietly quigley", avoid=["quigley"]).acceptable


def test_the_way_a_letter_is_composed_makes_no_difference() -> None:
    word = "Càite bheil an taigh"
    assert passphrase_strength(unicodedata.normalize("NFD", word)) == passphrase_strength(word)


def test_nothing_of_the_passphrase_is_in_the_answer() -> None:
    assert "lantern" not in repr(passphrase_strength("lantern harbour quietly minus eleven"))

"""Small and even: modules and functions stay within the limits of the house."""

from pathlib import Path

from tests.house.sizes import functions, modules, report

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE, LONGEST_FUNCTION, MOST_ARGUMENTS, DEEPEST = 300, 40, 4, 3
MIGRATIONS = "bot/storage/migrations/versions"  # lists of columns, frozen once released: nothing to split
GIVEN_BY_LIBRARIES = {"do_request", "handle_RCPT"}  # python-telegram-bot's and aiosmtpd's own signatures

CROWDED = '''
def publish(desk, edition, audience, moment, carrier):
    """Two lines that
    are not counted."""
    for delivery in audience:
        if delivery.due:
            with carrier:
                try:
                    carrier.take(delivery)
                finally:
                    pass
        elif delivery.held:
            pass
'''


def test_no_module_is_longer_than_one_can_hold_in_mind() -> None:
    sizes = {**modules(ROOT / "bot"), **modules(ROOT / "tests")}
    long = {path: lines for path, lines in sizes.items() if lines > LONGEST_MODULE}
    assert [path for path in long if not path.startswith(MIGRATIONS)] == []


def test_no_function_is_longer_than_a_screen() -> None:
    every = [*functions(ROOT / "bot"), *functions(ROOT / "tests")]
    long = [one for one in every if one.lines > LONGEST_FUNCTION]
    assert [one for one in long if not one.place.startswith(MIGRATIONS)] == []


def test_more_than_four_arguments_are_given_by_name() -> None:
    many = [one for one in functions(ROOT / "bot") if one.arguments > MOST_ARGUMENTS]
    assert [one for one in many if one.place.split()[-1] not in GIVEN_BY_LIBRARIES] == []


def test_blocks_are_not_nested_deeper_than_three() -> None:
    assert [one for one in functions(ROOT / "bot") if one.depth > DEEPEST] == []


def test_the_measures_are_right(tmp_path: Path) -> None:
    (tmp_path / "crowded.py").write_text(CROWDED)

    (measured,) = functions(tmp_path)

    assert (measured.lines, measured.arguments, measured.depth) == (10, 5, 4)
    assert "longest   10" in report(tmp_path)

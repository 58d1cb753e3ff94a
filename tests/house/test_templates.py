"""Every template can be read; every one that is named is there; every one that is there is named."""

from pathlib import Path

import pytest

from tests.house.naming import missing, orphans

ROOT = Path(__file__).resolve().parents[2]
BOT, TEMPLATES = ROOT / "bot", ROOT / "templates"


def test_every_template_that_is_named_is_there() -> None:
    assert missing(BOT, TEMPLATES) == []


def test_every_template_that_is_there_is_named() -> None:
    assert orphans(BOT, TEMPLATES) == []


@pytest.fixture
def written(tmp_path: Path) -> Path:
    (tmp_path / "templates" / "chat" / "card").mkdir(parents=True)
    (tmp_path / "templates" / "chat" / "card" / "draft.html.j2").write_text(
        "{% include 'chat/part.html.j2' %}"
    )
    (tmp_path / "templates" / "chat" / "part.html.j2").write_text(
        "{% include 'chat/card/' ~ kind ~ '.html.j2' %}"
    )
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "card.py").write_text("states = ['draft']\nname = f'chat/card/{state}.html.j2'\n")
    return tmp_path


def test_names_and_templates_that_meet_are_not_found(written: Path) -> None:
    assert missing(written / "bot", written / "templates") == []
    assert orphans(written / "bot", written / "templates") == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("set('mail/gone.txt.j2')", "mail/gone.txt.j2"),
        ("set(f'mail/{kind}.txt.j2')", "mail/*.txt.j2"),
        ("front.words('toast/gone')", "chat/toast/gone.html.j2"),
        ("notices.queue(person, 'gone', headline='x')", "chat/notice/gone.html.j2"),
        ("raise Refusal('gone' if late else here)", "chat/refusal/gone.html.j2"),
        ("issues.append(Issue('gone', BLOCKS))", "chat/issue/gone.html.j2"),
    ],
)
def test_a_name_without_a_template_is_found(written: Path, line: str, name: str) -> None:
    (written / "bot" / "other.py").write_text(line)

    assert missing(written / "bot", written / "templates") == [name]


def test_an_include_without_a_template_is_found(written: Path) -> None:
    (written / "templates" / "chat" / "part.html.j2").unlink()

    assert missing(written / "bot", written / "templates") == ["chat/part.html.j2"]


@pytest.mark.parametrize("name", ["lonely.txt.j2", "chat/lonely.html.j2", "chat/card/lonely.html.j2"])
def test_a_template_without_a_name_is_found(written: Path, name: str) -> None:
    (written / "templates" / name).write_text("nobody asks for me")

    assert orphans(written / "bot", written / "templates") == [name]

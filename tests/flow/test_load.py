"""A content folder is loaded whole, or refused with every mistake and its place."""

import os
import shutil
from pathlib import Path

import pytest

from bot.errors import ConfigError, FlowError, Problem
from bot.flow.script import Say
from bot.load import Content, flows_in, load
from bot.shelf import flow_files

DIALOGS = Path(__file__).parents[2] / "dialogs"
TOP = "format: 1\nflow: {name}\ntitle: Small\noutcomes: [done]\n"
NODES = "nodes:\n  - {say: Hello., to: both}\n  - {end: done}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a content folder with one flow in it."""
    home = tmp_path / "dialogs"
    shutil.copytree(DIALOGS / "texts", home / "texts")
    write(home, "first")
    return home


def write(folder: Path, name: str, source: str | bytes = NODES) -> Path:
    """Write a flow; what is given as text comes below the usual four lines."""
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(source, str):
        source = (TOP.format(name=Path(name).name) + source).encode()
    path.write_bytes(source)
    return path


def problems(folder: Path) -> list[Problem]:
    """Give what is wrong; loading refuses with exactly that."""
    found = list(flows_in(folder)[1])
    with pytest.raises(FlowError) as refused:
        load(folder)
    assert list(refused.value.problems) == found
    return found


def places(found: list[Problem]) -> list[tuple[str, str, int]]:
    """Give number, file and line of each."""
    return [(one.code, one.file, one.line) for one in found]


BAD: dict[str, tuple[bytes, str, int]] = {
    "not_utf8": ("say: é\n".encode("latin-1"), "F002", 5),
    "utf16": ("format: 1\n".encode("utf-16"), "F002", 1),
    "tabs": (b"nodes:\n\t- {end: done}\n", "F001", 6),
    "anchor": (b"nodes: &all\n  - {end: done}\n", "F004", 5),
    "alias": (b"nodes: *all\n", "F004", 5),
    "tag": (b"nodes: !!seq\n  - {end: done}\n", "F004", 5),
    "code": (b"about: !!python/object/apply:os.system [id]\n", "F004", 5),
    "key_twice": (b"flow: other\n", "F003", 5),
    "brackets": (b"nodes: " + b"[" * 900 + b"]" * 900 + b"\n", "F009", 5),
    "digits": (b"about: " + b"9" * 5000 + b"\n", "F009", 5),
    "octal": (b"about: 010\n", "F009", 5),
    "endless": (b"about: .inf\n", "F009", 5),
    "many": (b"about: [" + b"x, " * 10_001 + b"]\n", "F009", 5),
    "large": (b"about: '" + b"x" * (1 << 20) + b"'\n", "F009", 1),
    "documents": (b"---\n", "F001", 5),
    "no_map": (b"nodes:\n  - just words\n", "F008", 6),
    "nul": (b"about: \x00\n", "F001", 1),
    "include": (b"about: !include ../../etc/passwd\n", "F004", 5),
}


class TestRefused:
    """One bad file is enough."""

    @pytest.mark.parametrize("name", BAD)
    def test_bad_files(self, folder: Path, name: str) -> None:
        """
        Number, file and line are right, and nothing is loaded, also not the good file beside it.
        """
        rest, code, line = BAD[name]
        source = rest if name == "utf16" else TOP.format(name=name).encode() + rest
        write(folder, name, source)

        found = problems(folder)

        assert places(found)[0] == (code, f"dialogs/{name}.yaml", line)
        assert len(found[0].message.split()) > 3

    def test_all_at_once(self, folder: Path) -> None:
        """
        An author hears of every bad file at once, in order.
        """
        for name in ("tabs", "anchor", "digits"):
            write(folder, name, TOP.format(name=name).encode() + BAD[name][0])

        assert places(problems(folder)) == [
            ("F004", "dialogs/anchor.yaml", 5),
            ("F009", "dialogs/digits.yaml", 5),
            ("F001", "dialogs/tabs.yaml", 6),
        ]

    def test_words_that_other_readers_turn_into_something_else(self, folder: Path) -> None:
        """
        "no", "12:30" and a day that does not exist are the words they are.
        """
        write(
            folder,
            "words",
            "nodes:\n  - {say: no, to: both}\n  - {say: 12:30, to: both}\n"
            "  - {say: 2026-02-30, to: both}\n  - {end: done}\n",
        )

        nodes = load(folder).flows["words"].nodes.values()

        said = [node.text.source for node in nodes if isinstance(node, Say)]
        assert said == ["no", "12:30", "2026-02-30"]

    def test_a_link(self, folder: Path, tmp_path: Path) -> None:
        """
        A link to a file, inside or outside, is refused with its own name.
        """
        outside = write(tmp_path, "outside")
        (folder / "linked.yaml").symlink_to(outside)
        (folder / "nowhere.yaml").symlink_to(tmp_path / "gone.yaml")

        found = problems(folder)

        assert places(found) == [
            ("F002", "dialogs/linked.yaml", 1),
            ("F002", "dialogs/nowhere.yaml", 1),
        ]
        assert "link" in found[0].message

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_may_not_be_read(self, folder: Path) -> None:
        """
        A file that may not be read is named.
        """
        write(folder, "closed").chmod(0)

        assert places(problems(folder)) == [("F002", "dialogs/closed.yaml", 1)]

    def test_a_folder_that_is_called_like_a_flow(self, folder: Path) -> None:
        """
        What is no file cannot be read, and is named.
        """
        (folder / "odd.yaml").mkdir()

        assert places(problems(folder)) == [("F002", "dialogs/odd.yaml", 1)]

    def test_a_linked_folder(self, folder: Path, tmp_path: Path) -> None:
        """
        A link to a folder is named, and what lies behind it is not looked at.
        """
        write(tmp_path / "outside", "other")
        (folder / "linked").symlink_to(tmp_path / "outside")
        (folder / "up").symlink_to(folder / "..")

        assert places(problems(folder)) == [
            ("F002", "dialogs/linked", 1),
            ("F002", "dialogs/up", 1),
        ]

    def test_what_never_ends(self, folder: Path) -> None:
        """
        A pipe that is called like a flow is refused, and nobody waits for it.
        """
        os.mkfifo(folder / "pipe.yaml")

        assert places(problems(folder)) == [("F002", "dialogs/pipe.yaml", 1)]

    def test_what_is_far_too_large(self, folder: Path) -> None:
        """
        Of a file of many gigabytes no more is read than shows that it is too large.
        """
        with (folder / "huge.yaml").open("wb") as file:
            file.truncate(1 << 34)

        assert places(problems(folder)) == [("F009", "dialogs/huge.yaml", 1)]

    def test_what_editors_leave(self, folder: Path) -> None:
        """
        Lock files and other hidden things beside the flows are no flows.
        """
        (folder / ".#first.yaml").symlink_to("someone@host.1")
        (folder / "._first.yaml").write_bytes(b"\x00\x05\x16\x07")
        write(folder, ".git/old")

        assert [*load(folder).flows] == ["first"]

    def test_an_id_twice(self, folder: Path) -> None:
        """
        Two files with one id are two flows that would answer to one name.
        """
        write(folder, "step1/first")

        assert places(problems(folder)) == [("F010", "dialogs/step1/first.yaml", 1)]

    def test_no_folder(self, tmp_path: Path) -> None:
        """
        Where there is no folder, the operator hears which setting it is.
        """
        with pytest.raises(ConfigError, match=r"dialogs\.dir"):
            load(tmp_path / "gone")


class TestChanged:
    """What is loaded stays as it is."""

    def test_a_change_leaves_the_loaded_version_in_force(self, folder: Path) -> None:
        """
        A file that changes, breaks or goes away does nothing to what runs.
        """
        content: Content = load(folder)
        before = content.flows["first"]

        for source in (NODES.replace("Hello.", "Changed."), "nodes: [\n"):
            write(folder, "first", source)
            assert content.flows["first"] is before
        (folder / "first.yaml").unlink()

        assert "Hello." in before.source
        assert before.version == content.flows["first"].version

    def test_a_change_is_another_version(self, folder: Path) -> None:
        """
        Each content has its own version, whatever the file is called.
        """
        first = load(folder).flows["first"]

        write(folder, "first", NODES.replace("Hello.", "Hello!"))
        second = load(folder).flows["first"]
        write(folder, "first")
        (folder / "first.yaml").rename(folder / "renamed.yaml")

        assert first.version != second.version
        assert load(folder).flows["first"].version == first.version


def test_only_flows_are_flows(folder: Path) -> None:
    """
    Texts, phrases and the safety net lie in the same folder and are read by others.
    """
    for name in ("phrases/en", "safety/words", "step2/deep/down"):
        write(folder, name)
    (folder / "notes.txt").write_text("not a flow")

    found = [path.relative_to(folder).as_posix() for path in flow_files(folder)]

    assert found == ["first.yaml", "step2/deep/down.yaml"]

"""What we have written for people agrees with what is there."""

import re
import subprocess
from pathlib import Path

import click
import pytest

from bot import cli
from bot.authoring.reference import page
from bot.authoring.schema import definitions, undescribed
from bot.flow import shapes
from bot.flow.expr import FUNCTIONS
from bot.load import flow

ROOT = Path(__file__).parent.parent
CONTEXT = click.Context(cli.mortar)
COMMANDS = {
    name: command
    for name in cli.mortar.list_commands(CONTEXT)
    if (command := cli.mortar.get_command(CONTEXT, name)) is not None
}
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```", re.DOTALL)

# Where somebody happened to work is true on no other machine, and whoever installs chooses from
# where.
PRIVATE = re.compile(
    "|".join(
        [
            *(re.escape(f"{folder}/") for folder in {str(ROOT), str(Path.home())} - {"/"}),
            r"/root/", r"/home/[a-z]+/", r"--(extra-)?index-url", r"index-url ?=",
        ]
    )
)  # fmt: skip


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tracked() -> list[Path]:
    """List the files that go to others; where there is no git, all of ours."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0:
        return [ROOT / one for one in listed.stdout.split("\0") if one and (ROOT / one).is_file()]
    folders = ("bot", "adapters", "dialogs", "docs", "migrations", "tests")
    return [path for folder in folders for path in (ROOT / folder).rglob("*.*") if path.is_file()]


def anchors(path: Path) -> set[str]:
    """Give the places in a page that a link can name."""
    headings = re.findall(r"^#+ +(.+)$", CODE.sub("", path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


class TestLinks:
    @pytest.mark.parametrize("page", PAGES, ids=name)
    def test_lead_somewhere(self, page: Path) -> None:
        """A link within the project names a file that is there, and a heading in it."""
        dead = []
        for target in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            place = (page.parent / path).resolve() if path else page
            if not place.exists() or (anchor and anchor not in anchors(place)):
                dead.append(target)

        assert dead == []


class TestReadme:
    def test_commands_exist(self) -> None:
        """Every `mortar ...` and `make ...` that is shown can be typed."""
        text = "\n".join(page.read_text("utf-8") for page in PAGES)
        mortar = set(re.findall(r"(?:`|bin/|^ *)mortar ([a-z-]+)\b", text, re.MULTILINE))
        make = set(re.findall(r"(?:`|^)make ([a-z]+)\b", text, re.MULTILINE))
        targets = set(
            re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        )

        assert mortar <= set(COMMANDS)
        assert make <= targets

    def test_lists_every_command(self) -> None:
        """No command is kept from people."""
        readme = (ROOT / "README.md").read_text("utf-8")

        assert [one for one in COMMANDS if f"| `mortar {one}` |" not in readme] == []

    def test_options_exist(self) -> None:
        """The options that are named are there."""
        readme = (ROOT / "README.md").read_text("utf-8")
        known = {
            option
            for command in COMMANDS.values()
            for parameter in command.params
            for option in parameter.opts
        }

        assert set(re.findall(r"`(--[a-z-]+)`", readme)) <= known

    def test_folders_exist(self) -> None:
        """The map of folders is true."""
        readme = (ROOT / "README.md").read_text("utf-8")
        folders = re.findall(r"^\| `([a-z]+)/` \|", readme, re.MULTILINE)

        assert folders
        assert [one for one in folders if not (ROOT / one).is_dir()] == []


class TestFlowReference:
    def test_is_what_the_models_say(self) -> None:
        """Whoever changes a key makes the page anew: `mortar reference` with `--output`."""
        written = (ROOT / "docs" / "flow-reference.md").read_text("utf-8")

        assert written == page()

    def test_every_verb_and_key_has_a_sentence(self) -> None:
        """A key that nobody explains is listed here by its model; its docstring is missing."""
        assert list(undescribed(definitions())) == []

    def test_every_verb_key_and_kind_is_there(self) -> None:
        """Each has its heading or its row."""
        written = page()
        headings = re.findall(r"^### (.+)$", written, re.MULTILINE)
        rows = set(re.findall(r"^\| `(.+?)` \|", written, re.MULTILINE))
        models: list[type[shapes.Shape]] = [shapes.FlowShape, *shapes.VERBS.values()]
        keys = {
            field.alias or name for model in models for name, field in model.model_fields.items()
        }

        assert {*shapes.VERBS, *shapes.KINDS} <= set(headings)
        assert keys - rows - set(shapes.KINDS) == set()
        assert len(headings) == len(set(headings))

    def test_every_function_is_told(self) -> None:
        """What a condition may call stands on the page about writing."""
        told = (ROOT / "docs" / "writing-flows.md").read_text("utf-8")

        assert [name for name in FUNCTIONS if f"`{name}(" not in told] == []


CHECKS = (ROOT / "docs" / "flow-checks.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^### (F\d{3})\n(.*?)(?=^##|\Z)", CHECKS, re.MULTILINE | re.DOTALL))
NOT_SHOWN = {"F002": "what is not UTF-8 cannot stand on a page that is"}
HEAD = "format: 1\nflow: example\ntitle: An example\n"


class TestFlowChecks:
    def test_every_number_has_an_example(self) -> None:
        """What a number means is shown, in the order of the numbers."""
        rows = re.findall(r"^\| ([FT]\d{3}) \|", CHECKS, re.MULTILINE)

        assert list(EXAMPLES) == sorted(one for one in rows if one.startswith("F"))
        shown = {number for number, text in EXAMPLES.items() if "```yaml\n" in text}
        assert shown == set(EXAMPLES) - set(NOT_SHOWN)

    @pytest.mark.parametrize("number", [one for one in EXAMPLES if one not in NOT_SHOWN])
    def test_example_gives_exactly_its_number(self, number: str, tmp_path: Path) -> None:
        """An author who looks a number up sees it, where it is marked, and no other."""
        translated = re.findall(r"```ftl\n(.*?)```", EXAMPLES[number], re.DOTALL)
        for block in translated:
            texts = tmp_path / "texts" / "es" / "example.ftl"
            texts.parent.mkdir(parents=True)
            texts.write_text(block, "utf-8")
        blocks = re.findall(r"```yaml\n(.*?)```", EXAMPLES[number], re.DOTALL)
        for at, block in enumerate(blocks):
            whole = re.search(r"^format:", block, re.MULTILINE) is not None
            path = tmp_path / f"example{at}.yaml"
            path.write_text(block if whole else HEAD + block, "utf-8")

            _, problems = flow(path, path.name)

            assert {one.code for one in problems} == {number}, [str(one) for one in problems]
            lines = path.read_text("utf-8").splitlines()
            marked = [line for line, text in enumerate(lines, 1) if f"# {number}" in text]
            assert marked in ([], sorted({one.line for one in problems}))


class TestGlossary:
    def rows(self) -> list[list[str]]:
        text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
        lines = [line for line in text.splitlines() if line.startswith("|") and "---" not in line]
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        return [row for row in cells if row[0] != "word"]

    def test_every_word_is_explained_once(self) -> None:
        """One word, one meaning."""
        words = [row[0] for row in self.rows()]

        assert sorted(words) == sorted(set(words))
        assert all(row[1] for row in self.rows())

    def test_words_of_the_code_are_there(self) -> None:
        """What the code and the flows speak of most is in it."""
        words = {word.strip() for row in self.rows() for word in row[0].lower().split(",")}

        assert words >= {
            "couple", "partner", "seat", "role", "breach", "room", "route", "flow", "run", "lane",
            "prompt", "reveal", "ready", "outcome", "turn", "letter", "alarm", "invite", "gateway",
        }  # fmt: skip

    def test_words_we_do_not_say_name_nothing(self) -> None:
        """No module is called by a word that says nothing."""
        empty = re.compile(r"(manager|helper|utils?|common|base|info|process|handle)")
        modules = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "adapters").rglob("*.py")]

        assert [one.name for one in modules if empty.fullmatch(one.stem)] == []


class TestFiles:
    def test_name_no_machine(self) -> None:
        """Nothing that goes to others names a folder or a host of ours."""
        found = []
        for path in tracked():
            if path == Path(__file__) or path.suffix in (".png", ".db"):
                continue
            text = path.read_text("utf-8", errors="replace")
            found += [f"{name(path)}: {hit[0]}" for hit in PRIVATE.finditer(text)]

        assert found == []

    @pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
    def test_lock_names_no_host(self, lock: str) -> None:
        """Whoever installs chooses where from; what is installed is fixed by its hash."""
        text = (ROOT / lock).read_text("utf-8")
        pinned = re.findall(r"^[A-Za-z0-9._-]+(?:\[[a-z,]+\])?==\S+", text, re.MULTILINE)

        assert "://" not in text
        assert len(pinned) > 20
        assert text.count("--hash=sha256:") >= len(pinned)

"""Play many transcripts as tests, and say how much of each flow they reach."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot import load
from bot.errors import FlowError
from bot.explore.coverage import Coverage, Watch, coverage, watching
from bot.transcript.playing import Astray, play
from bot.transcript.reading import Transcript, read_transcript


@dataclass(frozen=True, slots=True)
class Played:
    """One transcript as it went. ``wrong`` says where it went astray, None when it did not."""

    path: Path
    flow: str | None
    wrong: str | None


@dataclass(slots=True)
class Suite:
    """Transcripts to be played on one content folder."""

    content: load.Content
    watch: Watch = field(default_factory=Watch)
    played: list[Played] = field(default_factory=list)

    async def play(self, path: Path) -> Played:
        """Play one, and keep how it went."""
        try:
            written = read_transcript(path)
        except FlowError as exc:
            return self.keep(Played(path, None, str(exc)))
        with watching(self.watch):
            try:
                await play(written, self.content)
            except Astray as exc:
                return self.keep(Played(path, written.flow, self.placed(written, path, str(exc))))
        return self.keep(Played(path, written.flow, None))

    def placed(self, written: Transcript, path: Path, said: str) -> str:
        """Give the whole path, so that an editor can follow it."""
        return f"{path}{said.removeprefix(written.file)}"

    def keep(self, one: Played) -> Played:
        """Keep how a transcript went."""
        self.played.append(one)
        return one

    @property
    def wrong(self) -> Sequence[str]:
        """Give what went astray."""
        return [one.wrong for one in self.played if one.wrong is not None]

    def coverages(self, *, all_flows: bool) -> Sequence[Coverage]:
        """Give what was reached of each flow that was played, or of all flows there are."""
        played = {one.flow for one in self.played}
        flows = sorted(self.content.flows.values(), key=lambda script: script.id)
        return [coverage(one, self.watch) for one in flows if all_flows or one.id in played]


def transcripts(paths: Iterable[Path]) -> Iterator[Path]:
    """Give the transcripts that paths mean: files as they are, folders with all that is in them."""
    for path in paths:
        if path.is_dir():
            yield from sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")])
        else:
            yield path

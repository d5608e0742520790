"""Read and write passages through flows: their place, answers, milestones and journal."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, literal_column, select, update

from bot.errors import StoreError
from bot.flow.cast import Marks, Value, Values
from bot.model.couple import Seat
from bot.model.ids import CoupleId, PartnerId, RunId
from bot.ports.rows import KeptRun, RunState
from bot.store import codec
from bot.store.sql.database import Row
from bot.store.sql.desk import MOST_IN_A_TURN
from bot.store.sql.people import People
from bot.store.sql.statement import adding, statement
from bot.store.tables import answers, journal, marks, runs
from bot.store.vault import Key

_a, _u = answers.c, runs.c
_OPEN = statement(
    select(_u.id, _u.flow, _u.version, _u.state, _u.document, _a.owner, _a.name, _a.value)
    .select_from(runs.outerjoin(answers, _a.run == _u.id))
    .where(_u.couple == bindparam("c"), literal_column("runs.state <> 'ended'"))
    .order_by(_u.id),
    "c",
)
_ADD = statement(
    adding(runs, "couple", "flow", "version", "state", "once")
    .on_conflict_do_nothing()
    .returning(_u.id),
    "couple",
    "flow",
    "version",
    "state",
    "once",
)
_PLACE = statement(
    update(runs).where(_u.id == bindparam("i")).values(document=bindparam("d")), "d", "i"
)
_END = statement(
    update(runs)
    .where(_u.id == bindparam("i"))
    .values(document=bindparam("d"), state=bindparam("s")),
    "d",
    "s",
    "i",
)
_VERSION = statement(
    update(runs).where(_u.id == bindparam("i")).values(version=bindparam("v")), "v", "i"
)
_insert_answer = adding(answers, "run", "owner", "name", "value", "at", "by")
_ANSWER = statement(
    _insert_answer.on_conflict_do_update(
        index_elements=["run", "owner", "name"],
        set_={column: _insert_answer.excluded[column] for column in ("value", "at", "by")},
    ),
    "run",
    "owner",
    "name",
    "value",
    "at",
    "by",
)
_UNANSWER = statement(
    delete(answers).where(
        _a.run == bindparam("r"), _a.owner == bindparam("o"), _a.name == bindparam("n")
    ),
    "r",
    "o",
    "n",
)
_MARK = statement(
    adding(marks, "run", "seat", "name", "word", "at").on_conflict_do_nothing(),
    "run",
    "seat",
    "name",
    "word",
    "at",
)
_LAST = statement(
    select(_a.run, _a.owner, _a.name, _a.value).where(
        _a.owner == bindparam("o"),
        _a.run
        == select(func.max(_u.id))
        .select_from(runs.join(answers, _a.run == _u.id))
        .where(
            _u.couple == bindparam("c"),
            _u.flow == bindparam("f"),
            literal_column("runs.state = 'ended'"),
            _a.owner == bindparam("o2"),
        )
        .correlate(None)
        .scalar_subquery(),
    ),
    "o",
    "c",
    "f",
    "o2",
)
_m = marks.c
_MARKS = statement(
    select(_m.run, _m.name, _m.word, _m.at)
    .select_from(marks.join(runs, _u.id == _m.run))
    .where(_u.couple == bindparam("c"), _m.seat == bindparam("s"))
    .order_by(_m.run),
    "c",
    "s",
)
_JOURNAL = statement(
    adding(journal, "run", "id", "seat", "at", "event", "digest"),
    "run",
    "id",
    "seat",
    "at",
    "event",
    "digest",
)
_COUPLE = statement(select(_u.couple).where(_u.id == bindparam("i")), "i")

OF_BOTH = "run"
_DAY = 24 * 60 * 60 * 1000
"""The owner of what both may read."""


class Runs(People):
    """The part of `Held` about runs."""

    __slots__ = ()

    def runs(self, couple: CoupleId) -> Sequence[KeptRun]:
        """Read active and queued runs, oldest first, with their answers."""
        return list(self._runs(couple).values())

    def add_run(
        self, couple: CoupleId, flow: str, version: str, state: RunState, once: str | None
    ) -> RunId | None:
        """Make a run; None when this couple had one under the same ``once`` key."""
        only = None if once is None else self.books.marks.mark("once", once)
        others = self._runs(couple)
        row = self.database.one(_ADD, couple, flow, version, state, only)
        if row is None:
            return None
        run = RunId(row[0])
        others[run] = KeptRun(run, couple, flow, version, state, "", {})
        self.books.homes.put(run, couple)
        return run

    def save_run(self, run: KeptRun, before: Values) -> None:
        """Write place, state, and the answers that differ from ``before`` (also removals)."""
        its = self._runs(run.couple)
        known = its.get(run.id)
        if known is not None and run.version != known.version:
            self.database.run(_VERSION, run.version, run.id)
        if known is None or (run.state, run.document) != (known.state, known.document):
            # The state stands in two indexes: it is written only when it changes.
            self._save_place(run, moved=known is None or run.state != known.state)
        for owner in {*run.values, *before}:
            old, new = before.get(owner, {}), run.values.get(owner, {})
            if old is new:
                continue
            for name in [name for name, value in new.items() if old.get(name) is not value]:
                if not _same(old.get(name), new[name]):
                    self._answer(run, owner, name, new[name])
            for name in [name for name in old if name not in new]:
                self.database.run(_UNANSWER, run.id, owner, self.books.name(name))
        if run.state is RunState.ENDED:
            its.pop(run.id, None)
        else:
            its[run.id] = run

    def mark(self, run: RunId, name: str, seat: Seat | None, at: datetime) -> None:
        """Note a milestone; with a seat it is that partner's own. The first time counts."""
        key, mark = self._key_of_run(run, seat), self.books.name(name)
        word = key.seal(codec.write_text(name), mark_place(run, seat, mark))
        self.database.run(_MARK, run, seat or "", mark, word, codec.to_milliseconds(at))

    def last(self, couple: CoupleId, flow: str, owner: str) -> Mapping[str, Value]:
        """Give what one owner answered in the last ended run of a flow in which they did."""
        values: dict[str, dict[str, Value]] = {}
        for run, whose, mark, answer in self.database.all(_LAST, owner, couple, flow, owner):
            self._open_answer(values, couple, (run, whose, mark, answer))
        return values.get(owner, {})

    def marks(self, couple: CoupleId, seat: Seat | None = None) -> Marks:
        """Give the milestones of a couple, or those of one partner alone, in any of its runs."""
        key = self._key(couple, seat or OF_BOTH)
        times: dict[str, list[int]] = {}
        for run, mark, word, at in self.database.all(_MARKS, couple, seat or ""):
            name = codec.read_text(key.open(word, mark_place(run, seat, mark)))
            times.setdefault(name, []).append(at)
        return {name: (max(at) - min(at)) // _DAY for name, at in times.items()}

    def journal(self, run: RunId, seat: Seat | None, at: datetime, event: str, digest: str) -> None:
        """Add to the run's journal; the event is sealed for its seat, or for the couple."""
        number = self.inbox * MOST_IN_A_TURN + self.noted
        self.noted += 1
        key = self._key_of_run(run, seat)
        sealed = key.seal(codec.write_text(event), journal_place(run, number))
        self.database.run(_JOURNAL, run, number, seat, codec.to_milliseconds(at), sealed, digest)

    def _runs(self, couple: CoupleId) -> dict[RunId, KeptRun]:
        runs = self.books.runs.get(couple)
        if runs is None:
            by_run: dict[RunId, list[Row]] = {}
            for row in self.database.all(_OPEN, couple):
                by_run.setdefault(row[0], []).append(row)
            runs = {number: self._open_run(couple, rows) for number, rows in by_run.items()}
            self.books.runs.put(couple, runs)
            for number in runs:
                self.books.homes.put(number, couple)
        return runs

    def _open_run(self, couple: CoupleId, rows: list[Row]) -> KeptRun:
        run, flow, version, state, sealed = rows[0][:5]
        document = ""
        if sealed is not None:
            plain = self.keys.of(("couple", couple)).open(sealed, document_place(run))
            document = codec.read_text(plain)
        values: dict[str, dict[str, Value]] = {}
        for *_, owner, mark, answer in rows:
            if owner is not None:
                self._open_answer(values, couple, (run, owner, mark, answer))
        return KeptRun(run, couple, flow, version, RunState(state), document, values)

    def _open_answer(self, into: dict[str, dict[str, Value]], couple: CoupleId, row: Row) -> None:
        run, owner, mark, answer = row
        if is_former(owner):
            return
        place = answer_place(run, owner, mark)
        name, value = codec.read_answer(self._key(couple, owner).open(answer, place))
        into.setdefault(owner, {})[name] = value

    def _save_place(self, run: KeptRun, *, moved: bool) -> None:
        key = self.keys.of(("couple", run.couple))
        sealed = key.seal(codec.write_text(run.document), document_place(run.id))
        if moved:
            self.database.run(_END, sealed, run.state, run.id)
        else:
            self.database.run(_PLACE, sealed, run.id)

    def _answer(self, run: KeptRun, owner: str, name: str, value: Value) -> None:
        mark = self.books.name(name)
        place = answer_place(run.id, owner, mark)
        sealed = self._key(run.couple, owner).seal(codec.write_answer(name, value), place)
        by = self._speaker() if owner == OF_BOTH else None
        self.database.run(_ANSWER, run.id, owner, mark, sealed, self.at, by)

    def _speaker(self) -> PartnerId | None:
        """Give whose doing this turn is: what it brings into the joint part is theirs."""
        inbound = self.inbound
        if inbound is None or inbound.sender is None or inbound.address is None:
            return None
        who = self.partner(inbound.address.platform, inbound.sender.id)
        return who.id if who else None

    def _key(self, couple: CoupleId, owner: str) -> Key:
        if owner == OF_BOTH:
            return self.keys.of(("couple", couple))
        household = self.couple(couple)
        for partner in household.partners if household else ():
            if partner.seat == owner:
                return self.keys.of(("partner", partner.id))
        raise StoreError(f"answers: nobody sits at {owner}")

    def _key_of_run(self, run: RunId, seat: Seat | None) -> Key:
        couple = self.books.homes.get(run)
        if couple is None:
            row = self.database.one(_COUPLE, run)
            if row is None:
                raise StoreError(f"runs: there is no run {run}")
            couple = CoupleId(row[0])
            self.books.homes.put(run, couple)
        return self._key(couple, seat or OF_BOTH)


def is_former(owner: str) -> bool:
    """Say whether an answer is of somebody who has left that seat: nobody opens it again."""
    return ":" in owner


def _same(old: Value | None, new: Value) -> bool:
    # 1, 1.0 and True are equal, and yet not the same answer.
    return old == new and type(old) is type(new)


def document_place(run: int) -> str:
    """Say where a run's place lies."""
    return f"runs|document|{run}"


def journal_place(run: int, number: int) -> str:
    """Say where a line of the journal lies."""
    return f"journal|{run}|{number}"


def mark_place(run: int, seat: str | None, mark: bytes) -> str:
    """Say where a milestone lies."""
    return f"marks|{run}|{seat or ''}|{mark.hex()}"


def answer_place(run: int, owner: str, mark: bytes) -> str:
    """Say where an answer lies."""
    return f"answers|{run}|{owner}|{mark.hex()}"

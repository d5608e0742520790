"""Read and write passages through flows: their place, answers, milestones and journal."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, literal_column, select, update

from bot.errors import StoreError
from bot.flow.cast import Value, Values
from bot.model.couple import Seat
from bot.model.ids import CoupleId, RunId
from bot.ports.rows import KeptRun, RunState
from bot.store import codec
from bot.store.sql.books import Opened
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
_insert_answer = adding(answers, "run", "owner", "name", "value")
_ANSWER = statement(
    _insert_answer.on_conflict_do_update(
        index_elements=["run", "owner", "name"], set_={"value": _insert_answer.excluded.value}
    ),
    "run",
    "owner",
    "name",
    "value",
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

_OF_RUN = "run"
# Looked up and not converted: making an enum from a text takes as long as opening an answer.
_STATES = {str(state): state for state in RunState}


class Runs(People):
    """The part of `Held` about runs."""

    __slots__ = ()

    def runs(self, couple: CoupleId) -> Sequence[KeptRun]:
        """Read active and queued runs, oldest first, with their answers."""
        by_run: dict[int, list[Row]] = {}
        for row in self.database.all(_OPEN, couple):
            by_run.setdefault(row[0], []).append(row)
        return [self._open_run(couple, rows) for rows in by_run.values()]

    def add_run(
        self, couple: CoupleId, flow: str, version: str, state: RunState, once: str | None
    ) -> RunId | None:
        """Make a run; None when this couple had one under the same ``once`` key."""
        only = None if once is None else self.books.vault.mark("once", once)
        row = self.database.one(_ADD, couple, flow, version, state, only)
        if row is None:
            return None
        run = RunId(row[0])
        self.places[run] = (couple, state, "")
        return run

    def save_run(self, run: KeptRun, before: Values) -> None:
        """Write place, state, and the answers that differ from ``before`` (also removals)."""
        opened = self._opened(run.id)
        _, state, document = self.places.get(run.id, (run.couple, "", ""))
        if (run.state, run.document) != (state, document):
            self._save_place(run, opened, moved=run.state != state)
        for owner in {*run.values, *before}:
            old, new = before.get(owner, {}), run.values.get(owner, {})
            if old is new:
                continue
            for name in [name for name, value in new.items() if old.get(name) is not value]:
                if not _same(old.get(name), new[name]):
                    self._answer(run, owner, name, new[name], opened)
            for name in [name for name in old if name not in new]:
                mark = self.books.name(name)
                self.database.run(_UNANSWER, run.id, owner, mark)
                opened.answers.pop((owner, mark), None)

    def mark(self, run: RunId, name: str, seat: Seat | None, at: datetime) -> None:
        """Note a milestone; with a seat it is that partner's own. The first time counts."""
        key, mark = self._key_of_run(run, seat), self.books.name(name)
        place = f"marks|{run}|{seat or ''}|{mark.hex()}"
        word = key.seal(codec.write_text(name), place)
        self.database.run(_MARK, run, seat or "", mark, word, codec.to_milliseconds(at))

    def journal(self, run: RunId, seat: Seat | None, at: datetime, event: str, digest: str) -> None:
        """Add to the run's journal; the event is sealed for its seat, or for the couple."""
        number = self.inbox * MOST_IN_A_TURN + self.noted
        self.noted += 1
        key = self._key_of_run(run, seat)
        sealed = key.seal(codec.write_text(event), f"journal|{run}|{number}")
        self.database.run(_JOURNAL, run, number, seat, codec.to_milliseconds(at), sealed, digest)

    def _open_run(self, couple: CoupleId, rows: list[Row]) -> KeptRun:
        run, flow, version, state, sealed = rows[0][:5]
        opened = self._opened(run)
        document = ""
        if sealed is not None:
            if opened.document is None or opened.document[0] != sealed:
                plain = self.keys.of(("couple", couple)).open(sealed, _document_place(run))
                opened.document = (sealed, codec.read_text(plain))
            document = opened.document[1]
        self.places[run] = (couple, state, document)
        values = self._open_answers(couple, rows, opened)
        return KeptRun(run, couple, flow, version, _STATES[state], document, values)

    def _open_answers(self, couple: CoupleId, rows: list[Row], opened: Opened) -> Values:
        values: dict[str, dict[str, Value]] = {}
        answers = opened.answers
        for run, _, _, _, _, owner, mark, sealed in rows:
            if owner is None:
                continue
            known = answers.get((owner, mark))
            if known is None or known[0] != sealed:
                key = self._key(couple, owner)
                name, value = codec.read_answer(key.open(sealed, _answer_place(run, owner, mark)))
                known = answers[owner, mark] = (sealed, name, value)
            if owner not in values:
                values[owner] = {}
            values[owner][known[1]] = known[2]
        return values

    def _save_place(self, run: KeptRun, opened: Opened, *, moved: bool) -> None:
        key = self.keys.of(("couple", run.couple))
        sealed = key.seal(codec.write_text(run.document), _document_place(run.id))
        if moved:
            # The state stands in two indexes: it is written only when it changes.
            self.database.run(_END, sealed, run.state, run.id)
        else:
            self.database.run(_PLACE, sealed, run.id)
        opened.document = (sealed, run.document)
        self.places[run.id] = (run.couple, run.state, run.document)

    def _answer(self, run: KeptRun, owner: str, name: str, value: Value, opened: Opened) -> None:
        mark = self.books.name(name)
        key = self._key(run.couple, owner)
        sealed = key.seal(codec.write_answer(name, value), _answer_place(run.id, owner, mark))
        self.database.run(_ANSWER, run.id, owner, mark, sealed)
        opened.answers[owner, mark] = (sealed, name, value)

    def _opened(self, run: int) -> Opened:
        opened = self.books.runs.get(run)
        if opened is None:
            opened = Opened()
            self.books.runs.put(run, opened)
        return opened

    def _key(self, couple: CoupleId, owner: str) -> Key:
        if owner == _OF_RUN:
            return self.keys.of(("couple", couple))
        household = self.couple(couple)
        for partner in household.partners if household else ():
            if partner.seat == owner:
                return self.keys.of(("partner", partner.id))
        raise StoreError(f"answers: nobody sits at {owner}")

    def _key_of_run(self, run: RunId, seat: Seat | None) -> Key:
        place = self.places.get(run) or self.database.one(_COUPLE, run)
        if place is None:
            raise StoreError(f"runs: there is no run {run}")
        return self._key(place[0], seat or _OF_RUN)


def _same(old: Value | None, new: Value) -> bool:
    # 1, 1.0 and True are equal, and yet not the same answer.
    return old == new and type(old) is type(new)


def _document_place(run: int) -> str:
    return f"runs|document|{run}"


def _answer_place(run: int, owner: str, mark: bytes) -> str:
    return f"answers|{run}|{owner}|{mark.hex()}"

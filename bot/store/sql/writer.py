"""
Run every write in one thread, many in one commit.

What has queued while the last commit ran shares the next: no timer, nothing waits for company.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from bot.errors import Broken, StoreError, Unwritable
from bot.store.sql.ballast import Ballast
from bot.store.sql.database import NO_ROOM, Database

T = TypeVar("T")

MOST_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing can be written just now, and since when (seconds of the monotonic clock)."""

    reason: str
    since: float
    of_room: bool


@dataclass(slots=True)
class _Job:
    work: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[Any]"
    result: Any = None
    error: BaseException | None = None


class Writer:
    """
    Owns the connection from now on.

    A job is a function without arguments that uses the connection; it runs inside a
    transaction, and nothing of it is kept when it raises. The others of its commit are kept.

    ``trouble`` is there as long as nothing can be written. Where the disk is full, the
    ``ballast`` is given up for what was begun.
    """

    def __init__(
        self, database: Database, at_end: Callable[[], None], ballast: Ballast | None = None
    ) -> None:
        self._database = database
        self._at_end = at_end
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._ballast = ballast
        self._broken: str | None = None
        self.trouble: Trouble | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._live, name="store", daemon=True)
        self._thread.start()

    async def do(self, work: Callable[[], T], *, news: bool = False) -> T:
        """
        Run a job; return what it returns once it is kept for good.

        What brings ``news`` waits outside while there is only room for what was begun.
        """
        if self._closed:
            raise StoreError("the store is closed")
        if news and self._ballast is not None and self._ballast.spent:
            await self._room(self._ballast)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(work, loop, answer))
        return await answer

    async def close(self) -> None:
        """Finish what was asked for before, and let go of the connection."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
        await asyncio.get_running_loop().run_in_executor(None, self._thread.join)

    async def _room(self, ballast: Ballast) -> None:
        if not await asyncio.to_thread(ballast.lay):
            raise Unwritable(f"{NO_ROOM}; {ballast.needed >> 20} MiB have to be free")
        self.trouble = None

    def _live(self) -> None:
        going = True
        while going:
            jobs, going = self._next()
            if jobs:
                self._perform(jobs)
                _answer(jobs)
        self._at_end()

    def _next(self) -> tuple[list[_Job], bool]:
        job = self._jobs.get()
        jobs: list[_Job] = []
        while job is not None:
            jobs.append(job)
            if len(jobs) == MOST_AT_ONCE:
                return jobs, True
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return jobs, True
        return jobs, False

    def _perform(self, jobs: list[_Job]) -> None:
        began, written = time.monotonic(), self._database.written
        try:
            if self._broken is not None:
                raise Broken(self._broken)
            self._database.say("BEGIN IMMEDIATE")
            if len(jobs) == 1:
                jobs[0].result = jobs[0].work()
            else:
                for job in jobs:
                    self._perform_one(job)
            self._database.before_commit()
            self._database.say("COMMIT")
            if self._database.untidy:
                self._database.tidy()
        except BaseException as exc:  # noqa: BLE001 - whatever it was, its asker must hear of it
            self._give_up(jobs, exc, began)
        else:
            if self.trouble is not None:
                self._recover(self.trouble, written)

    def _perform_one(self, job: _Job) -> None:
        say = self._database.say
        say("SAVEPOINT job")
        try:
            job.result = job.work()
        except (Unwritable, Broken):
            raise
        except BaseException as exc:  # noqa: BLE001 - it is the asker's, not ours
            job.error = exc
            self._database.take_back("job")
        say("RELEASE job")

    def _recover(self, trouble: Trouble, written: int) -> None:
        """Note that all is well, where what was done shows it."""
        spent = self._ballast is not None and self._ballast.spent
        if not trouble.of_room or (not spent and self._database.written > written):
            self.trouble = None

    def _give_up(self, jobs: list[_Job], exc: BaseException, began: float) -> None:
        # An fsync that failed once must not be tried again: what the kernel holds is unknown.
        if isinstance(exc, Broken):
            self._broken = str(exc)
        if isinstance(exc, Unwritable):
            full = str(exc).startswith(NO_ROOM)
            self.trouble = self.trouble or Trouble(str(exc), began, full)
            if full and self._ballast is not None:
                self._ballast.spend()
        for job in jobs:
            job.error = job.error or (type(exc)(*exc.args) if isinstance(exc, StoreError) else exc)
        try:
            self._database.take_back()
        except StoreError as worse:
            self._broken = self._broken or str(worse)


def _answer(jobs: list[_Job]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[_Job]] = {}
    for job in jobs:
        by_loop.setdefault(job.loop, []).append(job)
    for loop, its in by_loop.items():
        try:
            loop.call_soon_threadsafe(_tell, its)
        except RuntimeError:
            # The loop was closed while we worked: nobody is left to be told.
            continue


def _tell(jobs: list[_Job]) -> None:
    for job in jobs:
        if job.answer.done():
            continue
        if job.error is None:
            job.answer.set_result(job.result)
        elif isinstance(job.error, StopIteration):
            # asyncio refuses to carry this one.
            job.answer.set_exception(RuntimeError("a job stopped an iteration"))
        else:
            job.answer.set_exception(job.error)

"""Where a database may lie, and which SQLite keeps it: rows 94, 96 and 101."""

from pathlib import Path

import pytest

from bot import cli
from bot.store.sql import place
from bot.store.sql.connect import journal_mode, slower
from bot.store.sql.store import open_store
from tests.store.home import KEY

CONFIG = 78


class TestPostgres:
    @pytest.mark.parametrize("row", ["row-96"])
    def test_is_for_later(self, row: str, capsys: pytest.CaptureFixture[str]) -> None:
        """
        There is no PostgreSQL yet: that is said, with what there is, and no password repeated.
        """
        url = "postgresql://mortar:pa55word@db/mortar"

        assert cli._coded(lambda: open_store(url, KEY)) == CONFIG

        said = capsys.readouterr().err
        assert "PostgreSQL" in said
        assert "sqlite:///" in said
        assert "pa55word" not in said


MOUNTS = """\
22 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw
40 22 0:40 / /srv/far rw - nfs4 box:/export rw
41 22 0:41 / /srv/far/near rw - xfs /dev/vdb rw
42 22 0:42 / /srv/our\\040share rw - cifs //box/share rw
43 22 0:43 / /image rw - overlay overlay rw
"""


class TestFarAway:
    @pytest.mark.parametrize(
        ("database", "kind"),
        [
            pytest.param("/srv/far/deep/mortar.db", "nfs4", id="row-94-nfs"),
            pytest.param("/srv/our share/mortar.db", "cifs", id="row-94-smb"),
            pytest.param("/image/mortar.db", "overlay", id="row-94-overlay"),
            pytest.param("/srv/far/near/mortar.db", None, id="row-94-disk-within"),
            pytest.param("/var/lib/mortar/mortar.db", None, id="row-94-disk"),
        ],
    )
    def test_is_doubtful(self, tmp_path: Path, database: str, kind: str | None) -> None:
        """
        A file system that may lose what it said was written is named; a disk is not.
        """
        mounts = tmp_path / "mountinfo"
        mounts.write_text(MOUNTS)

        said = place.doubtful(Path(database), mounts)

        assert (said is None) is (kind is None)
        if said is not None:
            assert f"({kind})" in said
            assert "disk of this machine" in said

    def test_where_nobody_knows(self, tmp_path: Path) -> None:
        """
        Without the kernel's list nothing is said.
        """
        assert place.doubtful(tmp_path / "mortar.db", tmp_path / "none") is None


class TestLibrary:
    @pytest.mark.parametrize(
        "version",
        [
            pytest.param((3, 40, 1), id="row-101-old"),
            pytest.param((3, 51, 2), id="row-101-last"),
            pytest.param((3, 51, 3), id="row-101-mended"),
        ],
    )
    def test_that_may_lose_commits(self, version: tuple[int, int, int]) -> None:
        """
        One that has the fault commits in the safe way, and it is said why.
        """
        said = slower(version)

        assert (journal_mode(version) == "TRUNCATE") is (said is not None)
        if said is not None:
            assert ".".join(map(str, version)) in said
            assert "TRUNCATE" in said
            assert "3.51.3" in said

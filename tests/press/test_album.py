"""Photos of the two: fetched once, freed of all but the picture, kept sealed, shown again."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from adapters.terminal.gateway import PLATFORM, TerminalGateway
from bot.engine.scene import Scene
from bot.engine.shelves import Shelves
from bot.errors import DeliveryError, Refused, TryLater
from bot.model.couple import Couple, Seat
from bot.model.words import plain, words
from bot.ports.letters import Letter
from bot.press.apart import OwnProcess
from bot.things import photos
from bot.things.asking import Asking, Found
from bot.things.shelf import Memory
from tests.engine.stage import Stage as House
from tests.press.conftest import with_press
from tests.press.test_photo import opened, taken, with_place
from tests.things.conftest import MONDAY

SENT = "terminal:picture-7"


@dataclass
class Camera(TerminalGateway):
    """A platform on which photos were sent; ``moods`` are met before one is handed out."""

    photo: bytes = b""
    moods: list[DeliveryError] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    async def fetch(self, reference: str) -> bytes:
        self.fetched.append(reference)
        if self.moods:
            raise self.moods.pop(0)
        return self.photo

    async def send(self, letter: Letter) -> str:
        self.letters.append(letter)
        return await super().send(letter)


@pytest.fixture
async def camera(home: House) -> Camera:
    """Let the two have a platform with a photo on it, in which is more than can be seen."""
    old = home.theatre.gateway
    made = Camera(
        old.clock, old.names, old.shown, old.noticed, old.chats, numbers=old.numbers,
        photo=with_place(),
    )  # fmt: skip
    home.theatre.gateway = made
    delivery = home.theatre.parts.delivery
    delivery.gateways = {PLATFORM: made}
    press = delivery.pictures.press if delivery.pictures else OwnProcess()
    with_press(home, press)
    return made


async def kept(home: House) -> str:
    """Keep the photo, and show it to Ana; give the reference to it."""
    found: list[Found] = []

    def keep(scene: Scene, couple: Couple) -> None:
        found.append(photos.keep(asking(scene, couple), {"photo": SENT}))

    await home.theatre.with_couple(keep)
    reference = str(found[0]["photo"])
    await shows(home, "a", reference)
    return reference


def asking(scene: Scene, couple: Couple) -> Asking:
    """Let nobody in particular ask for a deed."""
    zone = MONDAY.tzinfo
    assert zone is not None
    return Asking(Shelves(scene.held, couple.id), scene.now, zone, Seat.A)


async def shows(home: House, who: str, reference: str) -> None:
    """Write somebody a letter with a photo."""

    def show(scene: Scene, couple: Couple) -> None:
        (partner,) = [one for one in couple.partners if one.route.address.chat == who]
        scene.post(
            partner.route, words("You two."), (), "en", couple=couple.id, reader=partner,
            picture=reference, protect=True,
        )  # fmt: skip

    await home.theatre.with_couple(show)


def shown(camera: Camera) -> list[bytes | None]:
    """Give the photos that came, None for words alone."""
    return [
        one.content.attachment.body if one.content.attachment else None
        for one in camera.letters
        if plain(one.content.words) == "You two."
    ]


class TestAlbum:
    async def test_is_cleaned_and_shown(self, home: House, camera: Camera) -> None:
        """What the phone wrote into it is gone before anybody sees it."""
        assert b"Canary" in camera.photo

        await kept(home)

        (photo,) = shown(camera)
        assert photo is not None
        assert b"Canary" not in photo
        assert b"Exif" not in photo
        assert opened(photo).size == (400, 300)
        assert camera.fetched == [SENT]
        assert camera.letters[-1].content.protect

    async def test_is_fetched_once(self, home: House, camera: Camera) -> None:
        """Afterwards it is ours: shown to both, and after a restart, without their platform."""
        reference = await kept(home)
        await home.theatre.restart()
        home.theatre.parts.delivery.gateways = {PLATFORM: camera}
        press = OwnProcess()
        with_press(home, press)

        await shows(home, "b", reference)

        first, second = shown(camera)
        assert first == second
        assert camera.fetched == [SENT]
        await press.close()

    async def test_lies_sealed(self, home: House, camera: Camera) -> None:
        """Neither the picture nor where it came from can be read on the disk."""
        await kept(home)
        (photo,) = shown(camera)
        assert photo is not None

        await home.theatre.parts.store.close()
        files = b"".join(path.read_bytes() for path in home.folder.rglob("*") if path.is_file())

        assert photo[200:260] not in files
        assert SENT.encode() not in files
        home.theatre.parts = await home.theatre.build()

    async def test_a_platform_that_rests(self, home: House, camera: Camera) -> None:
        """The letter waits, and brings the photo when it can be had."""
        camera.moods = [TryLater(5)]
        await kept(home)
        assert shown(camera) == []

        await home.theatre.wait(timedelta(seconds=40))

        (photo,) = shown(camera)
        assert photo is not None

    async def test_killed_before_it_was_fetched(self, home: House, camera: Camera) -> None:
        """What was promised is in the database: the next life fetches it."""
        camera.moods = [TryLater(5)]
        await kept(home)
        await home.theatre.restart()
        home.theatre.parts.delivery.gateways = {PLATFORM: camera}
        press = OwnProcess()
        with_press(home, press)

        await home.theatre.wait(timedelta(seconds=40))

        (photo,) = shown(camera)
        assert photo is not None
        await press.close()

    async def test_a_platform_that_does_not_come_back(self, home: House, camera: Camera) -> None:
        """Nobody's chat stands still for it; once it is back, the photo is to be had."""
        camera.moods = [TryLater(5)] * 5
        reference = await kept(home)

        await home.theatre.wait(timedelta(minutes=5))
        await shows(home, "a", reference)

        first, second = shown(camera)
        assert first is None
        assert second is not None

    async def test_a_platform_that_is_not_here(self, home: House, camera: Camera) -> None:
        delivery = home.theatre.parts.delivery
        assert delivery.pictures is not None
        delivery.pictures = replace(delivery.pictures, gateways={})

        await kept(home)

        assert shown(camera) == [None]

    @pytest.mark.parametrize("photo", [b"words", b"", taken()[:100]])
    async def test_no_picture(self, home: House, camera: Camera, photo: bytes) -> None:
        """The words come, and nothing of what was sent."""
        camera.photo = photo

        await kept(home)

        assert shown(camera) == [None]
        assert any("was not made" in one for one in home.notices)

    async def test_gone(self, home: House, camera: Camera) -> None:
        camera.moods = [Refused("gone")]

        await kept(home)

        assert shown(camera) == [None]

    async def test_taken_out(self, home: House, camera: Camera) -> None:
        """Afterwards it is nowhere."""
        reference = await kept(home)

        def forget(scene: Scene, couple: Couple) -> None:
            photos.forget(asking(scene, couple), {"photo": reference})

        await home.theatre.with_couple(forget)
        await shows(home, "a", reference)

        assert shown(camera)[1:] == [None]

    @pytest.mark.parametrize("reference", ["kept:999", "kept:", "kept:x"])
    async def test_a_reference_to_nothing(
        self, home: House, camera: Camera, reference: str
    ) -> None:
        await shows(home, "a", reference)

        assert shown(camera) == [None]


class TestDeeds:
    @pytest.fixture
    def asker(self) -> Asking:
        """Somebody on an empty shelf."""
        zone = MONDAY.tzinfo
        assert zone is not None
        return Asking(Memory(), MONDAY, zone, Seat.A)

    def test_gives_a_reference_of_ours(self, asker: Asking) -> None:
        found = photos.keep(asker, {"photo": SENT})

        (one,) = asker.shelf.all(photos.KIND, None)
        assert found == {"photo": f"kept:{one.id}"}
        assert photos.number(str(found["photo"])) == one.id

    @pytest.mark.parametrize("given", [None, "", "sketch"])
    def test_nothing_sent(self, asker: Asking, given: str | None) -> None:
        assert photos.keep(asker, {"photo": given}) == {}

    def test_kept_twice_is_one(self, asker: Asking) -> None:
        found = photos.keep(asker, {"photo": SENT})

        assert photos.keep(asker, found) == found

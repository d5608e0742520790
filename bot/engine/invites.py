"""Make invitations, and find what one opens."""

from collections.abc import Iterator
from datetime import timedelta

from bot.engine.scene import Scene
from bot.model.couple import Couple, Partner
from bot.ports.rows import Invite, InviteState, Kind

LASTS = timedelta(hours=48)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OIL", "011", " -_\u2013\u2014")
_CODE = 10


def make_code(scene: Scene) -> str:
    """Make a code that is short enough to be said."""
    number = int.from_bytes(scene.secret(8), "big")
    return "".join(_ALPHABET[(number >> 5 * place) & 31] for place in range(_CODE))


def spoken(code: str) -> str:
    """Give a code as it is shown."""
    return f"{code[:5]}-{code[5:]}"


def places(scene: Scene, *, but: str = "") -> str:
    """Name the apps that people can write to us in; all, or all but one."""
    return ", ".join(one.capitalize() for one in scene.house.links if one != but)


def code_of(text: str) -> str:
    """Give a code as it is kept, however it was typed (Crockford's reading of O, I and L)."""
    return text.strip().upper().translate(_ALIKE)


def looks_like_code(text: str) -> bool:
    """Say whether a line can only be meant as a code."""
    bare = code_of(text)
    return len(bare) == _CODE and all(letter in _ALPHABET for letter in bare) and "-" in text


def valid(scene: Scene, secret: str) -> Invite | None:
    """Find an invitation that still opens something; a token or a code will do."""
    for found in invites(scene, secret):
        inviter = host(scene, found) if found.state is InviteState.OPEN else None
        if inviter is not None and alone(scene, inviter):
            return found
    return None


def invites(scene: Scene, secret: str) -> Iterator[Invite]:
    """Find the invitations, in whatever state, that somebody may mean; those in time only."""
    for written in (secret, code_of(secret)):
        found = scene.held.invite(Kind.PARTNER, written)
        if found is not None and found.expires > scene.now:
            yield found


def host(scene: Scene, found: Invite) -> Partner | None:
    """Give who invited."""
    couple = scene.held.couple(found.couple)
    partners = couple.partners if couple else ()
    return next((one for one in partners if one.id == found.inviter), None)


def shares_platform(couple: Couple) -> bool:
    """Say whether both write to us in one app; else no group could hold them both."""
    return len({one.route.address.platform for one in couple.partners}) == 1


def alone(scene: Scene, partner: Partner) -> bool:
    """Say whether somebody has no partner here yet."""
    couple = scene.held.couple(partner.couple)
    return couple is not None and len(couple.partners) == 1

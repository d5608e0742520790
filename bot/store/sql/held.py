"""One turn's view of the database."""

from bot.store.sql.exporting import Exporting
from bot.store.sql.follow import Follow
from bot.store.sql.forgetting import Forgetting
from bot.store.sql.invites import Invites
from bot.store.sql.moving import Moving
from bot.store.sql.parting import Parting
from bot.store.sql.retention import Lasting
from bot.store.sql.things import Things


class SqlHeld(Follow, Invites, Moving, Parting, Exporting, Forgetting, Lasting, Things):
    """`bot.ports.store.Held`, put together from its parts."""

    __slots__ = ()

"""Name the ids. Each is a row's number, or a platform's own id as text."""

from typing import NewType

CoupleId = NewType("CoupleId", int)
PartnerId = NewType("PartnerId", int)
RouteId = NewType("RouteId", int)
RunId = NewType("RunId", int)
LetterId = NewType("LetterId", int)
InboxId = NewType("InboxId", int)
AlarmId = NewType("AlarmId", int)
InviteId = NewType("InviteId", int)

"""Channels, servers and people as Discord writes them."""

from tests.emulators.discord.world import (
    DM,
    EVERYBODY,
    GROUP_DM,
    PRIVATE_THREAD,
    RIGHTS,
    TEXT,
    Account,
    Channel,
    Guild,
    JsonObject,
)

COLOURS = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}


def channel_json(channel: Channel, bot: Account) -> JsonObject:
    """Write a channel as Discord does."""
    shown: JsonObject = {"id": str(channel.id), "type": channel.kind, "flags": 0}
    if channel.kind in (DM, GROUP_DM):
        shown["recipients"] = [one.json() for one in channel.people]
        shown["last_message_id"] = None
        if channel.kind == GROUP_DM:
            shown |= {
                "name": channel.name or None,
                "icon": None,
                "owner_id": str(channel.people[0].id),
            }
        return shown
    assert channel.guild is not None
    shown |= {"guild_id": str(channel.guild.id), "name": channel.name, "last_message_id": None}
    if channel.kind == PRIVATE_THREAD:
        assert channel.parent is not None
        shown |= {
            "parent_id": str(channel.parent.id), "owner_id": str(bot.id),
            "message_count": len(channel.messages), "total_message_sent": len(channel.messages),
            "member_count": len(channel.people) + channel.bot_inside, "rate_limit_per_user": 0,
            "thread_metadata": {
                "archived": channel.archived, "locked": channel.locked,
                "invitable": channel.invitable, "auto_archive_duration": 10080,
                "archive_timestamp": "2026-11-22T12:00:00+00:00",
                "create_timestamp": "2026-11-22T12:00:00+00:00",
            },
        }  # fmt: skip
        if channel.bot_inside:
            shown["member"] = {
                "id": str(channel.id), "user_id": str(bot.id), "flags": 0,
                "join_timestamp": "2026-11-22T12:00:00+00:00",
            }  # fmt: skip
        return shown
    shown |= {
        "position": 0,
        "nsfw": False,
        "topic": None,
        "parent_id": None,
        "rate_limit_per_user": 0,
    }
    shown["permission_overwrites"] = _overwrites(channel, bot)
    return shown


def _overwrites(channel: Channel, bot: Account) -> list[JsonObject]:
    assert channel.guild is not None
    view = RIGHTS["view_channel"]
    found: list[JsonObject] = []
    if channel.private_for is not None:
        found.append({"id": str(channel.guild.id), "type": 0, "allow": "0", "deny": str(view)})
        found += [
            {"id": str(one.id), "type": 1, "allow": str(view), "deny": "0"}
            for one in channel.private_for
        ]
    denied = sum(RIGHTS[name] for name in channel.lacking)
    allowed = (
        view if channel.private_for is not None and "view_channel" not in channel.lacking else 0
    )
    if channel.private_for is not None or denied:
        found.append({"id": str(bot.id), "type": 1, "allow": str(allowed), "deny": str(denied)})
    return found


def member_json(who: Account) -> JsonObject:
    """Write somebody's place on a server."""
    return {
        "user": who.json(), "roles": [], "joined_at": "2026-11-01T12:00:00+00:00", "nick": None,
        "avatar": None, "deaf": False, "mute": False, "flags": 0, "pending": False,
        "premium_since": None, "communication_disabled_until": None, "banner": None,
    }  # fmt: skip


def guild_json(guild: Guild, bot: Account) -> JsonObject:
    """Write a server as the gateway does."""
    threads = [one for one in guild.channels if one.kind == PRIVATE_THREAD and one.bot_inside]
    return {
        "id": str(guild.id), "name": guild.name, "owner_id": str(guild.owner.id), "icon": None,
        "splash": None, "discovery_splash": None, "afk_channel_id": None, "afk_timeout": 300,
        "verification_level": 0, "default_message_notifications": 1, "explicit_content_filter": 0,
        "roles": [{
            "id": str(guild.id), "name": "@everyone", "permissions": str(EVERYBODY), "position": 0,
            "color": 0, "colors": COLOURS,
            "hoist": False, "managed": False, "mentionable": False, "icon": None,
            "unicode_emoji": None, "flags": 0, "description": None,
        }],
        "emojis": [], "features": [], "mfa_level": 0, "application_id": None, "stickers": [],
        "system_channel_id": None, "system_channel_flags": 0, "rules_channel_id": None,
        "vanity_url_code": None, "description": None, "banner": None, "premium_tier": 0,
        "preferred_locale": "en-US", "public_updates_channel_id": None, "nsfw_level": 0,
        "premium_progress_bar_enabled": False, "safety_alerts_channel_id": None,
        "member_count": len(guild.members) + 1, "large": False, "unavailable": False,
        "joined_at": "2026-11-01T12:00:00+00:00", "voice_states": [], "presences": [],
        "members": [member_json(bot)], "stage_instances": [], "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "channels": [
            channel_json(one, bot) for one in guild.channels
            if one.kind == TEXT and not one.deleted and "view_channel" not in one.lacking
        ],
        "threads": [
            channel_json(one, bot) for one in threads if not one.deleted and not one.archived
        ],
    }  # fmt: skip

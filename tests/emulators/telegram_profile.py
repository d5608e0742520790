"""The methods about the bot itself: who it is, its menus, its updates, files."""

from tests.emulators.telegram_errors import bad_request
from tests.emulators.telegram_json import file_json, me_json
from tests.emulators.telegram_menus import Menus
from tests.emulators.telegram_messages import Method
from tests.emulators.telegram_parameters import Parameters
from tests.emulators.telegram_queue import BY_DEFAULT, UpdateQueue
from tests.emulators.telegram_state import World

MOST = {"name": 64, "description": 512, "short_description": 120}


class ProfileMethods:
    """Look at the bot and set what people see of it."""

    def __init__(self, world: World, queue: UpdateQueue, menus: Menus) -> None:
        self._world = world
        self._queue = queue
        self._menus = menus

    def table(self) -> dict[str, Method]:
        """Give the methods by name."""
        words: dict[str, Method] = {}
        for what, title in (
            ("name", "Name"),
            ("description", "Description"),
            ("short_description", "ShortDescription"),
        ):
            words[f"setMy{title}"] = self._setter(what)
            words[f"getMy{title}"] = self._getter(what)
        return words | {
            "getMe": self.me,
            "setMyCommands": self.set_commands,
            "getMyCommands": self.commands,
            "deleteMyCommands": self.delete_commands,
            "deleteWebhook": self.delete_webhook,
            "getWebhookInfo": self.webhook_info,
            "getFile": self.file,
        }

    def me(self, _: Parameters) -> object:
        """Show the bot."""
        return me_json(self._world.bot, not self._world.privacy)

    def set_commands(self, p: Parameters) -> object:
        """Replace one menu."""
        self._menus.set_commands(p.json("commands"), p.json("scope"), p.text("language_code"))
        return True

    def commands(self, p: Parameters) -> object:
        """Show one menu."""
        return self._menus.commands(p.json("scope"), p.text("language_code"))

    def delete_commands(self, p: Parameters) -> object:
        """Take one menu away."""
        self._menus.delete_commands(p.json("scope"), p.text("language_code"))
        return True

    def delete_webhook(self, p: Parameters) -> object:
        """There is no webhook, but this is how waiting updates are thrown away."""
        if p.flag("drop_pending_updates"):
            self._queue.drop()
        return True

    def webhook_info(self, _: Parameters) -> object:
        """Say that there is no webhook and how much waits."""
        info: dict[str, object] = {
            "url": "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.waiting),
        }
        if self._queue.allowed != BY_DEFAULT:
            info["allowed_updates"] = sorted(self._queue.allowed)
        return info

    def file(self, p: Parameters) -> object:
        """Say where a file can be fetched."""
        file = self._world.files.get(p.text("file_id"))
        if file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return file_json(file) | {"file_path": file.path}

    def _setter(self, what: str) -> Method:
        def setter(p: Parameters) -> object:
            self._menus.set_words(what, p.text(what), MOST[what], p.text("language_code"))
            return True

        return setter

    def _getter(self, what: str) -> Method:
        def getter(p: Parameters) -> object:
            otherwise = self._world.bot.first_name if what == "name" else ""
            return {what: self._menus.words(what, p.text("language_code"), otherwise)}

        return getter

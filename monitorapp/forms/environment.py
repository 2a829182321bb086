"""The one door through which the engine gets time, chance and fresh ids."""

import random
import uuid
from datetime import UTC, datetime, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Environment(Protocol):
    """What a form state needs from outside. Tests freeze it."""

    @property
    def zone(self) -> str:
        """Name of the time zone of the facility, for instance Asia/Bishkek; "" for the laptop's own."""

    def now(self) -> datetime:
        """The present instant, aware of its zone."""

    def uuid(self) -> str:
        """A fresh random UUID in its usual text form."""

    def random(self) -> float:
        """A number from 0 up to 1."""

    def new_item(self) -> str:
        """A fresh row id: 32 lowercase hex digits."""


class SystemEnvironment:
    """The laptop's clock and the operating system's random source."""

    def __init__(self, zone: str = "") -> None:
        self.zone = zone
        self._dice = random.SystemRandom()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def uuid(self) -> str:
        return str(uuid.uuid4())

    def random(self) -> float:
        return self._dice.random()

    def new_item(self) -> str:
        return uuid.uuid4().hex


def zone_of(environment: Environment) -> tzinfo:
    """The zone that the environment names; the laptop's own where the name is unknown here."""
    if environment.zone:
        try:
            return ZoneInfo(environment.zone)
        except (ZoneInfoNotFoundError, ValueError):
            pass
    return environment.now().astimezone().tzinfo or UTC

"""What is being looked at and tried: forms that lie on the table for this run of the program, kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from monitorapp.forms.definition import FormDefinition


@dataclass(frozen=True, slots=True)
class Laid:
    """A form to be tried. Pictures of a form that the vault keeps are asked of the vault."""

    definition: FormDefinition
    pictures: Mapping[str, bytes]


class Bench:
    """Shared by the pages of forms; a page is told which form to try by a key."""

    def __init__(self) -> None:
        self._laid: dict[str, Laid] = {}
        self._keys = count(1)

    def lay(self, definition: FormDefinition, pictures: Mapping[str, bytes] | None = None) -> str:
        """Put a form on the table, with the pictures that lie beside its file; returns its key."""
        key = str(next(self._keys))
        self._laid = {key: Laid(definition, pictures or {})}
        return key

    def form(self, key: str) -> Laid | None:
        """The form under a key, while it lies there."""
        return self._laid.get(key)

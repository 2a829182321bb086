"""What is being looked at and tried: forms that lie on the table for this run of the program, kept nowhere."""

from itertools import count

from monitorapp.forms.definition import FormDefinition


class Bench:
    """Shared by the pages of forms; a page is told which form to try by a key."""

    def __init__(self) -> None:
        self._forms: dict[str, FormDefinition] = {}
        self._keys = count(1)

    def lay(self, definition: FormDefinition) -> str:
        """Put a form on the table; returns its key."""
        key = str(next(self._keys))
        self._forms = {key: definition}
        return key

    def form(self, key: str) -> FormDefinition | None:
        """The form under a key, while it lies there."""
        return self._forms.get(key)

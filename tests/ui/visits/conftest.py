"""What the tests of the pages of visits share."""

from tests.ui.form.rooms import room, template

__all__ = ["room", "template"]

"""What the tests of the form page share."""

from tests.ui.form.rooms import room, template

__all__ = ["room", "template"]

"""The form page: the one screen on which every document is filled."""

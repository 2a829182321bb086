"""Attachments on the screen: adding, seeing and redacting them."""

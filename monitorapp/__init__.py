"""Monitorapp: visit forms for monitors of places of detention, encrypted and offline."""

__version__ = "0.1.0"

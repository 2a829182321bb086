"""Bundles: what leaves a laptop, encrypted to named people and signed by its sender (see FORMAT.md)."""

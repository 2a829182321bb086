"""PADMÉ: sizes are rounded up so that a bundle's size tells little about what is in it.

Source: Nikitin and others, Reducing Metadata Leakage from Encrypted Files and Communication with
PURBs, 2019. At most 12 percent is added, and the sizes that remain are few.
"""

FLOOR = 16 * 1024  # receipts, invitations and join requests all look alike


def padded_size(size: int) -> int:
    """The size that a content of `size` bytes is padded to; never below 16 KiB."""
    size = max(size, FLOOR)
    exponent = size.bit_length() - 1
    loose_bits = exponent - exponent.bit_length()
    mask = (1 << loose_bits) - 1
    return (size + mask) & ~mask

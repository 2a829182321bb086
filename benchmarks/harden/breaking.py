"""Ways to damage a file, drawn by dice; each returns the damaged bytes."""

import random
from collections.abc import Callable

Damage = Callable[[bytearray, random.Random], bytearray]


def flip_a_bit(data: bytearray, dice: random.Random) -> bytearray:
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return data


def set_a_byte(data: bytearray, dice: random.Random) -> bytearray:
    place = dice.randrange(len(data))
    data[place] = (data[place] + dice.randrange(1, 256)) % 256
    return data


def overwrite_a_piece(data: bytearray, dice: random.Random) -> bytearray:
    """Noise, zeros or a piece of the file itself over another piece."""
    size = min(dice.choice((2, 16, 512, 4096, 16384)), len(data))
    place = dice.randrange(len(data) - size + 1)
    elsewhere = dice.randrange(len(data) - size + 1)
    data[place : place + size] = dice.choice((dice.randbytes(size), bytes(size), data[elsewhere : elsewhere + size]))
    return data


def swap_two_pieces(data: bytearray, dice: random.Random) -> bytearray:
    size = dice.choice((512, 4096, 16384))
    pieces = len(data) // size
    if pieces < 2:
        return flip_a_bit(data, dice)
    one, other = (place * size for place in dice.sample(range(pieces), 2))
    data[one : one + size], data[other : other + size] = data[other : other + size], data[one : one + size]
    return data


def cut(data: bytearray, dice: random.Random) -> bytearray:
    del data[dice.randrange(len(data)) :]
    return data


def extend(data: bytearray, dice: random.Random) -> bytearray:
    return data + dice.choice((dice.randbytes, bytes))(dice.choice((1, 7, 512, 4096, 16384)))


def take_out_a_piece(data: bytearray, dice: random.Random) -> bytearray:
    size = dice.choice((1, 2, 16, 512, 4096))
    place = dice.randrange(max(len(data) - size, 1))
    del data[place : place + size]
    return data


ANY: tuple[Damage, ...] = (
    flip_a_bit,
    set_a_byte,
    overwrite_a_piece,
    swap_two_pieces,
    cut,
    extend,
    take_out_a_piece,
)

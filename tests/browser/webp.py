"""Animated WebP: several still ones of one size in one file, each with the time that it stays.

A still WebP holds its bitmap in one chunk; an animation wraps such chunks into frames and says
before them how large the whole is (https://developers.google.com/speed/webp/docs/riff_container).
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ANIMATED = 0x02
_DO_NOT_BLEND = 0x02
_FOREVER = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A still WebP and the seconds that it is shown."""

    still: bytes
    seconds: float


def animation(frames: Sequence[Frame], *, width: int, height: int) -> bytes:
    """Make a file that shows the frames one after the other, again and again.

    `width` and `height` are those of every frame, in pixels.
    """
    size = _three(width - 1) + _three(height - 1)
    parts = [
        chunk(b"VP8X", bytes([_ANIMATED, 0, 0, 0]) + size),
        chunk(b"ANIM", struct.pack("<IH", 0xFFFFFFFF, _FOREVER)),
    ]
    for frame in frames:
        place = bytes(6) + size + _three(round(frame.seconds * 1000)) + bytes([_DO_NOT_BLEND])
        parts.append(chunk(b"ANMF", place + bitmap(frame.still)))
    return b"RIFF" + struct.pack("<I", 4 + sum(map(len, parts))) + b"WEBP" + b"".join(parts)


def bitmap(still: bytes) -> bytes:
    """Give the chunks of a still WebP that hold its pixels, as they stand.

    Raises ValueError when there are none.
    """
    found = [chunk(kind, body) for kind, body in chunks(still) if kind in _BITMAPS]
    if not found:
        raise ValueError("this is no still WebP")
    return b"".join(found)


def chunks(file: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the kind and body of each chunk of a WebP file, in order."""
    at = 12
    while at + 8 <= len(file):
        kind, length = struct.unpack_from("<4sI", file, at)
        yield kind, file[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def chunk(kind: bytes, body: bytes) -> bytes:
    """Make a chunk: its kind, length and body, filled up to an even length."""
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


_BITMAPS = (b"ALPH", b"VP8 ", b"VP8L")


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")

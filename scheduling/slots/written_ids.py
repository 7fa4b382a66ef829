"""Many ids as digits, all at once: to write them in turn takes longer than to find them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_COMMA, _SPACE, _ZERO = (ord(sign) for sign in ", 0")


def written_ids(ids: npt.NDArray[np.intp], lengths: Sequence[int]) -> list[str]:
    """Return runs of the ids as digits with commas between: " 7,12,104", as JSON reads a list.

    The first run has as many ids as the first of the lengths says, and so on; all ids are in one.
    Each is as long as the longest, with spaces before it. Ids are 1 or more.
    """
    if not len(ids):
        return ["" for _ in lengths]
    width = len(str(ids.max()))
    signs = np.full((len(ids), width + 1), _COMMA, dtype=np.uint8)
    left = ids.astype(np.uint64)
    for column in range(width - 1, -1, -1):
        rest = left // 10
        digit = left - 10 * rest + _ZERO
        # Nothing is left of a number but zeros in front of it, which JSON refuses.
        signs[:, column] = np.where(left > 0, digit, _SPACE)
        left = rest
    text = signs.tobytes().decode("ascii")
    ends = ((width + 1) * np.cumsum(lengths)).tolist()
    return [text[begin : max(begin, end - 1)] for begin, end in zip([0, *ends], ends, strict=False)]

"""Places that are nobody's business, however they are written, and names that lead there."""

INNER = (
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "100.64.0.1", "169.254.169.254"),
    *("172.16.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1"),
    *("198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1"),
    *("64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1"),
    *("2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1"),
    *("fe80::1", "fec0::1", "ff02::1"),
)
"""Addresses of this machine, of its network, and of nobody."""

ODDLY_WRITTEN = ("127.1", "2130706433", "①②⑦.0.0.1", "127.0.0.1.", "user:word@127.0.0.1")
"""The same machine, as no resolver is asked for it."""

PUBLIC = ("93.184.216.34", "2606:4700::6810:84e5")
"""Addresses of anybody. They are not reached here either: a network of the bench ends before."""

NAMES = {
    **{f"inner-{number}.example": ((inner,),) for number, inner in enumerate(INNER)},
    # What the system takes for an address of its own.
    **dict.fromkeys(("localhost", "0x7f000001", "metadata.internal"), (("127.0.0.1",),)),
    # Inner ones, among which or after which comes another.
    "several.example": (("10.0.0.1", "127.0.0.1", "::1"),),
    "turning.example": (("127.0.0.1",), (PUBLIC[0],), ("127.0.0.1",)),
    # Those that are looked at and called in one go lead out, whatever they mean a moment later.
    "turned.example": ((PUBLIC[0],), ("127.0.0.1",)),
    "turned-too.example": ((PUBLIC[1],), ("::1",)),
    "mixed.example": ((PUBLIC[0], "127.0.0.1", "10.0.0.1"),),
    "mixed-too.example": ((PUBLIC[1], "::1", "fe80::1"),),
}
"""What each means the first time it is looked up, the second time, and from the last one on."""

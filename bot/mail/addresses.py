"""Addresses as they stand in mails and in what is said to mail servers: in ASCII alone."""

import idna


def in_ascii(address: str) -> str:
    """Return an address with its domain as DNS knows it: "carl@xn--bcher-kva.example".

    Raises ValueError where there is none: what stands before the @ can't be translated.
    """
    local, _, domain = address.rpartition("@")
    if not local.isascii():
        raise ValueError("the part before the @ is not ASCII")
    return address if domain.isascii() else f"{local}@{idna.encode(domain.lower()).decode('ascii')}"

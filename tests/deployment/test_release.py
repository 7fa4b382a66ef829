"""What a release needs is asked for, and what is written about it is true."""

import pytest

from deployment.build_image import command_of
from deployment.inventory import licences_in, named, page_of
from deployment.pin_images import FILES, images_in, pinned
from deployment.release import not_ready
from scheduling.store.schema.migrating import newest_revision
from scheduling.version import VERSION

DIGEST = f"sha256:{'a' * 64}"
ENTRY = f"# Changelog\n\n## [Unreleased]\n\n## [{VERSION}] - 2026-12-01\n"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, []),
        ({"uncommitted": " M README.md"}, ["not committed"]),
        ({"changelog": "## [Unreleased]"}, [f"no entry “## [{VERSION}] - YYYY-MM-DD”"]),
        ({"unpinned": ["python:3.13-slim"]}, ["python:3.13-slim: by tag only"]),
        ({"kept": ["0001"]}, ["make keep-schema"]),
    ],
)
def test_what_is_missing_is_said(changed: dict[str, object], words: list[str]) -> None:
    ready = {"changelog": ENTRY, "uncommitted": "", "unpinned": [], "kept": [newest_revision()]}

    found = not_ready(**ready | changed)  # type: ignore[arg-type]

    assert len(found) == len(words)
    assert all(part in sentence for part, sentence in zip(words, found, strict=True))


def test_images_from_elsewhere_are_found_and_ours_is_not() -> None:
    found = {image for file in FILES for image in images_in(file.read_text("utf-8"))}

    assert {image.partition(":")[0] for image in found} == {"python", "postgres"}


def test_a_digest_is_put_behind_the_tag_and_replaces_an_older_one() -> None:
    before = f"FROM python:3.13-slim AS libraries\nFROM python:3.13-slim@sha256:{'0' * 64}\n"

    after = pinned(before, digest_of=lambda _: DIGEST)

    assert after == f"FROM python:3.13-slim@{DIGEST} AS libraries\nFROM python:3.13-slim@{DIGEST}\n"
    assert images_in(after) == {"python:3.13-slim": DIGEST}


def test_the_image_bears_the_version() -> None:
    assert f"--tag=on-the-hour:{VERSION}" in command_of("podman")


SBOM = {
    "components": [
        {"name": "b", "version": "2", "bom-ref": "b==2", "licenses": [{"expression": "MIT"}]},
        {"name": "A", "version": "1", "bom-ref": "a==1", "licenses": [{"license": {"id": "X"}}]},
        {"name": "c", "version": "3", "bom-ref": "c==3"},
    ]
}


def test_every_package_is_listed_with_its_licence_or_with_none_said() -> None:
    page = page_of(licences_in(SBOM))

    assert [line for line in page.splitlines() if line.startswith("| ")][1:] == [
        "| A 1 | X |",
        "| b 2 | MIT |",
        "| c 3 | not said |",
    ]


def test_the_sbom_is_that_of_the_bot_and_of_all_it_stands_on() -> None:
    whole = named(SBOM)

    itself = whole["metadata"]["component"]
    assert (itself["name"], itself["version"]) == ("on-the-hour", VERSION)
    (ours,) = [each for each in whole["dependencies"] if each["ref"] == itself["bom-ref"]]
    assert ours["dependsOn"] == ["a==1", "b==2", "c==3"]

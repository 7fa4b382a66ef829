"""A Dockerfile as its instructions, and what is wrong with it by hadolint's rules that matter here.

https://github.com/hadolint/hadolint/wiki has the rules, by the codes that are named.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Instruction:
    """One instruction: its word in capitals, and the rest on one line."""

    word: str
    rest: str


KNOWN = {
    "FROM", "RUN", "CMD", "LABEL", "EXPOSE", "ENV", "COPY", "ENTRYPOINT", "VOLUME", "USER",
    "WORKDIR", "ARG", "HEALTHCHECK", "SHELL", "STOPSIGNAL", "ADD", "ONBUILD",
}  # fmt: skip


def instructions_in(text: str) -> list[Instruction]:
    """Return the instructions in their order, each on one line."""
    told = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))
    whole = re.sub(r"\\\n\s*", "", told)
    return [
        Instruction(word.upper(), rest.strip())
        for line in whole.split("\n")
        if line.strip()
        for word, _, rest in [line.strip().partition(" ")]
    ]


def faults_in(instructions: list[Instruction]) -> list[str]:
    """Return what is wrong, each with the code of the rule."""
    last = instructions[_last_stage(instructions) :]
    return [
        *(fault for each in instructions for fault in _faults_of(each)),
        *_faults_of_stage(last),
        *_faults_of_copies(instructions),
    ]


def _last_stage(instructions: list[Instruction]) -> int:
    return max(place for place, each in enumerate(instructions) if each.word == "FROM")


def _faults_of(one: Instruction) -> Iterator[str]:
    if one.word not in KNOWN:
        yield f"DL1000 {one.word} is no instruction"
    if one.word == "FROM" and ":" not in one.rest.partition(" ")[0]:
        yield f"DL3006 {one.rest} has no tag"
    if one.word == "FROM" and ":latest" in one.rest:
        yield f"DL3007 {one.rest} may be another tomorrow"
    if one.word == "ADD":
        yield "DL3020 COPY, not ADD"
    if one.word in ("CMD", "ENTRYPOINT") and not _is_json_list(one.rest):
        yield f"DL3025 {one.word} needs the form of a JSON list, or signals don't arrive"
    if one.word == "WORKDIR" and not one.rest.startswith("/"):
        yield f"DL3000 {one.rest} is not absolute"
    if one.word == "RUN":
        yield from _faults_of_run(one.rest)


def _faults_of_run(command: str) -> Iterator[str]:
    if re.search(r"\bsudo\b", command):
        yield "DL3004 no sudo"
    if re.search(r"\bpip install\b", command) and "--no-cache-dir" not in command:
        yield "DL3042 pip keeps a cache in the image"
    if re.search(r"\bpip install\b", command) and "--require-hashes" not in command:
        yield "DL3013 versions are not pinned"
    if "apt-get install" in command and "--no-install-recommends" not in command:
        yield "DL3015 more is installed than is needed"
    if re.search(r"\|(?!\|)", command):
        yield "DL4006 a pipe hides what fails in front of it"


def _faults_of_stage(stage: list[Instruction]) -> Iterator[str]:
    users = [each.rest for each in stage if each.word == "USER"]
    if not users or users[-1].partition(":")[0] in ("0", "root"):
        yield "DL3002 the last USER is root"
    if users and not users[-1].partition(":")[0].isdigit():
        yield "a USER by its number, so that Kubernetes sees that it is not root"
    for word in ("CMD", "HEALTHCHECK"):
        count = sum(each.word == word for each in stage)
        if count != 1:
            yield f"DL4003 {count} {word}, not one"


def _faults_of_copies(instructions: list[Instruction]) -> Iterator[str]:
    stages = {each.rest.split()[-1] for each in instructions if re.search(r"(?i) as ", each.rest)}
    for each in instructions:
        found = re.match(r"--from=(\S+)", each.rest) if each.word == "COPY" else None
        if found and found[1] not in stages:
            yield f"DL3022 there is no stage {found[1]}"
        named = [word for word in each.rest.split() if not word.startswith("--")]
        if each.word == "COPY" and len(named) > 2 and not each.rest.endswith("/"):
            yield "DL3021 several things are copied, and not into a folder"


def _is_json_list(text: str) -> bool:
    try:
        return isinstance(json.loads(text), list)
    except ValueError:
        return False


def copied_in(instructions: list[Instruction]) -> set[str]:
    """Return what is copied from beside the Dockerfile."""
    copies = [each.rest.split() for each in instructions if each.word == "COPY"]
    return {name for words in copies if not words[0].startswith("--from") for name in words[:-1]}


def environment_in(instructions: list[Instruction]) -> dict[str, str]:
    """Return the environment that the image sets."""
    texts = (each.rest for each in instructions if each.word == "ENV")
    pairs = (pair.partition("=") for text in texts for pair in text.split())
    return {name: value for name, _, value in pairs}

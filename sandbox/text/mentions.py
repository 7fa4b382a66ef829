"""The people and channels named in what somebody typed."""

import re

from sandbox.state.workspace import Workspace


def with_mentions(workspace: Workspace, text: str, *, with_name: bool) -> str:
    """Replace `@ines`, `@Ines Iversen` and `#general` by what Slack sends in their place.

    That is `<@U1>`, or `<@U1|ines>` when `with_name`, as slash commands that escape have it.
    """
    people = _people(workspace)
    # A pattern takes the first that fits: "@ines" would cut "@Ines Iversen" short.
    longest_first = sorted(people, key=len, reverse=True)
    names = "|".join(re.escape(name) for name in longest_first)
    pattern = re.compile(rf"(?<![\w@])@({names})(?![\w-])", re.IGNORECASE)

    def mention(found: re.Match[str]) -> str:
        user, handle = people[found[1].casefold()]
        return f"<@{user}|{handle}>" if with_name else f"<@{user}>"

    general = workspace.general
    text = re.sub(r"(?<!\w)#general\b", f"<#{general.id}|{general.name}>", text)
    return pattern.sub(mention, text)


def _people(workspace: Workspace) -> dict[str, tuple[str, str]]:
    app = workspace.app
    found = {app.name.casefold(): (app.bot_user_id, app.name.lower())}
    for one in workspace.people.values():
        found[one.real_name.casefold()] = (one.id, one.name)
        found[one.name.casefold()] = (one.id, one.name)
    return found

"""The people and channels named in what somebody typed."""

import re

from sandbox.state.workspace import Workspace


def with_mentions(workspace: Workspace, text: str, *, with_name: bool) -> str:
    """Replace `@ines`, `@Ines Iversen`, `@backend`, `@here` and `#general` as Slack does.

    That is `<@U1>`, or `<@U1|ines>` when `with_name`, as slash commands that escape have it;
    `<!subteam^S1|@backend>`, `<!here>` and `<#C1|general>`.
    """
    people = _named(workspace)
    # A pattern takes the first that fits: "@ines" would cut "@Ines Iversen" short.
    longest_first = sorted(people, key=len, reverse=True)
    names = "|".join(re.escape(name) for name in longest_first)
    pattern = re.compile(rf"(?<![\w@])@({names})(?![\w-])", re.IGNORECASE)

    def mention(found: re.Match[str]) -> str:
        target, label = people[found[1].casefold()]
        labelled = label and (with_name or target.startswith("!"))
        return f"<{target}|{label}>" if labelled else f"<{target}>"

    general = workspace.general
    text = re.sub(r"(?<!\w)#general\b", f"<#{general.id}|{general.name}>", text)
    return pattern.sub(mention, text)


def _named(workspace: Workspace) -> dict[str, tuple[str, str]]:
    """What stands for each name that can follow an "@", and its label."""
    app = workspace.app
    found = {word: (f"!{word}", "") for word in ("here", "channel", "everyone")}
    for group in workspace.user_groups.values():
        found[group.handle.casefold()] = (f"!subteam^{group.id}", f"@{group.handle}")
    found[app.name.casefold()] = (f"@{app.bot_user_id}", app.name.lower())
    for one in workspace.people.values():
        found[one.real_name.casefold()] = (f"@{one.id}", one.name)
        found[one.name.casefold()] = (f"@{one.id}", one.name)
    return found

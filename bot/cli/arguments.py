"""What the command line may say."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_ABOUT = "On the Hour: a Slack bot that schedules job interviews, fairly and on the hour."


def command_line() -> argparse.ArgumentParser:
    """Return what reads the command line; its `command` is None where none was given."""
    parser = argparse.ArgumentParser(prog=_called(), description=_ABOUT)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("run", help="run the bot (this is what happens without a command)")
    checking = commands.add_parser(
        "check", help="say what is right and what is wrong with the set-up; nothing is changed"
    )
    checking.add_argument(
        "--database", action="store_true", help="look at the database alone, without Slack"
    )
    checking.add_argument(
        "--mail", metavar="ADDRESS", help="send one mail there, and say what the server answered"
    )
    commands.add_parser(
        "upgrade-check", help="say what this version would do to settings and database"
    )
    commands.add_parser("migrate", help="bring the database up to date")
    copying = commands.add_parser(
        "copy-to", help="copy the database into an empty one, to go on there"
    )
    copying.add_argument(
        "url",
        metavar="URL",
        help="postgresql://… or sqlite:///path; - reads it from standard input, where no list of "
        "processes shows its password",
    )
    saving = commands.add_parser("backup", help="save an SQLite database, also while the bot runs")
    saving.add_argument("file", metavar="FILE", type=Path, help="where to; must not be there yet")
    restoring = commands.add_parser(
        "restore", help="put such a backup in place; what is there now is kept beside it"
    )
    restoring.add_argument("file", metavar="FILE", type=Path, help="what `backup` has saved")
    token = commands.add_parser("token", help="let programs into the JSON API")
    verbs = token.add_subparsers(dest="verb", required=True)
    for verb, words in (
        ("add", "make a token and show it, once"),
        ("revoke", "let nobody in with a token any more"),
    ):
        one = verbs.add_parser(verb, help=words)
        one.add_argument("name")
        if verb == "add":
            _add_what_a_token_is_for(one)
    verbs.add_parser("list", help="show all tokens, and when each was used last")
    _add_people(commands)
    _add_what_needs_no_settings(commands)
    return parser


def _add_what_a_token_is_for(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--scopes",
        default="",
        help="what for, with commas between: read, plan, book, people, audit, erase; all of them "
        "where this is left out",
    )
    parser.add_argument(
        "--expires", default="", metavar="LENGTH", help="for how long, such as 90d; else for good"
    )


_WHO = "a name, or an id"


class _Name(argparse.Action):
    """Takes the words of a name together, be it in quotes or not."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        setattr(namespace, self.dest, " ".join(values))


class _Two(argparse.Action):
    """Takes two names, with "into" between them as it is typed in Slack, or each in quotes."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        small = [word.casefold() for word in values]
        place = small.index("into") if "into" in small else len(values) - 1
        two = values[:place], [word for word in values[place:] if word.casefold() != "into"]
        if not all(two) or ("into" not in small and len(values) != 2):
            parser.error("name two people: Dora D. into Dora Diaz")
        namespace.who, namespace.into = (" ".join(words) for words in two)


def _add_people(commands: "_Commands") -> None:
    people = commands.add_parser("people", help="see to people whom nobody sees to in Slack")
    verbs = people.add_subparsers(dest="verb", required=True)
    removing = verbs.add_parser("remove", help="take somebody out; everybody concerned is told")
    removing.add_argument("who", nargs="+", action=_Name, metavar="WHO", help=_WHO)
    removing.add_argument(
        "--cancel-interviews",
        action="store_true",
        help="also where that cancels interviews ahead; else nothing is changed then",
    )
    undoing = verbs.add_parser("undo-removal", help="bring somebody back who was taken out")
    undoing.add_argument("id", type=int, metavar="ID", help="their id, which `remove` printed")
    exporting = verbs.add_parser("export", help="print all that is held about somebody, as JSON")
    exporting.add_argument("who", nargs="+", action=_Name, metavar="WHO", help=_WHO)
    erasing = verbs.add_parser(
        "erase", help="say what erasing a candidate means, and with --for-good do it"
    )
    erasing.add_argument("who", nargs="+", action=_Name, metavar="WHO", help=_WHO)
    erasing.add_argument("--for-good", action="store_true", help="do it; it can't be undone")

    merging = verbs.add_parser("merge", help="make one person of two who are the same")
    merging.add_argument(
        "who",
        nargs="+",
        action=_Two,
        metavar="WHO",
        help="the double, and who stays: a name each, or an id",
    )
    deciding = verbs.add_parser("outcome", help="note what became of a candidate, or take it back")
    deciding.add_argument("who", nargs="+", action=_Name, metavar="WHO", help=_WHO)
    deciding.add_argument(
        "outcome",
        metavar="OUTCOME",
        choices=("hired", "rejected", "withdrawn", "none"),
        help="hired, rejected or withdrawn; none takes it back",
    )
    ahead = deciding.add_mutually_exclusive_group()
    ahead.add_argument("--cancel-interviews", action="store_true", help="cancel those ahead")
    ahead.add_argument("--keep-interviews", action="store_true", help="leave them as booked")


def _add_what_needs_no_settings(commands: "_Commands") -> None:
    trying = commands.add_parser("practice", help="try the bot in a practice workspace of its own")
    trying.add_argument("--port", type=int, default=3000, help="where to open it (3000)")
    trying.add_argument(
        "--state", type=Path, default=Path(".practice"), help="what happens is kept there"
    )
    making = commands.add_parser("manifest", help="print what Slack makes the app from")
    making.add_argument("--http", metavar="URL", help="for Slack to call the bot at that address")


def _called() -> str:
    """The words by which it was called: a script is there where the bot was installed."""
    return "on-the-hour" if Path(sys.argv[0]).stem == "on-the-hour" else "python -m bot"

"""Everything of On the Hour that touches the outside: Slack, HTTP, the clock."""

"""The server: the app's side, the people's side and the administrator's on one port."""

"""The game server: rules, views, rooms, storage, HTTP, bots and the command line; see README.md."""

"""Bots: programs that join a game over HTTP and play a seat over a WebSocket, as a browser does."""

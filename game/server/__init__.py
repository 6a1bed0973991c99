"""HTTP and WebSocket server: application (app.py), routes, settings, limits, start and stop."""

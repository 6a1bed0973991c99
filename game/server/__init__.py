"""HTTP and WebSocket: routes, pages, security, settings, start and stop."""

"""Sites and lanes: suppliers, depots, transport lanes, ports, production lines, markets; their rules."""

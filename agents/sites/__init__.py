"""Where goods are: suppliers, depots, lanes, ports, the production line, markets."""

"""Who decides: a seat's stances, its forecast and orders, its cash, its regional buffers."""

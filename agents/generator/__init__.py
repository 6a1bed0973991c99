"""The generator of scenarios: drawn from a seed, measured, and adjusted until the recommended mix is best."""

"""The five questions: what decides between Just in Time and Just in Case, each swept in a scenario."""

"""Views: what a player, the facilitator and the projector are each sent."""

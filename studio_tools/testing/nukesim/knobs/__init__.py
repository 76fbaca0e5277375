"""Knobs: what they hold, what they say of it, and how scripts write them. Nodes lie above this room."""

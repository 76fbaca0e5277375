"""Maya's place in the house: the host for Maya 2025 and later. `scene` alone asks Maya anything, `host` stands on it.

The other files import without Maya, so that its steps can be listed and tested where there is none.
"""

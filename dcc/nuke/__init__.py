"""Nuke's place in the house: the host for Nuke 16 and later. `scene` alone asks Nuke anything, `host` stands on it.

The other files import without Nuke, so that its steps can be listed and tested where there is none.
"""

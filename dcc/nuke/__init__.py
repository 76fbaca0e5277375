"""Nuke's place in the house. Not shipped yet: this release publishes Nuke scripts and renders as files, from the shell.

When it comes it holds the host, the steps and the menu for Nuke 16 and later; one file only will ask Nuke anything.
"""

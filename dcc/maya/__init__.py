"""Maya's place in the house. Not shipped yet: this release publishes Maya scenes as files, from the shell.

When it comes it holds the host, the steps and the menu for Maya 2025 and later; one file only will ask Maya anything.
"""

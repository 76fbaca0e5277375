"""The only place that asks Blender anything: small functions over its data, their answers narrowed to one type each.

A file a topic. What is refused comes as Blender's own errors; `dcc.blender.host` puts them into the artist's words.
Blocks are kept by name between calls, never as objects: undo and reloading make every one of those invalid.
"""

"""The only place that asks Maya anything: small functions over its commands, their answers narrowed to one type each.

A file a topic. What is refused comes as Maya's own errors; `dcc.maya.host` puts them into the artist's words.
"""

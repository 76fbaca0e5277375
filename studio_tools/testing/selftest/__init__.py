"""The self-test that a studio runs in its own Maya, Nuke or Blender: the contract of hosts, and every open question.

`command` is what the doors in `dcc.*.selftest` run; it needs no configuration, no network and no pytest. It writes a
`transcript`; `replay` holds one against the simulators. Not here: the contract itself (`host_contract`).
"""

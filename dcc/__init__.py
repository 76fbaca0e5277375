"""What runs inside other people's applications: one package a host, strangers to each other.

Nothing here is ever put on a host's own path; only a `startup` folder is, once a host is shipped.
"""

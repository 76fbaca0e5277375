"""What nodes are called in words."""

from __future__ import annotations


def short(node: str) -> str:
    """A node's name without its path."""
    return node.rpartition("|")[2]


def bare(node: str) -> str:
    """A node's name without its path and namespaces."""
    return short(node).rpartition(":")[2]

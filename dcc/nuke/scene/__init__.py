"""What asks Nuke, and nothing else does: small typed functions over `nuke`, one file a subject.

Nodes are named by their full names (`Group1.Read1`), since a node that was deleted answers no question.
"""

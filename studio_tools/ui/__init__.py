"""Windows over the verbs of `Studio`. Qt lives in the files that say so, and is imported when a window is opened.

Plain ones for now: one to publish, messages and questions for the rest.
"""

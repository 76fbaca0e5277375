"""Run by Maya at its start within `__main__`, as every userSetup.py: it leaves no name there and raises nothing."""

try:
    __import__("studio_tools_maya").begin()
except Exception:  # no name is bound: it would be deleted from `__main__` afterwards, whoever else has one of it
    __import__("sys").stderr.write(
        f"studio_tools could not begin, and Maya works on without it: {__import__('sys').exc_info()[1]}\n"
    )

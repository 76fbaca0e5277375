"""Run by Nuke at its start where it has a window, as every menu.py: it begins with us and raises nothing."""

try:
    __import__("studio_tools_nuke").begin()
except Exception:  # no name is bound: it would be deleted from `__main__` afterwards, whoever else has one of it
    __import__("sys").stderr.write(
        f"studio_tools could not begin, and Nuke works on without it: {__import__('sys').exc_info()[1]}\n"
    )

"""Run by Nuke at its start in every mode, as every init.py: it puts us on the path and raises nothing."""

try:
    __import__("studio_tools_nuke").add_packages()
except Exception:  # no name is bound: it would be deleted from `__main__` afterwards, whoever else has one of it
    __import__("sys").stderr.write(
        f"studio_tools could not begin, and Nuke works on without it: {__import__('sys').exc_info()[1]}\n"
    )

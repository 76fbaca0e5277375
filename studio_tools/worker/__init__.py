"""The process that publishes what an application extracted: `python -m studio_tools.worker ORDER`.

Not here: starting it and watching it (publish.handover), what it does to storage and tracker (publish.finishing).
"""

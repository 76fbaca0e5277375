"""What the pipeline tells of itself as metrics. It listens to events; nothing in the pipeline imports it."""

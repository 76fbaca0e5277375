"""The plug-in for Blender: everything here may ask Blender, through `scene`, and nothing else of ours knows it."""

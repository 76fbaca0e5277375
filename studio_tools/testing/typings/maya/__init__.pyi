# The overlay: what is here goes before the published stubs of Maya, which stand for the rest.

"""Setting a scene up: as its shot and show ask (`shot`), and for rendering (`render`).

`differences` tells what is not as it should be and changes nothing; `apply` mends it as one step of undo.
"""

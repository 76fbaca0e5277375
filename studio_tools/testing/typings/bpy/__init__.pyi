# Blender's own module, as far as the house meets it. Its types are made at run time, so that nothing is promised of
# them here: `dcc.blender.scene` narrows every answer, and its tests run inside a real Blender.
from typing import Any

app: Any
context: Any
data: Any
ops: Any
path: Any
props: Any
types: Any
utils: Any

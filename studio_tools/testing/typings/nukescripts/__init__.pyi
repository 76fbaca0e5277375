# No stubs of nukescripts are published. Only what the house calls is here.
from nukescripts import panels as panels
from nukescripts.panels import PythonPanel as PythonPanel

"""The demonstration survey: invented home workers, a documented process, the dirt of the field.

It stands in until a field survey exists. Nobody in it is real, and nothing computed from it is evidence.

`process` draws the workers from true parameters, `export` writes them as KoboToolbox would, `dirt` plants the errors
of the field and lists each one. ``python -m helpers demonstration`` writes the study's files anew, byte for byte.
"""

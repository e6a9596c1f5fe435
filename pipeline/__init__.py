"""The pipeline: which notebooks run for which studies, in which order, and what has to run again."""

import sys

# nbformat imports jsonschema, and that a grammar of web addresses, which compiles itself for three seconds in every process
# and checks a kind of text that no notebook's schema has. Without it jsonschema leaves that one check out.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

"""Write the files of the demonstration study anew: ``python -m helpers.demonstration``."""

from helpers import paths
from helpers.demonstration.study_files import STUDY, write

if __name__ == "__main__":
    written = write(paths.studies() / STUDY)
    print(f"Wrote {', '.join(path.name for path in written)} in {paths.relative(paths.studies() / STUDY)}.")

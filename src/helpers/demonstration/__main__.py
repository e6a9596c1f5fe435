"""Write the files of both demonstration studies anew: ``python -m helpers.demonstration``."""

from helpers import paths
from helpers.demonstration import demak, study_files

if __name__ == "__main__":
    for made in (study_files, demak):
        folder = paths.studies() / made.STUDY
        written = made.write(folder)
        print(f"Wrote {', '.join(path.name for path in written)} in {paths.relative(folder)}.")

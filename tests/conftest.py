"""One thread for linear algebra: two test processes on two cores, and sums that come out the same to the last bit.

The notebooks that nbval runs start warm, as those of the pipeline do.
"""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ[variable] = "1"

from pipeline import warm_kernels  # noqa: E402 – it may import libraries that count the threads

warm_kernels.use()

"""The benchmarks: time, statements and memory an operation, beside a baseline of the same run."""

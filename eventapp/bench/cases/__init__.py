"""The benchmarks, a file for each part of the work; `catalogue` names them."""

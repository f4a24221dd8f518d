"""The benchmarks themselves: a figure says what was measured, of what a person waits for."""

"""The pages of one host: all that its representatives see and do."""

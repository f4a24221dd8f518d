"""`python -m eventapp.cli`: the command without an installed script."""

from eventapp.cli.command import main

main()

"""The demo conference: the programme of 26 March 2015 re-enacted with invented participants."""

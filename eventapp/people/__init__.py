"""The directory of an event: organisations, persons, hosts and co-hosts, information desks."""

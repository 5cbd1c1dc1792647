"""Files of others become assertions: official tables, in columns."""

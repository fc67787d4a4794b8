"""What a person can do with Doorstep, without Qt: read, record, decide."""

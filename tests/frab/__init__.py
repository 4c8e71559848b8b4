"""frab schedules: out, in, and both."""

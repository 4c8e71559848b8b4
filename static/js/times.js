// Times in the visitor's own zone.

// Reading on without a network.

"""The only threads of the application: one lane for the store, one for the network, and what runs on them."""

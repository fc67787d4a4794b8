"""What a person sees: pages, parts and dialogs."""

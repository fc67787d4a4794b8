"""Papers for professionals: chosen, looked at page by page, saved or printed."""

"""What is arranged and what happened: appointments, contacts, incidents, concerns."""

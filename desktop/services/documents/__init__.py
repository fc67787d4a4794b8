"""Papers for professionals: each made offline from what this laptop holds, with who printed it, when and as at when."""

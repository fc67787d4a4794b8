"""What other projects test of offline work, revocation and reconciling, told of this one (docs/scenarios.md)."""

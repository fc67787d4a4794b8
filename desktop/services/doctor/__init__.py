"""What this laptop has and lacks, for whoever helps: findings without anything personal."""

"""What describes the collection to others: tables of the README, data package."""

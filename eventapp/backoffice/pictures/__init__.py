"""Pictures of the directory: portraits of people, logos of organisations."""

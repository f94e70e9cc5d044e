"""What may stand on a slip, in a calendar or on a service's page (practice.md H2)."""

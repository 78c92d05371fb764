"""Documents -> what they hold."""

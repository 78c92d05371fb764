"""The first pages -> what the cover says, which call the file answers, and in which language."""

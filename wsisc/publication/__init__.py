"""A collection of submissions -> a compendium (`collate`), tables (`dataset`) or web pages (`site`)."""

"""A submission and its call -> the input of the writers, whatever the format, and the source that documents carry."""

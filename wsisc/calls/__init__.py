"""The file of a call -> the call, its schema, the problems of a submission to it, and the call of the next session."""

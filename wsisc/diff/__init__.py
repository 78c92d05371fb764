"""Two or three versions of a submission -> what differs between them, and how to apply it to a third one."""

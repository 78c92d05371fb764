"""Many build jobs -> their results, in parallel on this machine or a cluster, and from a cache."""

"""Pictures, one module per topic: each draws what a topic module computed, and computes nothing."""

"""The windows of Monitorapp: they show the core and hold no rule of the domain."""

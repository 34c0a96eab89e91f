"""Every form on every page, filled with what nobody expects."""

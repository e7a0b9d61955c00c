//! A real browser against real servers.

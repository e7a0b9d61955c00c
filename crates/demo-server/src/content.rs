//! The mail that the demo shows, and mail by generator.

mod arrivals;
mod demo;
mod generator;

pub(crate) use arrivals::Arrivals;
pub(crate) use demo::Demo;
pub(crate) use generator::generated_message;

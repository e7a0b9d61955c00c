//! What no machine sees by a rule: that a day's work goes by keyboard alone, how
//! a page is heard, and how it is where everything is four times as large.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

mod covered;
mod criteria;
mod day;
mod further;
mod heard;
mod order;
mod refused;
mod states;
mod stillness;
mod zoom;

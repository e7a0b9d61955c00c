//! The simulated pair: the engine and a mail server in one thread, in virtual
//! time, told as what a person does and sees.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test a panic is the report"
)]

mod alerting;
mod answering;
mod attaching;
mod carrying;
mod changing;
mod choosing;
mod composing;
mod contacts;
mod conversing;
mod cutting;
mod demo;
mod drafting;
mod every_octet;
mod faults;
mod forms;
mod gathering;
mod keeping;
mod labelling;
mod listing;
mod logging_in;
mod managing;
mod nesting;
mod operating;
mod placing;
mod posting;
mod preparing;
mod random;
mod reading;
mod reconnecting;
mod resyncing;
mod saving;
mod searching;
mod seeking;
mod sending;
mod settings;
mod transferring;
mod typing;
mod unpacking;
mod viewing;
mod watching;
mod writing;

//! What the app says, read from Fluent files while it is built.
//!
//! A language is a [`Catalog`]. English gives the messages their order and the
//! functions that say them; every other language is written as two packs, texts
//! of one line a phrase in that order: what stands on the login form and around
//! the list of messages, and the rest. A phrase that a language lacks is an empty
//! line, for which the page says the English one, which it holds itself.
//!
//! A phrase is text in which `\u{1}` and a digit stand for an argument, and
//! `\u{2}`, a digit, variants and `\u{5}` for a choice by that argument's number:
//! each variant is its key, `\u{3}` and its text, and `\u{4}` stands between two.
//! The key is a number, a plural category (Unicode CLDR), or empty for all else.

mod catalog;
mod encode;

pub use catalog::{Catalog, Message, Mistake};

/// The language whose messages are complete, and which the page itself holds.
pub const REFERENCE: &str = "en";

/// A variable of this name is a number, and every other one is text.
pub const NUMBER: &str = "count";

/// Which of a language's packs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is said before anything is opened.
    First,
    /// All else.
    Rest,
}

//! The search bar. The field is on the mail page; what helps one fill it and says
//! what became of it is loaded behind the list.

mod asking;
mod field;
mod help;
mod marked;
mod paint;
mod result;
mod saved;

pub use field::begin_search;
pub(super) use field::search_bar;
pub use help::search_help;
pub(super) use marked::{MarksOfRow, marked, marks_of_row};
pub(super) use saved::Kept;
pub use saved::saved_searches;

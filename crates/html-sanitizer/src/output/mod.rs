//! Writing the allowed part of a tree, in one walk without recursion.

mod attribute;
mod markup;
mod walk;

pub(crate) use self::markup::{write_attribute, write_text};
pub(crate) use self::walk::write;

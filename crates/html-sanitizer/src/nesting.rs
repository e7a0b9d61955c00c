//! Which element may stand in which, so that what is written is read again as
//! the same tree.
//!
//! The parser makes no tree that breaks these rules by itself; taking elements
//! away does. An element that would be torn out of its place when parsed again
//! is left out, and its content stays. That is what keeps the result free of
//! mutation attacks, and sanitizing it again from changing it.

use crate::element::Kind;

/// Whether an element of this kind, started within `open`, stays where it is.
pub(crate) fn admits(open: &[Kind], kind: Kind) -> bool {
    let parent = open.last().copied();
    match parent {
        Some(Kind::Table) => {
            return matches!(kind, Kind::Caption | Kind::ColumnGroup | Kind::RowGroup);
        }
        Some(Kind::RowGroup) => return kind == Kind::Row,
        Some(Kind::Row) => return kind == Kind::Cell,
        Some(Kind::ColumnGroup) => return kind == Kind::Column,
        _ => {}
    }
    match kind {
        // Parts of a table, which stand in nothing but what was seen above.
        Kind::Caption
        | Kind::ColumnGroup
        | Kind::Column
        | Kind::RowGroup
        | Kind::Row
        | Kind::Cell => false,
        Kind::RubyText => parent == Some(Kind::Ruby),
        Kind::Inline | Kind::Void | Kind::Ruby => true,
        Kind::Anchor => !is_within(open, Kind::Anchor),
        // All others close a paragraph.
        _ if is_within(open, Kind::Paragraph) => false,
        Kind::Heading => parent != Some(Kind::Heading),
        Kind::ListItem | Kind::Description => !continues(open, kind),
        _ => true,
    }
}

/// Whether text may stand in an element of this kind; white space may anywhere.
pub(crate) fn admits_text(parent: Option<&Kind>) -> bool {
    !matches!(
        parent,
        Some(Kind::Table | Kind::RowGroup | Kind::Row | Kind::ColumnGroup)
    )
}

/// Whether `kind` is open, as far as the parser looks: up to a table or cell.
fn is_within(open: &[Kind], kind: Kind) -> bool {
    open.iter()
        .rev()
        .take_while(|open| !matches!(open, Kind::Table | Kind::Cell | Kind::Caption))
        .any(|open| *open == kind)
}

/// Whether a list item would be taken for the successor of one it stands in.
fn continues(open: &[Kind], kind: Kind) -> bool {
    open.iter()
        .rev()
        .find(|open| !is_looked_through(**open))
        .is_some_and(|open| *open == kind)
}

/// HTML 13.2.6.4.7, at the start tag `li`: what is not special, `address`, `div`
/// and `p`.
fn is_looked_through(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Inline
            | Kind::Anchor
            | Kind::Ruby
            | Kind::RubyText
            | Kind::Division
            | Kind::Paragraph
    )
}

//! Where the list stands: how its view is to move, and where it is found again by
//! whoever goes back to it.

use mail_model::{MailboxName, Uid};

/// Where a list was left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The row at the top of the view.
    pub row: u32,
    /// How many CSS pixels of it are out of view; less than nothing within its heading.
    pub within: i32,
    /// The row that the keyboard was at.
    pub cursor: Option<u32>,
}

impl Spot {
    /// It as the browser's history keeps it.
    pub fn to_text(self) -> String {
        let Self { row, within, .. } = self;
        match self.cursor {
            Some(cursor) => format!("{row} {within} {cursor}"),
            None => format!("{row} {within}"),
        }
    }

    /// Reads it back; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        Some(Self {
            row: parts.next()?.parse().ok()?,
            within: parts.next()?.parse().ok()?,
            cursor: parts.next().and_then(|cursor| cursor.parse().ok()),
        })
    }
}

/// How the view moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// By so many rows, for as many came above it.
    By(i64),
    /// This row comes to its top, so many pixels of it out of view.
    To(u32, i32),
    /// This row comes to its middle, unless the first rows show it.
    Middle(u32),
    /// As little as brings this row into view.
    Reveal(u32),
}

/// What is known of where a list is to stand.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// Where the view is.
    pub(super) spot: Spot,
    /// Where the list of this mailbox begins that is opened next.
    pub(super) next: Option<(MailboxName, Spot)>,
    /// The list begins at this message, once it is known which row has it.
    pub(super) sought: Option<Uid>,
    /// Until then nobody asks for rows: those around it are on their way.
    pub(super) is_held: bool,
    /// How the view is to move, until it has.
    turns: Vec<Turn>,
}

impl Standing {
    /// The view is to move.
    pub(super) fn turn(&mut self, turn: Turn) {
        match (self.turns.last_mut(), turn) {
            (Some(Turn::By(rows)), Turn::By(more)) => *rows += more,
            _ => self.turns.push(turn),
        }
    }

    /// How it is to move.
    pub(super) fn take_turns(&mut self) -> Vec<Turn> {
        std::mem::take(&mut self.turns)
    }

    /// Another list begins. Tells where.
    pub(super) fn begin(&mut self, mailbox: &MailboxName, message: Option<Uid>) -> Spot {
        let next = self.next.take().filter(|(of, _)| of == mailbox);
        let sought = message.filter(|_| next.is_none());
        let spot = next.map(|(_, spot)| spot).unwrap_or_default();
        (self.sought, self.is_held) = (sought, sought.is_some());
        self.turns = vec![Turn::To(spot.row, spot.within)];
        spot
    }

    /// Nobody waits for the message any more. Tells whether rows may be asked for
    /// that could not before.
    pub(super) fn let_go(&mut self) -> bool {
        self.sought = None;
        std::mem::take(&mut self.is_held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_is_read_back_from_its_text_and_from_nothing_else() {
        for cursor in [None, Some(0), Some(4_000_000_000)] {
            let spot = Spot {
                row: 812,
                within: -14,
                cursor,
            };
            assert_eq!(Spot::parse(&spot.to_text()), Some(spot));
        }
        for text in ["", "over", "1", "x 1", "1 x", "-1 0"] {
            assert_eq!(Spot::parse(text), None, "{text}");
        }
    }

    #[test]
    fn rows_that_come_in_several_places_move_the_view_by_all_of_them() {
        let mut standing = Standing::default();
        for turn in [Turn::By(2), Turn::By(-1), Turn::Reveal(4), Turn::By(3)] {
            standing.turn(turn);
        }
        let turns = [Turn::By(1), Turn::Reveal(4), Turn::By(3)];
        assert_eq!(standing.take_turns(), turns);
        assert!(standing.take_turns().is_empty());
    }

    #[test]
    fn a_list_begins_where_it_was_left_else_at_the_open_message_else_at_its_top() {
        let mut standing = Standing::default();
        let (inbox, other) = (MailboxName::inbox(), MailboxName::new("Other"));
        let left = Spot {
            row: 7,
            ..Spot::default()
        };
        let open = Uid::new(5);
        standing.next = Some((inbox.clone(), left));
        assert_eq!(standing.begin(&inbox, open), left);
        assert_eq!((standing.sought, standing.is_held), (None, false));
        assert_eq!(standing.begin(&inbox, open), Spot::default());
        assert_eq!((standing.sought, standing.is_held), (open, true));
        assert!(standing.let_go() && !standing.let_go());
        standing.next = Some((inbox, left));
        assert_eq!(standing.begin(&other, None), Spot::default());
        assert_eq!((&standing.next, standing.sought), (&None, None));
    }
}

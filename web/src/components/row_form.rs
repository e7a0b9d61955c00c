//! How a row of the list is drawn: on how many lines, how tall, with what.

use crate::app::App;
use crate::reactive::*;
use crate::ui::media;
use mail_engine::{Column, Columns, Density, Layout, Look};

/// How the rows of a list are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowForm {
    /// On so many lines: one, with columns; two; or three, the last of them for
    /// the message's first words.
    pub(super) lines: u8,
    /// How tall, in CSS pixels.
    pub(super) height: u16,
    /// What a row of one line shows.
    pub(super) columns: Columns,
}

/// The list has so much room that a message needs but one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    /// Beside the message.
    Narrow,
    /// Above the message, or in its place.
    Broad,
}

/// As tall as what a finger meets for sure (WCAG 2.2, 2.5.5).
const TOUCH: u16 = 44;

fn row_form(look: Look, room: Room, is_touched: bool) -> RowForm {
    let (lines, height) = match (room, look.density) {
        (Room::Narrow, Density::Comfortable) => (3, 84),
        (Room::Narrow, Density::Normal) => (2, 62),
        (Room::Narrow, Density::Compact) => (1, 32),
        (Room::Broad, Density::Comfortable) => (1, 44),
        (Room::Broad, Density::Normal) => (1, 36),
        (Room::Broad, Density::Compact) => (1, 28),
    };
    let mut columns = look.columns;
    if room == Room::Narrow && columns.shows(Column::Preview) {
        // There is hardly room for the subject.
        columns.toggle(Column::Preview);
    }
    RowForm {
        lines,
        height: if is_touched {
            TOUCH.max(height)
        } else {
            height
        },
        columns,
    }
}

/// How the rows are drawn here, and by this person.
pub(super) fn form(app: App) -> Memo<RowForm> {
    let (is_one_pane, is_touched) = (media("(max-width: 720px)"), media("(pointer: coarse)"));
    let look = memo(move |_| app.state.preferences().with(|all| all.look));
    memo(move |_| {
        let look = look.get();
        let room = match look.layout {
            Layout::Stacked | Layout::ListOnly if !is_one_pane.get() => Room::Broad,
            _ => Room::Narrow,
        };
        row_form(look, room, is_touched.get())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(density: Density) -> Look {
        Look {
            density,
            ..Look::default()
        }
    }

    #[test]
    fn the_closer_rows_stand_the_lower_they_are() {
        for room in [Room::Narrow, Room::Broad] {
            let heights = Density::ALL.map(|one| row_form(look(one), room, false).height);
            assert!(heights.is_sorted_by(|one, next| one > next), "{heights:?}");
        }
    }

    #[test]
    fn compact_rows_are_really_one_line() {
        for room in [Room::Narrow, Room::Broad] {
            assert_eq!(row_form(look(Density::Compact), room, false).lines, 1);
        }
    }

    #[test]
    fn first_words_stand_where_there_is_room_for_them() {
        let shows = |room| row_form(look(Density::Compact), room, false).columns;
        assert!(!shows(Room::Narrow).shows(Column::Preview));
        assert!(shows(Room::Broad).shows(Column::Preview));
    }

    #[test]
    fn where_one_touches_no_row_is_lower_than_a_finger() {
        for room in [Room::Narrow, Room::Broad] {
            for density in Density::ALL {
                assert!(row_form(look(density), room, true).height >= TOUCH);
            }
        }
    }
}

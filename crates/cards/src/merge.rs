//! What two changed at the same time becomes one again, and neither loses what
//! they wrote.

use crate::card::Card;
use crate::line::Line;

/// Of these a card has one, or the first counts: where both changed it, the
/// later change holds.
const SINGLE: [&str; 14] = [
    "FN",
    "N",
    "NICKNAME",
    "ORG",
    "TITLE",
    "BDAY",
    "ANNIVERSARY",
    "GENDER",
    "KIND",
    "PHOTO",
    "LOGO",
    "PRODID",
    "UID",
    "REV",
];
/// What says how these cards came to be, and nothing of the contact.
const OWN: [&str; 2] = ["REV", "X-PORTHOLE-BASED-ON"];

impl Card {
    /// Both changes of a card in one. What neither changed stays, what both
    /// changed to something else is the later's, and of what a card has several
    /// nothing goes that one of them added. Without the card that both changed,
    /// nothing at all goes.
    #[must_use]
    pub fn merged(base: Option<&Self>, earlier: &Self, later: &Self) -> Self {
        let empty = Self::default();
        let was = base.unwrap_or(&empty);
        let mut merged = later.clone();
        merged.0.lines.retain(|line| {
            let is_removed = was.says(line) && !earlier.says(line);
            is_single(line) || is_label(line) || !is_removed
        });
        for line in &earlier.0.lines {
            if is_label(line) || OWN.contains(&line.name.as_str()) || merged.says(line) {
                continue;
            }
            if line.name == "NOTE" {
                merged.join_note(was, line);
            } else if is_single(line) {
                let mine = later.0.line(&line.name);
                let is_unchanged = match mine {
                    Some(mine) => was.says(mine),
                    None => was.0.line(&line.name).is_none(),
                };
                if is_unchanged {
                    merged.0.lines.retain(|other| other.name != line.name);
                    merged.take(line, earlier);
                }
            } else if !was.says(line) {
                merged.take(line, earlier);
            }
        }
        // What neither the one nor the other has of what there can be one of.
        merged.0.lines.retain(|line| {
            let is_removed = was.says(line) && earlier.0.line(&line.name).is_none();
            !is_single(line) || !is_removed || OWN.contains(&line.name.as_str())
        });
        merged
    }
    /// Whether it has the same line, whatever other line names that.
    fn says(&self, line: &Line) -> bool {
        let mut lines = self.0.lines.iter();
        lines.any(|other| other.name == line.name && other.is_same_but_group(line))
    }
    /// Both notes, one below the other.
    fn join_note(&mut self, was: &Self, theirs: &Line) {
        let note = self.0.lines.iter_mut().find(|line| line.name == "NOTE");
        match note {
            // It was here, and was changed or removed here alone.
            _ if was.says(theirs) => {}
            Some(mine) if was.0.lines.iter().any(|line| line.value == mine.value) => {
                mine.value.clone_from(&theirs.value);
            }
            Some(mine) => mine.value = format!("{}\\n\\n{}", mine.value, theirs.value),
            None => self.0.lines.push(theirs.clone()),
        }
    }
    /// Takes a line of another card, with what names it.
    fn take(&mut self, line: &Line, of: &Self) {
        let mut line = line.clone();
        if !line.group.is_empty() {
            let group = self.fresh_group();
            let labels = of.0.lines.iter().filter(|other| is_label(other));
            for label in labels.filter(|label| label.group == line.group) {
                let mut label = label.clone();
                label.group.clone_from(&group);
                self.0.lines.push(label);
            }
            line.group = group;
        }
        self.0.lines.push(line);
    }
}

fn is_single(line: &Line) -> bool {
    SINGLE.contains(&line.name.as_str()) || OWN.contains(&line.name.as_str())
}

fn is_label(line: &Line) -> bool {
    line.name == "X-ABLABEL"
}

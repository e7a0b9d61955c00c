//! What an editor shows, against what the draft says.

use mail_model::Phrase;

/// What was seen in an editor so far. What it makes of what it began with is
/// nobody's change; whatever was there when somebody typed is theirs.
#[derive(Debug, Default)]
pub(super) struct Shown {
    was_typed: bool,
    /// What it said last, and whether the draft says that.
    last: Option<(Phrase, bool)>,
}

impl Shown {
    /// Something was typed.
    pub(super) fn typed(&mut self) {
        self.was_typed = true;
    }

    /// The editor says this now. Tells whether the draft is to say it, too.
    pub(super) fn see(&mut self, content: &Phrase) -> bool {
        let is_change = match &self.last {
            Some((last, is_taken)) if last == content => self.was_typed && !is_taken,
            Some(_) => true,
            None => self.was_typed,
        };
        if is_change || self.last.is_none() {
            self.last = Some((content.clone(), is_change));
        }
        is_change
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(html: &str) -> Phrase {
        Phrase::Html(html.to_owned())
    }

    #[test]
    fn what_an_editor_begins_with_is_nobodys_change() {
        let mut shown = Shown::default();
        assert!(!shown.see(&html("<div>-- </div>")));
        assert!(!shown.see(&html("<div>-- </div>")));
        // A signature was exchanged.
        assert!(shown.see(&html("<div>Ada</div>")));
        assert!(!shown.see(&html("<div>Ada</div>")));
    }

    #[test]
    fn what_was_typed_before_the_editor_told_of_it_is_taken() {
        // The subject was kept a moment after it was typed, and by then the text
        // was whole.
        let mut shown = Shown::default();
        assert!(!shown.see(&html("<div>All of it</div>")));
        shown.typed();
        assert!(shown.see(&html("<div>All of it</div>")));
        assert!(!shown.see(&html("<div>All of it</div>")));
        shown.typed();
        assert!(!shown.see(&html("<div>All of it</div>")));
    }

    #[test]
    fn what_is_typed_first_is_taken_at_once() {
        let mut shown = Shown::default();
        shown.typed();
        assert!(shown.see(&html("<div>H</div>")));
        assert!(shown.see(&html("<div>Hi</div>")));
    }
}

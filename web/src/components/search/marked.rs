use crate::app::App;
use crate::dom::{Child, View, html};
use crate::reactive::*;
use crate::state::MarkedPlace;
use core::ops::Range;

/// Where what is looked for stands in a row's texts: stretches of octets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::components) struct MarksOfRow {
    /// In names and addresses.
    pub(in crate::components) people: Vec<Range<usize>>,
    /// In the subject.
    pub(in crate::components) subject: Vec<Range<usize>>,
    /// In the first words.
    pub(in crate::components) text: Vec<Range<usize>>,
}

/// Where what is looked for now stands in a row. With each key that is typed this is
/// asked for all rows on screen, and few of them change: they alone are drawn anew.
pub(in crate::components) fn marks_of_row(
    app: App,
    people: impl FnOnce() -> String,
    subject: &str,
    text: Option<&str>,
) -> MarksOfRow {
    app.state.search.marks().with(|marks| {
        let Some(marks) = marks else {
            return MarksOfRow::default();
        };
        MarksOfRow {
            people: marks.of(&people(), MarkedPlace::People),
            subject: marks.of(subject, MarkedPlace::Subject),
            text: text.map_or_else(Vec::new, |text| marks.of(text, MarkedPlace::Text)),
        }
    })
}

/// A text with stretches of it marked: text nodes, whatever it says.
pub(in crate::components) fn marked(text: String, marks: &[Range<usize>]) -> View {
    if marks.is_empty() {
        return text.view();
    }
    let mut pieces = Vec::with_capacity(2 * marks.len() + 1);
    let mut end = 0;
    let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    for range in marks {
        pieces.push(piece(end, range.start).view());
        pieces.push(html::mark().child(piece(range.start, range.end)).view());
        end = range.end;
    }
    pieces.push(piece(end, text.len()).view());
    pieces.view()
}

use crate::app::App;
use crate::dom::{Child, View, html};
use crate::reactive::*;
use crate::state::MarkedPlace;

/// A text with what was looked for marked in it: text nodes, whatever it says.
pub(in crate::components) fn marked(app: App, text: String, place: MarkedPlace) -> View {
    let ranges = app.state.search.marks().with(|marks| {
        let marks = marks.as_ref();
        marks.map_or_else(Vec::new, |marks| marks.of(&text, place))
    });
    if ranges.is_empty() {
        return text.view();
    }
    let mut pieces = Vec::with_capacity(2 * ranges.len() + 1);
    let mut end = 0;
    let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    for range in ranges {
        pieces.push(piece(end, range.start).view());
        pieces.push(html::mark().child(piece(range.start, range.end)).view());
        end = range.end;
    }
    pieces.push(piece(end, text.len()).view());
    pieces.view()
}

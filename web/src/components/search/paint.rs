//! Operators and their values set off within the field: patches of colour that lie
//! behind its text. The field stays a field of plain text, so that typing, input
//! methods and what reads the page aloud know nothing of it.

use crate::app::App;
use crate::dom::{Child, View, effect, html};
use crate::reactive::*;
use gloo_events::EventListener;
use mail_engine::{SpanKind, spans};
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// Puts the patches behind the field.
pub(super) fn paint(app: App, field: &HtmlInputElement) {
    let place = html::div()
        .class("search-paint")
        .attr("aria-hidden", "true")
        .child(move || app.state.search.typed().with(|typed| patches(typed)));
    let node: HtmlElement = place.node();
    let around = field.parent_element();
    if let Some(around) = &around {
        // Refused only if the field were not in there.
        let _ = around.insert_before(&node, Some(field));
    }
    // A long text moves under its field's edge.
    let follow = {
        let (node, field) = (node.clone(), field.clone());
        move || {
            let (from, width) = (field.offset_left(), field.client_width());
            let whole = around.as_ref().map_or(0, Element::client_width);
            let style = node.style();
            // Names and values that are right. Both sides are held, so that it is as
            // wide as the field in any window.
            let _ = style.set_property("left", &format!("{from}px"));
            let _ = style.set_property("right", &format!("{}px", whole - from - width));
            node.set_scroll_left(field.scroll_left());
        }
    };
    for name in ["scroll", "input", "focus", "blur", "keyup"] {
        let follow = follow.clone();
        let listener = EventListener::new(field, name, move |_| follow());
        StoredValue::<_, LocalStorage>::new_local(listener);
    }
    effect(move || {
        app.state.search.typed().track();
        follow();
    });
}

/// The text once more, with what belongs to operators in patches.
fn patches(text: &str) -> Vec<View> {
    let mut pieces = Vec::new();
    for (kind, piece) in pieces_of(text) {
        pieces.push(match kind {
            Some(class) => html::span().class(class).child(piece.to_owned()).view(),
            None => piece.to_owned().view(),
        });
    }
    pieces
}

/// The text in pieces, each with how it is set off.
fn pieces_of(text: &str) -> Vec<(Option<&'static str>, &str)> {
    let mut pieces = Vec::new();
    let mut end = 0;
    for span in spans(text) {
        let class = match span.kind {
            SpanKind::Operator(_) => "is-operator",
            SpanKind::Value(_) => "is-value",
            SpanKind::Junction => "is-junction",
            SpanKind::Word => continue,
        };
        let (from, to) = (span.range.start, span.range.end);
        let between = text.get(end..from).unwrap_or_default();
        if !between.is_empty() {
            pieces.push((None, between));
        }
        if let Some(piece) = text.get(from..to) {
            pieces.push((Some(class), piece));
            end = to;
        }
    }
    let rest = text.get(end..).unwrap_or_default();
    if !rest.is_empty() {
        pieces.push((None, rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces_of;

    #[test]
    fn the_pieces_are_the_text() {
        for text in [
            "",
            "plan",
            "from:ann plan OR -is:unread",
            "  subject:\"a b\"  (x)",
            "from:",
            "a:b übung from:é ",
        ] {
            let joined: String = pieces_of(text)
                .into_iter()
                .map(|(_, piece)| piece)
                .collect();
            assert_eq!(joined, text);
        }
        let kinds = |text| -> Vec<_> {
            let pieces = pieces_of(text).into_iter();
            pieces
                .filter_map(|(kind, piece)| Some((kind?, piece)))
                .collect()
        };
        assert_eq!(
            kinds("from:ann plan OR x"),
            [
                ("is-operator", "from:"),
                ("is-value", "ann"),
                ("is-junction", "OR")
            ]
        );
    }
}

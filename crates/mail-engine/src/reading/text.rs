use crate::message_view::TextSpan;

/// Plain text as stretches of links and of text between them.
pub(super) fn spans(text: &str) -> Vec<TextSpan> {
    mime_message::plain_text(text)
        .into_iter()
        .map(|span| TextSpan {
            text: span.text,
            link: span.link,
            quote_depth: span.quote_depth,
        })
        .collect()
}

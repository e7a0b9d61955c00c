use super::message_frame::message_frame;
use super::message_view::MESSAGE_ID;
use super::problem_text;
use crate::app::App;
use crate::dom::{Child, View, ev, focus, html};
use crate::i18n;
use crate::reactive::*;
use crate::ui::{Icon, icon};
use mail_engine::{Action, Body, MessageView, RemoteContent, RemoteCounts, TextSpan};
use mail_model::MessageRef;
use std::sync::Arc;

/// The body of the open message, and the bar about what it refers to elsewhere.
pub(super) fn message_body(
    app: App,
    message: MessageRef,
    view: Memo<Option<Arc<MessageView>>>,
) -> View {
    let remote = memo(move |_| view.get().map(|view| view.remote));
    let content = memo(move |_| view.get().map(|view| (view.body.clone(), view.remote)));
    (
        move || match remote.get() {
            // Where consent would load nothing there is nothing to ask.
            Some(RemoteContent::Blocked(counts)) if counts.loadable() > 0 => {
                Some(remote_bar(app, message.clone(), counts))
            }
            _ => None,
        },
        move || {
            content.get().map(|(body, remote)| match body {
                Body::Loading => html::div()
                    .class("message-placeholder placeholder")
                    .attr("role", "status")
                    .child((
                        html::span()
                            .class("only-heard")
                            .child(i18n::message_loading()),
                        html::span().class("bone is-line"),
                        html::span().class("bone is-line"),
                        html::span().class("bone is-line"),
                    ))
                    .view(),
                Body::Html(html) => message_frame(html, remote == RemoteContent::Allowed),
                Body::Text(spans) => text(&spans),
                Body::Empty => note(i18n::message_empty()),
                Body::Failed(problem) => html::div()
                    .class("message-note")
                    .attr("role", "alert")
                    .child((
                        icon(Icon::Warning),
                        html::div().child((
                            html::p().child(i18n::message_body_failed()),
                            problem_text(&problem),
                        )),
                    ))
                    .view(),
            })
        },
    )
        .view()
}

fn remote_bar(app: App, message: MessageRef, counts: RemoteCounts) -> View {
    let trackers = (counts.pixels > 0).then(|| i18n::remote_trackers(counts.pixels));
    html::div()
        .class("message-note is-remote")
        .attr("role", "note")
        .child((
            icon(Icon::Picture),
            html::p().child((
                i18n::remote_blocked(counts.loadable()),
                trackers.map(|trackers| (" ", trackers)),
            )),
            html::button()
                .class("button is-quiet")
                .attr("type", "button")
                .on(ev::CLICK, move |_| {
                    app.act(Action::AllowRemote {
                        message: message.clone(),
                    });
                    // The bar goes; the focus must not go with it.
                    focus(&format!("#{MESSAGE_ID}"));
                })
                .child(i18n::remote_show()),
        ))
        .view()
}

fn note(text: &'static str) -> View {
    html::p().class("message-empty").child(text).view()
}

/// Plain text: nothing but text nodes and links. Quotes deeper than the first
/// are folded away.
fn text(spans: &[TextSpan]) -> View {
    let blocks: Vec<_> = quote_blocks(spans)
        .into_iter()
        .map(|(depth, spans)| match depth {
            0 => paragraph(spans),
            1 => html::blockquote()
                .class("quote")
                .child(paragraph(spans))
                .view(),
            _ => folded(depth, spans),
        })
        .collect();
    html::div()
        .class("message-text")
        .attr("dir", "auto")
        .child(blocks)
        .view()
}

/// Spans that follow each other at the same depth of quoting.
fn quote_blocks(spans: &[TextSpan]) -> Vec<(u8, &[TextSpan])> {
    spans
        .chunk_by(|a, b| shown_depth(a) == shown_depth(b))
        .filter_map(|block| block.first().map(|first| (shown_depth(first), block)))
        .collect()
}

/// All that is quoted twice or more is one block.
fn shown_depth(span: &TextSpan) -> u8 {
    span.quote_depth.min(2)
}

fn paragraph(spans: &[TextSpan]) -> View {
    let spans: Vec<_> = spans.iter().map(span).collect();
    html::div()
        .class("text-block")
        .attr("dir", "auto")
        .child(spans)
        .view()
}

fn folded(depth: u8, spans: &[TextSpan]) -> View {
    html::details()
        .class("quote is-folded")
        .attr("data-depth", depth)
        .child((
            html::summary().child(i18n::message_quote_show()),
            paragraph(spans),
        ))
        .view()
}

fn span(span: &TextSpan) -> View {
    match &span.link {
        Some(link) => html::a()
            .attr("href", link.clone())
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .attr("title", link.clone())
            .child(span.text.clone())
            .view(),
        None => span.text.clone().view(),
    }
}

#[cfg(test)]
mod tests {
    use super::{TextSpan, quote_blocks};

    #[test]
    fn text_is_cut_where_the_quoting_changes() {
        let span = |quote_depth| TextSpan {
            text: String::new(),
            link: None,
            quote_depth,
        };
        let spans = [span(0), span(0), span(1), span(2), span(5), span(0)];
        let blocks: Vec<_> = quote_blocks(&spans)
            .into_iter()
            .map(|(depth, spans)| (depth, spans.len()))
            .collect();
        assert_eq!(blocks, [(0, 2), (1, 1), (2, 2), (0, 1)]);
    }
}

//! The bar about what a message would load from elsewhere.

use super::message_bar::{bar, bar_button};
use crate::app::App;
use crate::dom::{Child, View, html};
use crate::i18n;
use crate::reactive::*;
use crate::ui::Icon;
use mail_engine::{LaterAction, MessageView, RemoteContent, RemoteCounts};
use mail_model::{Address, MessageRef};
use std::sync::Arc;

/// Offers to load the images of a message, this time or always.
pub(super) fn remote_bar(
    app: App,
    message: MessageRef,
    view: Memo<Option<Arc<MessageView>>>,
) -> View {
    let blocked = memo(move |_| match view.get()?.remote {
        RemoteContent::Blocked(counts) if counts.loadable() > 0 => Some(counts),
        _ => None,
    });
    let author = memo(move |_| match view.get()?.summary.from.as_slice() {
        [author] if author.address.contains('@') => Some(author.clone()),
        _ => None,
    });
    (move || {
        blocked
            .get()
            .map(|counts| offer(app, message.clone(), counts, author.get()))
    })
    .view()
}

fn offer(app: App, message: MessageRef, counts: RemoteCounts, author: Option<Address>) -> View {
    let once = bar_button(i18n::remote_show(), move || {
        app.act(LaterAction::AllowRemote {
            message: message.clone(),
        });
    });
    let always = author.map(|author| {
        let name = i18n::remote_always(author.label());
        bar_button(name, move || {
            app.prefer(|all| all.allow_remote_from(&author.address));
        })
    });
    let words = html::p().child(words(counts));
    bar("is-remote", Icon::Picture, (words, once, always))
}

fn words(counts: RemoteCounts) -> String {
    let seen = counts.images.saturating_add(counts.backgrounds);
    match (seen, counts.pixels) {
        (0, pixels) => i18n::remote_trackers(pixels),
        (images, 0) => i18n::remote_images(images),
        (images, pixels) => i18n::remote_both(
            &i18n::remote_images_count(images),
            &i18n::remote_trackers_count(pixels),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use mail_engine::RemoteCounts;

    #[test]
    fn images_and_trackers_are_told_apart() {
        for (images, pixels, backgrounds, expected) in [
            (1, 0, 0, "1 remote image is blocked."),
            (3, 0, 1, "4 remote images are blocked."),
            (0, 1, 0, "1 tracker is blocked."),
            (2, 1, 0, "2 remote images and 1 tracker are blocked."),
        ] {
            let counts = RemoteCounts {
                images,
                pixels,
                backgrounds,
                ..RemoteCounts::default()
            };
            assert_eq!(words(counts), expected);
        }
    }
}

use crate::dom::{Child, View, ev, html};
use crate::files::File;
use crate::i18n;
use crate::reactive::*;
use crate::ui::{Icon, icon};
use js_sys::Uint8Array;
use mail_model::thin_marks;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, TextDecoder, TextDecoderOptions};

/// So many octets of a text are shown.
const MOST_OCTETS: f64 = 1024.0 * 1024.0;
/// So many lines are one block: the browser lays out only those in view.
const BLOCK: usize = 100;
/// A line without an end is cut into blocks of so many octets.
const LONGEST: usize = 32 * 1024;

/// A text as text nodes, in the charset that it is labelled or looks to be in.
pub(in crate::components) fn text(file: &File) -> View {
    let read = RwSignal::new(None::<String>);
    let wraps = RwSignal::new(true);
    let is_cut = file.blob.size() > MOST_OCTETS;
    let (blob, charset) = (file.blob.clone(), file.charset.clone());
    spawn_local(async move {
        let text = read_text(&blob, charset.as_deref()).await;
        // The viewer may have been closed meanwhile.
        let _ = read.try_set(Some(text));
    });
    let page = html::pre()
        .class("viewer-text")
        .class(("is-wrapped", move || wraps.get()))
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("dir", "auto")
        .attr("aria-label", i18n::viewer_text(&file.name))
        .child(move || {
            read.with(|text| {
                let blocks = blocks(text.as_deref().unwrap_or_default());
                let drawn = blocks.into_iter().map(|block| html::div().child(block));
                drawn.collect::<Vec<_>>()
            })
        });
    let bar = html::div().class("viewer-bar").child((
        is_cut.then(|| html::span().class("viewer-facts").child(i18n::viewer_cut())),
        html::button()
            .class("button is-quiet")
            .class(("is-on", move || wraps.get()))
            .attr("type", "button")
            .attr(
                "aria-pressed",
                move || {
                    if wraps.get() { "true" } else { "false" }
                },
            )
            .on(ev::CLICK, move |_| wraps.update(|wraps| *wraps = !*wraps))
            .child((icon(Icon::Wrap), html::span().child(i18n::viewer_wrap()))),
    ));
    (page, bar).view()
}

async fn read_text(blob: &Blob, charset: Option<&str>) -> String {
    let Ok(beginning) = blob.slice_with_f64_and_f64(0.0, MOST_OCTETS) else {
        return String::new();
    };
    let Ok(buffer) = JsFuture::from(beginning.array_buffer()).await else {
        return String::new();
    };
    let bytes = Uint8Array::new(&buffer);
    let head = bytes.subarray(0, 2).to_vec();
    // What was cut may end within a character, which strict decoding refuses.
    let whole_characters = bytes.subarray(0, bytes.length().saturating_sub(4));
    let strictly = |label: &str| {
        let options = TextDecoderOptions::new();
        options.set_fatal(true);
        let decoder = TextDecoder::new_with_label_and_options(label, &options).ok()?;
        if blob.size() > MOST_OCTETS {
            let streaming = web_sys::TextDecodeOptions::new();
            streaming.set_stream(true);
            return decoder
                .decode_with_js_u8_array_and_options(&whole_characters, &streaming)
                .ok();
        }
        decoder.decode_with_js_u8_array(&bytes).ok()
    };
    let labels = candidates(&head, charset);
    if let Some(text) = labels.iter().find_map(|label| strictly(label)) {
        return thin_marks(&text).into_owned();
    }
    // Every octet means something in it.
    let decoder = TextDecoder::new_with_label("windows-1252");
    let text = decoder.and_then(|decoder| decoder.decode_with_js_u8_array(&bytes));
    text.unwrap_or_default()
}

/// The charsets that a text may be in, the likeliest first: what its first
/// octets say, UTF-8 (what is not is refused), what its label says.
fn candidates<'a>(head: &[u8], label: Option<&'a str>) -> Vec<&'a str> {
    let by_mark = match head {
        [0xFE, 0xFF] => Some("utf-16be"),
        [0xFF, 0xFE] => Some("utf-16le"),
        _ => None,
    };
    by_mark.into_iter().chain(["utf-8"]).chain(label).collect()
}

/// A text in blocks, each ending with its line's end.
fn blocks(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut ends = rest.match_indices('\n').map(|(at, _)| at + 1);
        let end = ends.nth(BLOCK - 1).unwrap_or(rest.len());
        let end = match end > LONGEST {
            true => (1..=LONGEST)
                .rev()
                .find(|at| rest.is_char_boundary(*at))
                .unwrap_or(rest.len()),
            false => end,
        };
        let (block, after) = rest.split_at(end);
        blocks.push(block);
        rest = after;
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, blocks, candidates};

    #[test]
    fn a_text_is_cut_into_blocks_and_nothing_is_lost() {
        for text in [
            String::new(),
            "one line".to_owned(),
            "line\n".repeat(1_000),
            "ü".repeat(LONGEST),
            format!("{}\n{}", "x".repeat(3 * LONGEST), "y\n".repeat(250)),
        ] {
            let blocks = blocks(&text);
            assert_eq!(blocks.concat(), text);
            assert!(blocks.iter().all(|block| block.len() <= LONGEST));
        }
        assert_eq!(blocks(&"line\n".repeat(1_000)).len(), 10);
    }

    #[test]
    fn a_mark_counts_more_than_utf_8_and_that_more_than_a_label() {
        assert_eq!(
            candidates(&[0xFF, 0xFE], Some("koi8-r")),
            ["utf-16le", "utf-8", "koi8-r"]
        );
        assert_eq!(candidates(b"ab", None), ["utf-8"]);
    }
}

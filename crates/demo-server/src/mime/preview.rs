use super::charset::{decode, is_by_name_alone};
use super::{Kind, Part, decoded_body};
use crate::store::Message;

/// The most characters of a preview (RFC 8970 §3.1 allows 256).
const MAX_CHARACTERS: usize = 200;
/// Octets of a body that are looked at for it.
const MAX_OCTETS: usize = 16 * 1024;

/// By which texts in ISO-2022 change their set of letters.
const ESCAPE: u8 = 0x1b;

/// The beginning of what a message says, white space made one (RFC 8970 §3.1):
/// its first plain text, else its first HTML without the tags.
pub(crate) fn preview(message: &Message) -> String {
    let (raw, root) = (message.raw(), message.root());
    let text = |subtype| {
        let part = first_text(root, subtype)?;
        let body = decoded_body(raw, part)?;
        let body = body.get(..MAX_OCTETS).unwrap_or(&body);
        let charset = part.parameter("charset").unwrap_or_default();
        let charset = String::from_utf8_lossy(charset);
        if is_by_name_alone(&charset)
            && let Some(text) = decode(&charset, body)
        {
            return Some(text);
        }
        // Words in ISO-2022: none are better than these signs.
        if body.contains(&ESCAPE) {
            return Some(String::new());
        }
        // What is UTF-8 is no other charset, whatever it is called.
        Some(match core::str::from_utf8(body) {
            Err(error) if error.error_len().is_some() => decode(&charset, body)
                .unwrap_or_else(|| body.iter().copied().map(char::from).collect()),
            _ => String::from_utf8_lossy(body).into_owned(),
        })
    };
    let words = text("plain")
        .or_else(|| text("html").map(|html| without_tags(&html)))
        .unwrap_or_default();
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").chars().take(MAX_CHARACTERS).collect()
}

fn first_text<'a>(part: &'a Part, subtype: &str) -> Option<&'a Part> {
    match &part.kind {
        Kind::Multipart(children) => children.iter().find_map(|child| first_text(child, subtype)),
        Kind::Leaf => part.is("text", subtype).then_some(part),
        Kind::Message(_) => None,
    }
}

/// What is shown of it: neither tags nor what scripts and style sheets say.
fn without_tags(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some((at, name)) = next_unseen(rest) {
        let (before, from) = rest.split_at(at);
        shown.push_str(before);
        let end = format!("</{name}");
        let length = from.to_ascii_lowercase().find(&end);
        rest = length.map_or("", |length| from.split_at(length).1);
    }
    shown.push_str(rest);
    without_marks(&shown)
}

/// Where an element begins whose text nobody sees, and what it is.
fn next_unseen(html: &str) -> Option<(usize, &'static str)> {
    let html = html.to_ascii_lowercase();
    let found =
        ["script", "style", "title"].map(|name| Some((html.find(&format!("<{name}"))?, name)));
    found.into_iter().flatten().min()
}

fn without_marks(html: &str) -> String {
    let mut is_within = false;
    let outside = |character: char| match character {
        '<' => {
            is_within = true;
            ' '
        }
        '>' => {
            is_within = false;
            ' '
        }
        _ if is_within => ' ',
        other => other,
    };
    let shown: String = html.chars().map(outside).collect();
    let named = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    named
        .iter()
        .fold(shown, |shown, (name, sign)| shown.replace(name, sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Content;

    #[test]
    fn a_preview_is_the_beginning_of_the_text() {
        for (raw, expected) in [
            ("A: b\n\n Hello\n there,\tyou", "Hello there, you"),
            ("Content-Type: text/html\n\n<p>Hi <b>you</b></p>", "Hi you"),
            (
                "Content-Type: text/html\n\n2&nbsp;m &amp;lt; 3 &lt; 4",
                "2 m &lt; 3 < 4",
            ),
            (
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b\nContent-Transfer-Encoding: base64\n\nTsOkY2h0\n--b--\n",
                "Nächt",
            ),
            ("Content-Type: image/png\n\nx", ""),
            (
                "Content-Type: text/html\n\n<style>p { color: red }</style><p>Hi</p><SCRIPT>alert(1)</SCRIPT>",
                "Hi",
            ),
            (
                "Content-Type: text/plain; charset=iso-2022-jp\n\n\u{1b}$B%F%9%H\u{1b}(B",
                "テスト",
            ),
            ("Content-Type: text/plain\n\n\u{1b}$B%F%9%H\u{1b}(B", ""),
            (
                "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n8NLJ18XU",
                "Привет",
            ),
            (
                "Content-Type: text/html; charset=\"Big5\"\nContent-Transfer-Encoding: quoted-printable\n\n<p>=A4=A4=A4=E5</p>",
                "中文",
            ),
            (
                "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\nTsOkY2h0",
                "Nächt",
            ),
        ] {
            let message = Content::stored(raw.as_bytes()).message();
            assert_eq!(preview(&message), expected);
        }
    }
}

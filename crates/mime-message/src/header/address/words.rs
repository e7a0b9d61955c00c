//! The pieces of a mailbox: where they end, and which of them is the address.

use crate::header::one_line;

/// The length of the quoted string that `text` begins with.
pub(super) fn closing_quote(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return Some(index + 1),
            _ => {}
        }
    }
    None
}

/// The length of the comment that `text` begins with; comments nest.
pub(super) fn comment_end(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(index + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The address in an angle: without white space, comments and §4.4's route.
pub(super) fn bare_address(angle: &str) -> String {
    let angle = angle.trim();
    let angle = match angle.strip_prefix('@') {
        Some(_) => angle.split_once(':').map_or(angle, |(_, address)| address),
        None => angle,
    };
    let angle = match angle.split_at_checked("mailto:".len()) {
        Some((scheme, address)) if scheme.eq_ignore_ascii_case("mailto:") => address,
        _ => angle,
    };
    without_blanks(&one_line(angle))
}

/// Without blanks, but for those within quotes.
fn without_blanks(text: &str) -> String {
    let mut is_quoted = false;
    text.chars()
        .filter(|&c| {
            is_quoted ^= c == '"';
            is_quoted || !c.is_whitespace()
        })
        .collect()
}

/// Finds the address among bare words; returns what else there is, and it.
pub(super) fn split_address(spec: &str) -> Option<(String, String)> {
    let spec = one_line(&joined_around_at(spec));
    let words: Vec<&str> = spec.split(' ').filter(|word| !word.is_empty()).collect();
    if let [word] = words.as_slice() {
        return Some((String::new(), (*word).to_owned()));
    }
    if spec.starts_with('"') && spec.contains("\"@") {
        return Some((String::new(), spec));
    }
    let at = words.iter().rposition(|word| word.contains('@'))?;
    let address = words.get(at)?.to_string();
    let others: Vec<&str> = words
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != at)
        .map(|(_, word)| *word)
        .collect();
    Some((unquoted(&others.join(" ")).to_owned(), address))
}

/// §4.4 allows blanks around the `@` of an address.
fn joined_around_at(spec: &str) -> String {
    if !spec.contains('@') {
        return spec.to_owned();
    }
    let mut out = String::with_capacity(spec.len());
    for word in spec.split_whitespace() {
        let is_joined = out.is_empty() || out.ends_with('@') || word.starts_with('@');
        if !is_joined {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether it is an encoded word or several, and nothing else.
pub(super) fn is_encoded_whole(spec: &str) -> bool {
    let spec = spec.trim();
    spec.starts_with("=?") && spec.ends_with("?=")
}

/// Without a pair of quotes around all of it.
pub(super) fn unquoted(name: &str) -> &str {
    let inner = |quote: char| {
        name.strip_prefix(quote)
            .and_then(|name| name.strip_suffix(quote))
            .filter(|name| !name.is_empty())
    };
    inner('"').or_else(|| inner('\'')).unwrap_or(name).trim()
}

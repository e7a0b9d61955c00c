use super::decode_words;

/// A subject without what replies and forwards put around it (RFC 5256 §2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseSubject {
    pub(crate) text: String,
    /// There was something of a reply or a forward around it.
    pub(crate) is_reply: bool,
}

/// Characters of a subject that count.
const MAX_SUBJECT: usize = 4_096;

/// The base subject of a raw Subject field's value.
pub(crate) fn base_subject(value: &[u8]) -> BaseSubject {
    let decoded: String = decode_words(value).chars().take(MAX_SUBJECT).collect();
    // Only blanks count as such: other white space is part of a word.
    let words = decoded.split([' ', '\t', '\r', '\n']);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let whole = words.join(" ");
    let mut text = whole.as_str();
    let mut is_reply = false;
    loop {
        while let Some(rest) = without_trailer(text) {
            is_reply |= !text.ends_with(' ');
            text = rest;
        }
        while let Some((rest, was_reply)) = without_leader(text) {
            is_reply |= was_reply;
            text = rest;
        }
        match forwarded(text) {
            Some(inner) => {
                is_reply = true;
                text = inner;
            }
            None => break,
        }
    }
    BaseSubject {
        text: text.to_owned(),
        is_reply,
    }
}

/// Without one subj-trailer, `(fwd)` or a blank, at the end.
fn without_trailer(text: &str) -> Option<&str> {
    text.strip_suffix(' ').or_else(|| {
        let (rest, trailer) = text.split_at_checked(text.len().checked_sub(5)?)?;
        trailer.eq_ignore_ascii_case("(fwd)").then_some(rest)
    })
}

/// Without one subj-leader or subj-blob at the beginning, and whether that was
/// `Re:` or the like. A blob goes only if something is left.
fn without_leader(text: &str) -> Option<(&str, bool)> {
    if let Some(rest) = text.strip_prefix(' ') {
        return Some((rest, false));
    }
    let mut behind_blobs = text;
    while let Some(rest) = without_blob(behind_blobs) {
        behind_blobs = rest;
    }
    if let Some(rest) = without_reply_word(behind_blobs) {
        return Some((rest, true));
    }
    let rest = without_blob(text)?;
    (!rest.is_empty()).then_some((rest, false))
}

/// Without `[…]` and the blanks behind it.
fn without_blob(text: &str) -> Option<&str> {
    let (blob, rest) = text.strip_prefix('[')?.split_once(']')?;
    (!blob.contains('[')).then(|| rest.trim_start_matches(' '))
}

/// Without `Re:`, `Fw:` or `Fwd:`, perhaps with a blob before the colon.
fn without_reply_word(text: &str) -> Option<&str> {
    let rest = ["re", "fwd", "fw"].into_iter().find_map(|word| {
        let (head, rest) = text.split_at_checked(word.len())?;
        head.eq_ignore_ascii_case(word).then_some(rest)
    })?;
    let rest = rest.trim_start_matches(' ');
    let rest = without_blob(rest).unwrap_or(rest);
    rest.strip_prefix(':')
}

/// What stands in `[fwd: …]`.
fn forwarded(text: &str) -> Option<&str> {
    let (head, rest) = text.split_at_checked(5)?;
    let inner = rest.strip_suffix(']')?;
    head.eq_ignore_ascii_case("[fwd:").then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_and_forwards_are_taken_off() {
        for (subject, text, is_reply) in [
            ("Hello", "Hello", false),
            ("Re: Hello", "Hello", true),
            ("RE : fwd: Hello (fwd) (FWD)", "Hello", true),
            ("[list] Re: [list] Hello", "Hello", true),
            ("[list] Hello", "Hello", false),
            ("[list]", "[list]", false),
            ("Re: [list]", "[list]", true),
            ("Re[2]: Hello", "Hello", true),
            ("[a] [b] Hello  \t world ", "Hello world", false),
            ("[Fwd: Re: Hello]", "Hello", true),
            ("[fwd: [list] Hello (fwd)]", "Hello", true),
            ("Regarding: it", "Regarding: it", false),
            ("=?utf-8?q?Re=3A_Caf=C3=A9?=", "Café", true),
            ("Re:", "", true),
            ("", "", false),
            ("AW: Hallo", "AW: Hallo", false),
        ] {
            let expected = BaseSubject {
                text: text.to_owned(),
                is_reply,
            };
            assert_eq!(base_subject(subject.as_bytes()), expected, "{subject}");
        }
    }
}

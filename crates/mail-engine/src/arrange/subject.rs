//! The base subject (RFC 5256 §2.1): a subject without the signs of replying
//! and forwarding.

use super::collation::folded;

/// What is left of a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BaseSubject {
    /// As it is compared.
    pub(super) text: String,
    /// There were signs of a reply or of forwarding.
    pub(super) is_reply: bool,
}

/// The base of a decoded subject.
pub(super) fn base_subject(subject: &str) -> BaseSubject {
    let mut words = folded(subject);
    words = one_spaced(&words);
    let mut text = words.as_str();
    let mut is_reply = false;
    loop {
        // (2) What stands behind it.
        loop {
            text = text.trim_end_matches(' ');
            match text.strip_suffix("(FWD)") {
                Some(rest) => (text, is_reply) = (rest, true),
                None => break,
            }
        }
        // (3) to (5) What stands before it.
        loop {
            text = text.trim_start_matches(' ');
            if let Some(rest) = without_leader(text) {
                (text, is_reply) = (rest, true);
            } else if let Some(rest) = without_blob(text).filter(|rest| !rest.is_empty()) {
                text = rest;
            } else {
                break;
            }
        }
        // (6) What stands around it.
        let inner = text.strip_prefix("[FWD:");
        match inner.and_then(|inner| inner.strip_suffix(']')) {
            Some(inner) => (text, is_reply) = (inner, true),
            None => break,
        }
    }
    BaseSubject {
        text: text.to_owned(),
        is_reply,
    }
}

/// Tabs as spaces, and one space for several.
fn one_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c == '\t' { ' ' } else { c };
        if c != ' ' || !spaced.ends_with(' ') {
            spaced.push(c);
        }
    }
    spaced
}

/// Behind `[list] Re [2]:`.
fn without_leader(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(behind) = without_blob(rest) {
        rest = behind;
    }
    let rest = ["RE", "FWD", "FW"]
        .into_iter()
        .find_map(|sign| rest.strip_prefix(sign))?;
    let rest = rest.trim_start_matches(' ');
    without_blob(rest).unwrap_or(rest).strip_prefix(':')
}

/// Behind `[list] `.
fn without_blob(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?;
    let (_, rest) = inner.split_at_checked(inner.find(['[', ']'])?)?;
    Some(rest.strip_prefix(']')?.trim_start_matches(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_replies_are_taken_off() {
        for (subject, base, is_reply) in [
            ("Hello", "HELLO", false),
            ("Re: Hello", "HELLO", true),
            ("re:re: RE : fw: Fwd: Hello", "HELLO", true),
            ("Re[2]: Hello", "HELLO", true),
            ("[list] Re: [list] Hello", "HELLO", true),
            ("[list] Hello", "HELLO", false),
            ("[list]", "[LIST]", false),
            ("Re: [list]", "[LIST]", true),
            ("Hello (fwd) (FWD) ", "HELLO", true),
            ("[fwd: Re: Hello]", "HELLO", true),
            ("[Fwd: [fwd: Hello] ]", "HELLO", true),
            ("Re:", "", true),
            ("", "", false),
            ("Regards", "REGARDS", false),
            ("Re Hello", "RE HELLO", false),
            ("[a][b] c", "C", false),
            ("[a[b]] c", "[A[B]] C", false),
            ("a  b\tc", "A B C", false),
            ("Antwort: x", "ANTWORT: X", false),
        ] {
            let found = base_subject(subject);
            assert_eq!(
                (found.text.as_str(), found.is_reply),
                (base, is_reply),
                "{subject}"
            );
        }
    }

    #[test]
    fn no_subject_takes_long() {
        for part in ["[a]", "Re: ", "[fwd:", "[", "(fwd)"] {
            base_subject(&part.repeat(100_000));
        }
    }
}

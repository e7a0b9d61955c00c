//! The domain that a link's text names, and whether that is where it leads.

use crate::address::{self, Address};

/// Bytes of a link's text that are looked at.
pub(crate) const MOST_TEXT: usize = 512;

/// The host that `text` names, if it names one: an address anywhere in it, or
/// a bare domain that is all of it.
pub(super) fn host_in(text: &str) -> Option<String> {
    // Soft hyphens and characters without width are there to be overlooked.
    let text: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/'))
        .filter(|word| !word.is_empty())
        .collect();
    let has_scheme = |word: &&&str| {
        let word = word.to_ascii_lowercase();
        word.starts_with("http://") || word.starts_with("https://")
    };
    let address = match words.iter().find(has_scheme) {
        Some(word) => (*word).to_owned(),
        None => {
            let bare = |word: &&&str| {
                word.get(..4)
                    .is_some_and(|start| start.eq_ignore_ascii_case("www."))
                    || words.len() == 1 && is_domain(word)
            };
            format!("http://{}", words.iter().find(bare)?)
        }
    };
    match Address::parse(&address) {
        Address::Web(address) => {
            Some(address::host(&address).to_owned()).filter(|host| host.contains('.'))
        }
        _ => None,
    }
}

/// Whether two hosts belong to one site, as far as that can be known without
/// the list of all public suffixes.
pub(super) fn is_same_site(one: &str, other: &str) -> bool {
    site(one) == site(other)
}

/// The part of a host's name that its owner registered.
fn site(host: &str) -> &str {
    let host = host.trim_end_matches('.');
    let mut dots = host.rmatch_indices('.').map(|(at, _)| at);
    let is_number = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    let (last, before) = (dots.next(), dots.next());
    let (Some(last), Some(before)) = (last, before) else {
        return host;
    };
    let (top, second) = (&host[last + 1..], &host[before + 1..last]);
    if is_number(top) {
        return host;
    }
    let start = if top.len() == 2 && SECOND_LEVEL.contains(&second) {
        dots.next().map(|at| at + 1).unwrap_or(0)
    } else {
        before + 1
    };
    &host[start..]
}

/// Whether a word that says nothing else is a domain, and no file's name.
fn is_domain(word: &str) -> bool {
    let host = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let Some((name, top)) = host.rsplit_once('.') else {
        return false;
    };
    let top = top.to_lowercase();
    let is_country = top.len() == 2
        && top.bytes().all(|byte| byte.is_ascii_lowercase())
        && !FILE_TYPES.contains(&top.as_str());
    !name.is_empty() && !word.contains('@') && (is_country || TOP_LEVEL.contains(&top.as_str()))
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

/// Labels under which countries let names be registered.
const SECOND_LEVEL: &[&str] = &[
    "ac", "co", "com", "edu", "go", "gob", "gov", "gv", "ltd", "ne", "net", "nom", "or", "org",
    "plc", "sch",
];
/// Top-level domains that people know as such.
const TOP_LEVEL: &[&str] = &[
    "app", "bank", "biz", "cloud", "com", "dev", "edu", "email", "example", "gov", "info", "int",
    "mil", "name", "net", "online", "org", "pro", "shop", "site", "store", "xyz",
];
/// Countries whose letters end the names of files more often.
const FILE_TYPES: &[&str] = &[
    "cc", "gz", "md", "mk", "pl", "ps", "py", "rs", "sh", "so", "st",
];

#[cfg(test)]
mod tests {
    use super::{host_in, is_same_site};

    #[test]
    fn a_text_names_a_domain_or_it_does_not() {
        let table = [
            ("https://Bank.example/x", Some("bank.example")),
            ("see www.bank.example.", Some("www.bank.example")),
            ("bank.de", Some("bank.de")),
            ("bank.de/login", Some("bank.de")),
            ("bü\u{ad}cher.example", Some("xn--bcher-kva.example")),
            ("visit bank.de", None),
            ("README.md", None),
            ("report.pdf", None),
            ("ada@bank.de", None),
            ("1.5", None),
            ("http://localhost", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(host_in(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn hosts_of_one_owner_are_one_site() {
        for (one, other, expected) in [
            ("a.example", "a.example", true),
            ("www.a.example", "mail.a.example", true),
            ("a.example", "b.example", false),
            ("shop.co.uk", "bank.co.uk", false),
            ("www.bank.co.uk", "bank.co.uk", true),
            ("127.0.0.1", "128.0.0.1", false),
            ("bank.example", "bank.example.evil.test", false),
        ] {
            assert_eq!(is_same_site(one, other), expected, "{one} {other}");
        }
    }
}

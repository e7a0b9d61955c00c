use crate::beginning;
use core::ops::Range;

/// The longest link that is made.
const LENGTH_LIMIT: usize = 4_096;
/// RFC 5321 §4.5.3.1.3 allows 254 bytes of address.
const ADDRESS_LIMIT: usize = 254;
/// RFC 5321 §4.5.3.1.1 allows 64 bytes of local part.
const LOCAL_PART_LIMIT: usize = 64;

/// A link found in a text.
pub(super) struct FoundLink {
    /// Where its text stands.
    pub(super) range: Range<usize>,
    /// Where it leads.
    pub(super) url: String,
}

/// The first link in `text`: http, https and mailto URLs, `www.` names and bare
/// e-mail addresses. Linear in what it passes over.
pub(super) fn find(text: &str) -> Option<FoundLink> {
    text.match_indices([':', '@', '.'])
        .find_map(|(at, sign)| match sign {
            ":" => url_at(text, at),
            "@" => address_at(text, at),
            _ => www_at(text, at),
        })
}

fn url_at(text: &str, colon: usize) -> Option<FoundLink> {
    let before = text.get(..colon)?;
    let scheme = ["https", "http", "mailto"]
        .into_iter()
        .find(|scheme| ends_with_word(before, scheme))?;
    let after = text.get(colon + 1..)?;
    if scheme == "mailto" {
        let (local, domain) = beginning(after, ADDRESS_LIMIT).split_once('@')?;
        let is_local_part = !local.is_empty() && !local.contains(char::is_whitespace);
        if !is_local_part || !domain.starts_with(char::is_alphanumeric) {
            return None;
        }
    } else {
        let host = after.strip_prefix("//")?;
        if !host.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
            return None;
        }
    }
    let start = colon - scheme.len();
    let end = start + link_length(text.get(start..)?);
    Some(FoundLink {
        range: start..end,
        url: format!("{scheme}:{}", text.get(colon + 1..end)?),
    })
}

fn www_at(text: &str, dot: usize) -> Option<FoundLink> {
    if !ends_with_word(text.get(..dot)?, "www") {
        return None;
    }
    let start = dot - 3;
    let end = start + link_length(text.get(start..)?);
    let name = text.get(start..end)?;
    let host = name.get(4..)?.split(['/', '?', '#', ':']).next()?;
    is_domain(host).then(|| FoundLink {
        range: start..end,
        url: format!("https://{name}"),
    })
}

fn address_at(text: &str, at: usize) -> Option<FoundLink> {
    let before = text.get(..at)?;
    let local_length = before
        .bytes()
        .rev()
        .take(LOCAL_PART_LIMIT + 1)
        .take_while(|&byte| byte.is_ascii_alphanumeric() || b"._%+-'!#$&*=?^`{|}~".contains(&byte))
        .count();
    let mut start = at - local_length;
    // A quote mark before it is not part of it.
    while matches!(
        text.as_bytes().get(start),
        Some(b'\'' | b'.' | b'*' | b'`' | b'=')
    ) {
        start += 1;
    }
    let after = text.get(at + 1..)?;
    let domain_length = after
        .bytes()
        .take(ADDRESS_LIMIT)
        .take_while(|&byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-') || !byte.is_ascii()
        })
        .count();
    let domain = beginning(after, domain_length).trim_end_matches(['.', '-']);
    if start >= at || at - start > LOCAL_PART_LIMIT || !is_domain(domain) {
        return None;
    }
    let range = start..at + 1 + domain.len();
    let address = text.get(range.clone())?;
    // What would mean something in a URL is encoded.
    let url = format!(
        "mailto:{}",
        address
            .replace('%', "%25")
            .replace('?', "%3F")
            .replace('&', "%26")
            .replace('#', "%23")
    );
    Some(FoundLink { range, url })
}

/// Whether `text` ends in `word` (in lower case) and no letter stands before it.
fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else {
        return false;
    };
    let is_word = text
        .get(start..)
        .is_some_and(|end| end.eq_ignore_ascii_case(word));
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    is_word && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '.' | '-' | '_'))
}

/// Names with a dot in them.
fn is_domain(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    labels.len() >= 2
        && labels.iter().all(is_label)
        && labels
            .last()
            .is_some_and(|last| last.len() >= 2 && last.chars().any(char::is_alphabetic))
}

/// How long the link is that `text` begins with: up to white space or what
/// never stands in one, without the punctuation of the sentence around it.
fn link_length(text: &str) -> usize {
    let text = beginning(text, LENGTH_LIMIT);
    let is_end = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^')
            || matches!(
                c,
                '“' | '”' | '„' | '«' | '»' | '。' | '、' | '，' | '）' | '」'
            )
            // What nobody sees: it would hide where the link leads.
            || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let mut link = text
        .get(..text.find(is_end).unwrap_or(text.len()))
        .unwrap_or(text);
    let count = |link: &str, c: char| link.chars().filter(|&found| found == c).count();
    let mut round = (count(link, '('), count(link, ')'));
    let mut square = (count(link, '['), count(link, ']'));
    while let Some(last) = link.chars().next_back() {
        let is_trailing = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '…' | '’' => true,
            // A bracket that was opened within the link belongs to it.
            ')' if round.1 > round.0 => {
                round.1 -= 1;
                true
            }
            ']' if square.1 > square.0 => {
                square.1 -= 1;
                true
            }
            _ => false,
        };
        if !is_trailing {
            break;
        }
        link = link.get(..link.len() - last.len_utf8()).unwrap_or_default();
    }
    link.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_as_a_reader_would_find_them() {
        let table = [
            (
                "see http://example.org.",
                Some(("http://example.org", "http://example.org")),
            ),
            (
                "(https://example.org/a_(b))",
                Some(("https://example.org/a_(b)", "https://example.org/a_(b)")),
            ),
            (
                "<https://example.org/?a=b&c#d>",
                Some((
                    "https://example.org/?a=b&c#d",
                    "https://example.org/?a=b&c#d",
                )),
            ),
            (
                "HTTPS://Example.org!",
                Some(("HTTPS://Example.org", "https://Example.org")),
            ),
            (
                "[https://example.org]",
                Some(("https://example.org", "https://example.org")),
            ),
            (
                "go to www.example.org/x,",
                Some(("www.example.org/x", "https://www.example.org/x")),
            ),
            (
                "mail a.b@example.org now",
                Some(("a.b@example.org", "mailto:a.b@example.org")),
            ),
            (
                "'a@example.org'",
                Some(("a@example.org", "mailto:a@example.org")),
            ),
            (
                "first.last: a.b.c@x.example.org.",
                Some(("a.b.c@x.example.org", "mailto:a.b.c@x.example.org")),
            ),
            (
                "mailto:a@example.org?subject=x",
                Some((
                    "mailto:a@example.org?subject=x",
                    "mailto:a@example.org?subject=x",
                )),
            ),
            (
                "https://例え.jp/é。",
                Some(("https://例え.jp/é", "https://例え.jp/é")),
            ),
            ("e.g. this, 12:30, a@b", None),
            ("javascript:alert(1)", None),
            ("xhttp://example.org", None),
            ("http:// nothing", None),
            ("www. nothing", None),
            ("mailto: a@b", None),
            ("@example.org", None),
        ];
        for (text, expected) in table {
            let found = find(text);
            let found = found
                .as_ref()
                .map(|link| (&text[link.range.clone()], link.url.as_str()));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_would_break_out_of_a_link_ends_it() {
        let end = "https://example.org/a";
        for hostile in [
            "\"onmouseover=alert(1)",
            "<script>",
            ">x",
            "`x",
            "\\x",
            "\tx",
            "\0x",
            "\u{1B}x",
            "\u{85}x",
            "\u{2028}x",
            "\u{202E}gro.live",
            "\u{2066}x",
            "\u{200B}x",
            "\u{AD}x",
            "{{x}}",
            "|x",
            "^x",
            "”x",
            "\u{3000}x",
        ] {
            let text = format!("{end}{hostile}");
            let found = find(&text).unwrap();
            assert_eq!(found.url, end, "{hostile:?}");
            assert_eq!(&text[found.range], end, "{hostile:?}");
        }
    }

    #[test]
    fn only_http_https_and_mailto_become_links() {
        for text in [
            "javascript://example.org/%0Aalert(1)",
            "JaVaScRiPt:alert('http')",
            "data:text/html,<b>x</b>",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:null/x",
            "about:blank",
            "ws://example.org/",
            "ahttps://example.org/",
            "view-source:x",
            "https:/example.org",
            "https:\\\\example.org",
            "https://\"example.org",
            "https://'example.org",
            "https:///example.org",
            "https://@example",
            "mailto:\"x\" <a@",
        ] {
            let found = find(text);
            let url = found.as_ref().map(|found| found.url.as_str());
            assert_eq!(url, None, "{text}");
        }
    }

    #[test]
    fn a_link_says_where_it_leads() {
        for (text, url) in [
            // What stands before the sign of an address is part of what is shown.
            (
                "https://good.example@evil.example/x",
                "https://good.example@evil.example/x",
            ),
            // Names in other scripts are left as they are written.
            (
                "https://xn--e1afmkfd.example/",
                "https://xn--e1afmkfd.example/",
            ),
            (
                "https://пример.example/путь?q=я",
                "https://пример.example/путь?q=я",
            ),
            ("www.пример.example", "https://www.пример.example"),
            (
                "a&b%c?d#e@example.org",
                "mailto:a%26b%25c%3Fd%23e@example.org",
            ),
            ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ] {
            assert_eq!(find(text).unwrap().url, url, "{text}");
        }
    }
}

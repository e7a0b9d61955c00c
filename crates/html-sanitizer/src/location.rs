//! Where parts of a message say that they lie (Content-Location, RFC 2557), and
//! which of them an address in the HTML means (RFC 3986, section 5).
//!
//! The result is only compared: nothing is fetched from there.

/// What an address is relative to where nothing says (RFC 2557, section 5).
const NOWHERE: &str = "thismessage:/";

/// Longer ones name no part.
const LONGEST: usize = 4 * 1024;

/// `reference` as an absolute address, in a form of which two can be compared.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    let reference: String = reference
        .chars()
        .take(LONGEST)
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .map(|c| if c == '\\' { '/' } else { c })
        .collect();
    let reference = reference.split('#').next().unwrap_or_default();
    let base = if base.is_empty() { NOWHERE } else { base };
    if let Some((scheme, rest)) = split_scheme(reference) {
        return normal(scheme, rest);
    }
    let (scheme, below) = split_scheme(base).unwrap_or(("thismessage", "/"));
    normal(scheme, &joined(below, reference))
}

/// What stands behind the scheme of a base, and a reference without one.
fn joined(base: &str, reference: &str) -> String {
    let (authority, path) = split_authority(base);
    let path = path.split('?').next().unwrap_or_default();
    match reference.chars().next() {
        None => format!("{authority}{path}"),
        Some('/') if reference.starts_with("//") => reference.to_owned(),
        Some('/') => format!("{authority}{reference}"),
        Some('?') => format!("{authority}{path}{reference}"),
        Some(_) => {
            let folder = path.rfind('/').map_or("/", |end| &path[..=end]);
            format!("{authority}{folder}{reference}")
        }
    }
}

/// In lower case as far as case means nothing, without dots for folders.
fn normal(scheme: &str, rest: &str) -> String {
    let (authority, path) = split_authority(rest);
    let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    let mut folders: Vec<&str> = Vec::new();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." | ".." => {
                // The first one is what stands before the first slash.
                if part == ".." && folders.len() > 1 {
                    folders.pop();
                }
                if is_last {
                    folders.push("");
                }
            }
            part => folders.push(part),
        }
    }
    let path = folders.join("/");
    let path = match path.as_str() {
        "" if !authority.is_empty() => "/",
        path => path,
    };
    format!(
        "{}:{}{path}{query}",
        scheme.to_ascii_lowercase(),
        authority.to_ascii_lowercase()
    )
}

/// The scheme, and what follows its colon.
fn split_scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let is_legal = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_legal.then_some((scheme, rest))
}

/// `//host` and what follows it.
fn split_authority(rest: &str) -> (&str, &str) {
    let end = match rest.strip_prefix("//") {
        Some(after) => 2 + after.find(['/', '?']).unwrap_or(after.len()),
        None => 0,
    };
    rest.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::resolve;

    /// RFC 3986, section 5.4, as far as two forms of one address matter.
    #[test]
    fn references_are_resolved_as_the_standard_has_them() {
        let table = [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g/"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("g#s", "http://a/b/c/g"),
            ("", "http://a/b/c/d;p"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("HTTP://A/x y", "http://a/xy"),
        ];
        for (reference, expected) in table {
            assert_eq!(
                resolve("http://a/b/c/d;p?q", reference),
                expected,
                "{reference}"
            );
            assert_eq!(resolve("", expected), expected, "{expected} is settled");
        }
    }

    #[test]
    fn without_a_base_addresses_are_relative_to_the_message() {
        for (reference, expected) in [
            ("a.gif", "thismessage:/a.gif"),
            ("./a.gif", "thismessage:/a.gif"),
            ("/a.gif", "thismessage:/a.gif"),
            ("file:///C:\\x\\a.gif", "file:///C:/x/a.gif"),
            ("cid:a@b", "cid:a@b"),
        ] {
            assert_eq!(resolve("", reference), expected);
        }
        assert_eq!(
            resolve("file:///C:/x/page.htm", "a.gif"),
            "file:///C:/x/a.gif"
        );
    }
}

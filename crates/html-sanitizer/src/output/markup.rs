//! HTML as text (HTML 13.3), escaped somewhat more than it must be.

/// Writes text so that it is nothing but text.
pub(crate) fn write_text(text: &str, out: &mut String) {
    write_escaped(text, out);
}

/// Writes ` name="value"`.
pub(crate) fn write_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    write_escaped(value, out);
    out.push('"');
}

fn write_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '`', '\u{a0}', '\r', '\0']) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some('`') => out.push_str("&#96;"),
            Some('\u{a0}') => out.push_str("&nbsp;"),
            // A parser would make a line feed of it.
            Some('\r') => out.push_str("&#13;"),
            _ => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}

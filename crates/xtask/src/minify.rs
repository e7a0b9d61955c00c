//! Takes out of style sheets and of generated bindings what only people read.
//! Compression does the rest.

/// A style sheet without comments and needless white space.
pub(crate) fn css(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
        } else if next == '"' || next == '\'' {
            let end = string_end(rest, next);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if next.is_whitespace() {
            rest = rest.trim_start();
            let is_needed = !out.ends_with(['{', '}', ';', ',', ' '])
                && !rest.starts_with(['{', '}', ';', ','])
                && !rest.starts_with("/*");
            if is_needed && !out.is_empty() && !rest.is_empty() {
                out.push(' ');
            }
        } else {
            if next == '}' && out.ends_with(';') {
                out.pop();
            }
            // A space that stood before a comment may turn out needless now.
            if matches!(next, '{' | '}' | ';' | ',') && out.ends_with(' ') {
                out.pop();
            }
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out
}

/// Where a string that begins at the start of `rest` is over.
fn string_end(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return at + character.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// Generated bindings without indentation and documentation.
///
/// This knows the generator's manner, not JavaScript: a line that begins with
/// `//` or lies in a `/** … */` block of its own goes. Where a template string
/// could span lines, everything stays.
pub(crate) fn script(source: &str) -> String {
    let may_span_lines = |line: &str| line.matches('`').count() % 2 == 1;
    if source.lines().any(may_span_lines) {
        return source.to_owned();
    }
    let mut out = String::with_capacity(source.len());
    let mut is_in_comment = false;
    for line in source.lines().map(str::trim) {
        if line.starts_with("/**") || line.starts_with("/*!") {
            is_in_comment = true;
        }
        if is_in_comment {
            is_in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{css, script};

    #[test]
    fn a_style_sheet_keeps_its_meaning() {
        for (source, wanted) in [
            ("a {\n  color: red;\n}\n", "a{color: red}"),
            ("a  b > c ,d{ }", "a b > c,d{}"),
            ("/* one */ a /* two */ b { x: y }", "a b{x: y}"),
            (
                "a::before { content: \"/* {  } */\"; }",
                "a::before{content: \"/* {  } */\"}",
            ),
            (r#"a { content: "\"  ;"; }"#, r#"a{content: "\"  ;"}"#),
            ("a { width: calc(1px + 2px) }", "a{width: calc(1px + 2px)}"),
            (
                "@media (min-width: 1px) and (x) {a{b:c}}",
                "@media (min-width: 1px) and (x){a{b:c}}",
            ),
            ("a { b: c", "a{b: c"),
            ("/* open", ""),
        ] {
            assert_eq!(css(source), wanted);
        }
    }

    #[test]
    fn bindings_lose_their_comments_only() {
        let source =
            "/**\n * Says.\n */\nexport function a() {\n    // why\n    return `/* x */`;\n}\n";
        assert_eq!(
            script(source),
            "export function a() {\nreturn `/* x */`;\n}\n"
        );
        let spanning = "    a = `\n  // kept\n`;";
        assert_eq!(script(spanning), spanning);
    }
}

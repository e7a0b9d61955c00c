//! text/enriched (RFC 1896), which some programs of the nineties wrote: its words.

/// The text without its marks. A lone line end is a blank, of several in a row one
/// is none; what a `<param>` says is no text.
pub(super) fn plain(enriched: &str) -> String {
    let mut out = String::with_capacity(enriched.len());
    let mut rest = enriched;
    while let Some(at) = rest.find(['<', '\n']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = if let Some(after) = from.strip_prefix("<<") {
            out.push('<');
            after
        } else if from.starts_with('\n') {
            let after = from.trim_start_matches('\n');
            match from.len() - after.len() {
                1 => out.push(' '),
                lines => out.extend(std::iter::repeat_n('\n', lines - 1)),
            }
            after
        } else {
            behind_mark(from)
        };
    }
    out.push_str(rest);
    out
}

/// What follows the mark at the start of `from`, and what belongs to it.
fn behind_mark(from: &str) -> &str {
    const PARAMETER: &str = "<param>";
    let is_parameter = from
        .get(..PARAMETER.len())
        .is_some_and(|mark| mark.eq_ignore_ascii_case(PARAMETER));
    let inside = match is_parameter {
        true => from.find("</").and_then(|at| from.get(at..)),
        false => None,
    };
    let mark = inside.unwrap_or(from);
    mark.split_once('>').map_or("", |(_, after)| after)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_stay_and_marks_go() {
        for (enriched, text) in [
            ("<bold>Now</bold> is\nthe\n\ntime", "Now is the\ntime"),
            ("a\n\n\nb", "a\n\nb"),
            ("for <<all> men", "for <all> men"),
            ("<color><param>red</param>x</color>", "x"),
            ("a<PARAM>b</Param>c", "ac"),
            ("a < b", "a "),
            ("", ""),
        ] {
            assert_eq!(plain(enriched), text, "{enriched}");
        }
    }
}

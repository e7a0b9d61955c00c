use crate::header::parameter;
use mail_model::Parameter;

/// Joins the lines of a text that declares `format=flowed`; others stay as they are.
pub(super) fn unflow_as_declared(parameters: &[Parameter], text: String) -> String {
    let says = |name: &str, value: &str| {
        parameter(parameters, name)
            .is_some_and(|found| found.into_ascii_label().eq_ignore_ascii_case(value))
    };
    if says("format", "flowed") {
        unflow(&text, says("delsp", "yes"))
    } else {
        text
    }
}

/// Undoes RFC 3676: lines that end in a space go on in the next line of the
/// same quote depth, the stuffed space goes, and quote marks stand together
/// before one space. `delete_space` is its DelSp=yes.
pub(crate) fn unflow(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // The depth of the paragraph that the last line left open.
    let mut open: Option<usize> = None;
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        let content = content.strip_prefix(' ').unwrap_or(content);
        if open.is_some_and(|open_depth| open_depth != depth || content == "-- ") {
            out.push('\n');
            open = None;
        }
        if open.is_none() && depth > 0 {
            out.extend(core::iter::repeat_n('>', depth));
            if !content.is_empty() {
                out.push(' ');
            }
        }
        let is_last = lines.peek().is_none();
        // The signature's separator ends in a space and yet does not flow (§4.3).
        let is_flowed = content.ends_with(' ') && content != "-- ";
        if is_flowed && delete_space {
            out.push_str(content.strip_suffix(' ').unwrap_or(content));
        } else {
            out.push_str(content);
        }
        open = is_flowed.then_some(depth);
        if !is_flowed && !is_last {
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_join_within_their_quote_depth() {
        let table = [
            ("This is \na para.\nEnd", "This is a para.\nEnd"),
            ("> quoted \n> on\nmine", "> quoted on\nmine"),
            ("> one \n>> two \n>> more", "> one \n>> two more"),
            (" From here\n >not quoted", "From here\n>not quoted"),
            ("text \n-- \nme \nhere", "text \n-- \nme here"),
            (">\n> a", ">\n> a"),
            ("open ", "open "),
            ("", ""),
        ];
        for (flowed, text) in table {
            assert_eq!(unflow(flowed, false), text, "{flowed:?}");
        }
        assert_eq!(
            unflow("Super \ncali \nfragilistic", true),
            "Supercalifragilistic"
        );
    }
}

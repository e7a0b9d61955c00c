//! Query → text.

use super::calendar::day_text;
use super::operator::Operator;
use super::{Query, Term, Where};

impl core::fmt::Display for Query {
    /// As a person could have typed it: read, it is the same query again.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut out = String::new();
        match &self.term {
            Term::All(terms) => list(terms, " ", &mut out),
            term => push(term, &mut out),
        }
        if let Some(place) = &self.place {
            if !out.is_empty() {
                out.push(' ');
            }
            match place {
                Where::Anywhere => out.push_str("in:anywhere"),
                Where::Mailbox(name) => value("in", name.as_str(), &mut out),
            }
        }
        f.write_str(&out)
    }
}

fn list(terms: &[Term], between: &str, out: &mut String) {
    for (index, term) in terms.iter().enumerate() {
        if index > 0 {
            out.push_str(between);
        }
        // OR binds closer than what stands side by side.
        let is_apart =
            matches!(term, Term::All(_)) || (between != " " && matches!(term, Term::Any(_)));
        match is_apart {
            true => group(term, out),
            false => push(term, out),
        }
    }
}

fn group(term: &Term, out: &mut String) {
    out.push('(');
    match term {
        Term::All(terms) => list(terms, " ", out),
        term => push(term, out),
    }
    out.push(')');
}

fn push(term: &Term, out: &mut String) {
    match term {
        Term::All(_) => group(term, out),
        Term::Any(terms) => list(terms, " OR ", out),
        Term::Not(term) => {
            out.push('-');
            match &**term {
                Term::All(_) | Term::Any(_) | Term::Not(_) => group(term, out),
                term => push(term, out),
            }
        }
        Term::Word(text) => word(text, out),
        Term::Text(text) => value("text", text, out),
        Term::From(text) => value("from", text, out),
        Term::To(text) => value("to", text, out),
        Term::Cc(text) => value("cc", text, out),
        Term::Bcc(text) => value("bcc", text, out),
        Term::Subject(text) => value("subject", text, out),
        Term::Body(text) => value("body", text, out),
        Term::List(text) => value("list", text, out),
        Term::FileName(text) => value("filename", text, out),
        Term::Label(text) => value("label", text, out),
        Term::HasAttachment => out.push_str("has:attachment"),
        Term::Is(mark) => value("is", mark.word(), out),
        Term::Before(day) => value("before", &day_text(*day), out),
        Term::After(day) => value("after", &day_text(*day), out),
        Term::On(days) => value("on", &days.to_text(), out),
        Term::OlderThan(period) => value("older_than", &period.to_text(), out),
        Term::NewerThan(period) => value("newer_than", &period.to_text(), out),
        Term::Larger(octets) => value("larger", &size(*octets), out),
        Term::Smaller(octets) => value("smaller", &size(*octets), out),
    }
}

/// An operator with its value.
fn value(name: &str, text: &str, out: &mut String) {
    out.push_str(name);
    out.push(':');
    match is_plain(text) {
        true => out.push_str(text),
        false => quoted(text, out),
    }
}

fn word(text: &str, out: &mut String) {
    let begins_otherwise = text.starts_with('-') && text.len() > 1;
    let is_operator = text.split_once(':').is_some_and(|(name, _)| {
        let mut names = Operator::ALL.iter().map(|(_, name)| *name);
        names.any(|known| known.eq_ignore_ascii_case(name))
    });
    let is_junction = matches!(text, "OR" | "AND");
    match is_plain(text) && !begins_otherwise && !is_operator && !is_junction {
        true => out.push_str(text),
        false => quoted(text, out),
    }
}

/// Whether it can stand without quotation marks.
fn is_plain(text: &str) -> bool {
    let ends = |c: char| c.is_whitespace() || c.is_control() || "()\"".contains(c);
    !text.is_empty() && !text.contains(ends)
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

/// As few digits as say it.
fn size(octets: u32) -> String {
    for (shift, unit) in [(30, "G"), (20, "M"), (10, "k")] {
        let number = octets >> shift;
        if number > 0 && number << shift == octets {
            return format!("{number}{unit}");
        }
    }
    octets.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_as_the_same() {
        for text in [
            "",
            "a b \"c d\"",
            "-a -(b c) -(d OR e) -(-f)",
            "(a (b c)) OR (d OR e) OR f",
            "a OR b c OR d",
            "from:\"A \\\"B\\\" C\\\\\" to:x cc:x bcc:x subject:x body:x text:x list:x filename:a.pdf",
            "label:$label1 has:attachment is:unread is:unflagged is:draft",
            "before:2024-02-29 after:1999-12-31 on:2024-01-01 on:2024-03 on:2024 older_than:7d newer_than:1y",
            "larger:5M smaller:1500 larger:2k",
            "\"-a\" \"OR\" \"AND\" \"from:x\" - http://x \"(\" a\\b",
            "a in:anywhere",
            "in:\"Old mail\"",
        ] {
            let query = Query::parse(text);
            let printed = query.to_string();
            assert_eq!(Query::parse(&printed), query, "{text} → {printed}");
            assert_eq!(printed, text);
        }
    }
}

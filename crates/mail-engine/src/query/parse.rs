//! Text → query.

use super::operator::Operator;
use super::token::{Lexer, Token, TokenKind};
use super::{DEEPEST, MOST_TERMS, Query, Term, Where};
use core::ops::Range;
use mail_model::MailboxName;

/// What a stretch of a query's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// An operator with its colon.
    Operator(Operator),
    /// What stands behind an operator.
    Value(Operator),
    /// A word or a phrase.
    Word,
    /// `OR`, `AND`, a minus or a parenthesis.
    Junction,
}

/// A stretch of a query's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// From where to where, in octets.
    pub range: Range<usize>,
    /// What it is.
    pub kind: SpanKind,
}

/// What the stretches of a query's text are. White space is none.
pub fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for token in Lexer::new(text) {
        match token.kind {
            TokenKind::Term(Some(operator), _) => {
                let middle = token.range.start + token.value_at;
                spans.push(Span {
                    range: token.range.start..middle,
                    kind: SpanKind::Operator(operator),
                });
                if middle < token.range.end {
                    spans.push(Span {
                        range: middle..token.range.end,
                        kind: SpanKind::Value(operator),
                    });
                }
            }
            TokenKind::Term(None, _) => spans.push(Span {
                range: token.range,
                kind: SpanKind::Word,
            }),
            _ => spans.push(Span {
                range: token.range,
                kind: SpanKind::Junction,
            }),
        }
    }
    spans
}

/// What is being typed at a place of a query's text: the operator, if there is
/// one, where its value or the word begins and ends, and that text.
pub fn word_at(text: &str, place: usize) -> (Option<Operator>, Range<usize>, String) {
    for token in Lexer::new(text) {
        if let TokenKind::Term(operator, value) = token.kind
            && token.range.start < place
            && place <= token.range.end
        {
            let start = token.range.start + token.value_at;
            if place >= start {
                return (operator, start..token.range.end, value);
            }
        }
    }
    (None, place..place, String::new())
}

impl Query {
    /// What a text asks for. Each text asks for something: what is not understood
    /// is a word, and what is not finished (`from:`, a lonely `OR`) says nothing.
    pub fn parse(text: &str) -> Self {
        let tokens: Vec<Token> = Lexer::new(text).collect();
        let mut parser = Parser {
            tokens,
            at: 0,
            terms: 0,
            place: None,
        };
        let mut terms = Vec::new();
        while parser.at < parser.tokens.len() {
            terms.extend(parser.all(0, None));
            // A parenthesis that closes nothing.
            parser.at += 1;
        }
        Self {
            term: one_of(terms),
            place: parser.place,
        }
    }
}

/// Several that must all hold; one of them is itself.
fn one_of(mut terms: Vec<Term>) -> Term {
    match terms.len() {
        1 => terms.remove(0),
        _ => Term::All(terms),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    terms: usize,
    place: Option<Where>,
}

impl Parser {
    fn kind(&self, at: usize) -> Option<&TokenKind> {
        self.tokens.get(at).map(|token| &token.kind)
    }
    /// Up to the parenthesis that closes it, or the end. Words are about `field`.
    fn all(&mut self, depth: u32, field: Option<Operator>) -> Vec<Term> {
        let mut terms = Vec::new();
        while let Some(kind) = self.kind(self.at) {
            match kind {
                TokenKind::Close => break,
                TokenKind::And | TokenKind::Or => self.at += 1,
                TokenKind::Term(Some(Operator::In), name)
                    if depth == 0 && self.kind(self.at + 1) != Some(&TokenKind::Or) =>
                {
                    self.place = place(name).or_else(|| self.place.take());
                    self.at += 1;
                }
                _ => terms.extend(self.any(depth, field)),
            }
        }
        terms
    }
    fn any(&mut self, depth: u32, field: Option<Operator>) -> Option<Term> {
        let mut terms: Vec<Term> = self.one(depth, field).into_iter().collect();
        while self.kind(self.at) == Some(&TokenKind::Or) {
            while self.kind(self.at) == Some(&TokenKind::Or) {
                self.at += 1;
            }
            match self.kind(self.at) {
                None | Some(TokenKind::Close) => break,
                _ => terms.extend(self.one(depth, field)),
            }
        }
        match terms.len() {
            0 | 1 => terms.pop(),
            _ => Some(Term::Any(terms)),
        }
    }
    fn one(&mut self, depth: u32, field: Option<Operator>) -> Option<Term> {
        let mut is_not = false;
        while self.kind(self.at) == Some(&TokenKind::Minus) {
            is_not = !is_not;
            self.at += 1;
        }
        let token = self.tokens.get(self.at)?.kind.clone();
        let term = match token {
            TokenKind::Close | TokenKind::Or => return None,
            TokenKind::And | TokenKind::Minus => {
                self.at += 1;
                return None;
            }
            TokenKind::Open => {
                self.at += 1;
                self.group(depth, field)
            }
            TokenKind::Term(operator, value) => {
                self.at += 1;
                let is_before_group = self.kind(self.at) == Some(&TokenKind::Open)
                    && self.tokens.get(self.at).map(|token| token.range.start)
                        == self.tokens.get(self.at - 1).map(|token| token.range.end);
                if value.is_empty() && is_before_group && operator.is_some() {
                    self.at += 1;
                    self.group(depth, operator)
                } else {
                    self.leaf(operator, value, field)
                }
            }
        }?;
        Some(match is_not {
            true => Term::Not(Box::new(term)),
            false => term,
        })
    }
    /// What stands behind an opening parenthesis.
    fn group(&mut self, depth: u32, field: Option<Operator>) -> Option<Term> {
        if depth >= DEEPEST {
            return None;
        }
        let terms = self.all(depth + 1, field);
        // What closes it, if anything does.
        self.at += 1;
        (!terms.is_empty()).then(|| one_of(terms))
    }
    fn leaf(
        &mut self,
        operator: Option<Operator>,
        value: String,
        field: Option<Operator>,
    ) -> Option<Term> {
        if value.is_empty() || self.terms >= MOST_TERMS {
            return None;
        }
        self.terms += 1;
        let meant = operator.or(field).and_then(|of| of.term(&value));
        Some(meant.unwrap_or_else(|| {
            Term::Word(match operator {
                Some(operator) => {
                    let mut all = Operator::ALL.into_iter();
                    let name = all.find(|(known, _)| *known == operator);
                    [name.map_or("", |(_, name)| name), ":", &value].concat()
                }
                None => value,
            })
        }))
    }
}

fn place(name: &str) -> Option<Where> {
    match name {
        "" => None,
        name if name.eq_ignore_ascii_case("anywhere") => Some(Where::Anywhere),
        name => Some(Where::Mailbox(MailboxName::new(name.to_owned()))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Mark;
    use super::super::calendar::{Days, Period};
    use super::*;
    use mail_model::Day;

    fn word(text: &str) -> Term {
        Term::Word(text.to_owned())
    }
    fn not(term: Term) -> Term {
        Term::Not(Box::new(term))
    }

    #[test]
    fn a_text_is_read_as_people_mean_it() {
        let day = |d| Day::new(2024, 1, d).unwrap();
        let from = |text: &str| Term::From(text.to_owned());
        for (text, expected) in [
            ("", Term::All(vec![])),
            ("report", word("report")),
            ("two words", Term::All(vec![word("two"), word("words")])),
            ("\"two words\"", word("two words")),
            ("\"she said \\\"no\\\"\"", word("she said \"no\"")),
            ("from:ann", from("ann")),
            ("FROM:\"Ann B\"", from("Ann B")),
            ("-from:ann", not(from("ann"))),
            (
                "well-known -",
                Term::All(vec![word("well-known"), word("-")]),
            ),
            ("a OR b", Term::Any(vec![word("a"), word("b")])),
            (
                "x a OR b y",
                Term::All(vec![
                    word("x"),
                    Term::Any(vec![word("a"), word("b")]),
                    word("y"),
                ]),
            ),
            (
                "-(a b) or",
                Term::All(vec![not(Term::All(vec![word("a"), word("b")])), word("or")]),
            ),
            (
                "from:(ann OR bob)",
                Term::Any(vec![from("ann"), from("bob")]),
            ),
            ("--a", word("a")),
            ("has:attachment", Term::HasAttachment),
            ("is:starred", Term::Is(Mark::Flagged)),
            ("is:odd", word("is:odd")),
            ("before:2024-01-31", Term::Before(day(31))),
            ("after:31.1.2024", Term::After(day(31))),
            ("on:2024-01-31", Term::On(Days::Day(day(31)))),
            ("on:2024-01", Term::On(Days::Month(day(1)))),
            ("on:2024", Term::On(Days::Year(day(1)))),
            ("before:2024", Term::Before(day(1))),
            ("after:2024-01", Term::After(day(1))),
            ("before:soon", word("before:soon")),
            ("older_than:2w", Term::OlderThan(Period::Weeks(2))),
            ("larger:5M", Term::Larger(5 << 20)),
            ("smaller:100kb", Term::Smaller(100 << 10)),
            ("larger:9999999M", word("larger:9999999M")),
            ("http://x", word("http://x")),
            ("label:$label1", Term::Label("$label1".to_owned())),
        ] {
            assert_eq!(Query::parse(text).term, expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_finished_says_nothing() {
        for text in [
            " ",
            "from:",
            "a OR",
            "OR a",
            "a AND",
            "(a",
            "a)",
            "a ()",
            "a OR OR",
            "-() a",
            "a from:\"",
            "\"\" a",
            "in:",
        ] {
            let term = Query::parse(text).term;
            let expected = match text.contains('a') {
                true => word("a"),
                false => Term::All(vec![]),
            };
            assert_eq!(term, expected, "{text}");
        }
    }

    #[test]
    fn a_query_says_where_at_its_outside_alone() {
        let mailbox = |name: &str| Some(Where::Mailbox(MailboxName::new(name.to_owned())));
        for (text, place) in [
            ("a in:Sent", mailbox("Sent")),
            ("in:anywhere a", Some(Where::Anywhere)),
            ("in:\"Old mail/2023\"", mailbox("Old mail/2023")),
            ("-in:Sent", None),
            ("in:Sent OR a", None),
            ("a OR in:Sent", None),
            ("(in:Sent)", None),
        ] {
            assert_eq!(Query::parse(text).place, place, "{text}");
        }
    }

    #[test]
    fn no_text_is_too_long_or_too_deep() {
        let deep = "(".repeat(5_000) + "a";
        assert_eq!(Query::parse(&deep).term, Term::All(vec![]));
        let deep = "-(a ".repeat(5_000);
        let _ = Query::parse(&deep);
        let wide = "a ".repeat(5_000);
        let Term::All(terms) = Query::parse(&wide).term else {
            panic!("they are several");
        };
        assert_eq!(terms.len(), MOST_TERMS);
        let odd = "é\u{0}\r\n\"\u{7f}x";
        assert_eq!(
            Query::parse(odd).term,
            Term::All(vec![word("é"), word(" x")])
        );
    }

    #[test]
    fn each_stretch_of_a_text_is_known_for_what_it_is() {
        let text = "büro from:\"Ann B\" -(is:unread OR x)";
        let kinds: Vec<(&str, SpanKind)> = spans(text)
            .into_iter()
            .map(|span| (&text[span.range], span.kind))
            .collect();
        assert_eq!(
            kinds,
            [
                ("büro", SpanKind::Word),
                ("from:", SpanKind::Operator(Operator::From)),
                ("\"Ann B\"", SpanKind::Value(Operator::From)),
                ("-", SpanKind::Junction),
                ("(", SpanKind::Junction),
                ("is:", SpanKind::Operator(Operator::Is)),
                ("unread", SpanKind::Value(Operator::Is)),
                ("OR", SpanKind::Junction),
                ("x", SpanKind::Word),
                (")", SpanKind::Junction),
            ]
        );
    }

    #[test]
    fn what_is_being_typed_is_found_at_the_cursor() {
        let text = "bü from:an is:";
        for (place, expected) in [
            (0, (None, 0..0, "")),
            (3, (None, 0..3, "bü")),
            (4, (None, 4..4, "")),
            (11, (Some(Operator::From), 9..11, "an")),
            (9, (Some(Operator::From), 9..11, "an")),
            (6, (None, 6..6, "")),
            (15, (Some(Operator::Is), 15..15, "")),
        ] {
            let (operator, range, typed) = word_at(text, place);
            let (of, within, word) = expected;
            assert_eq!((operator, range, typed.as_str()), (of, within, word));
        }
    }
}

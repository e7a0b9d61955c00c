//! Counting the attributes of a tag before the tokenizer has finished it.
//!
//! The tokenizer compares each attribute with all before it, so that a tag with
//! a hundred thousand of them must be refused before it gets to see them.

use crate::{Excess, limits};

/// The tags that may be open between two pieces.
///
/// A tag begins where a piece does (see `pieces`), and since the last token it
/// can only have been the piece of that token or the first one after it: both
/// are counted, and a few attributes too many are no harm.
#[derive(Default)]
pub(super) struct OpenTag {
    /// The tag at the start of the piece that was seen last.
    here: Option<AttributeCount>,
    /// Tags that may have begun before that.
    earlier: [Option<AttributeCount>; 2],
}

impl OpenTag {
    /// Counts `piece`, which is to be fed next.
    pub(super) fn see(&mut self, piece: &str) -> Result<(), Excess> {
        if let Some(here) = self.here.take()
            && let Some(free) = self.earlier.iter_mut().find(|earlier| earlier.is_none())
        {
            *free = Some(here);
        }
        for earlier in self.earlier.iter_mut().flatten() {
            earlier.read(piece);
        }
        self.here = AttributeCount::of_tag_at_start(piece);
        let most = self
            .earlier
            .iter()
            .chain([&self.here])
            .flatten()
            .map(|tag| tag.count)
            .max();
        match most {
            Some(most) if most > limits::ATTRIBUTES => Err(Excess::Attributes),
            _ => Ok(()),
        }
    }

    /// Tokens came of the piece that was seen last: what began before it is finished.
    pub(super) fn tokens_came(&mut self) {
        self.earlier = [None, None];
    }
}

/// The states of HTML 13.2.5.32 to 13.2.5.40, as far as counting needs them.
#[derive(Clone, Copy)]
enum State {
    TagName,
    BeforeAttribute,
    AttributeName,
    AfterName,
    BeforeValue,
    Quoted(u8),
    Unquoted,
    Done,
}

struct AttributeCount {
    state: State,
    count: usize,
}

impl AttributeCount {
    /// A count of the tag that `piece` begins with, if it does.
    fn of_tag_at_start(piece: &str) -> Option<Self> {
        let mut bytes = piece.bytes();
        if bytes.next() != Some(b'<') {
            return None;
        }
        let mut count = Self {
            state: State::TagName,
            count: 0,
        };
        match bytes.next() {
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'/' => count.read(&piece[2..]),
            Some(_) => count.state = State::Done,
            None => {}
        }
        Some(count)
    }

    fn read(&mut self, piece: &str) {
        for byte in piece.bytes() {
            if matches!(self.state, State::Done) {
                return;
            }
            self.step(byte);
        }
    }

    fn step(&mut self, byte: u8) {
        let space = matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r');
        self.state = match (self.state, byte) {
            (State::Quoted(quote), byte) if byte == quote => State::BeforeAttribute,
            (State::Quoted(quote), _) => State::Quoted(quote),
            (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
            (State::BeforeValue, _) if space => State::BeforeValue,
            (State::Done, _) | (_, b'>') => State::Done,
            (State::Unquoted, _) if space => State::BeforeAttribute,
            (State::BeforeValue | State::Unquoted, _) => State::Unquoted,
            (State::TagName | State::AttributeName | State::AfterName, b'/') => {
                State::BeforeAttribute
            }
            (State::TagName, _) if space => State::BeforeAttribute,
            (State::TagName, _) => State::TagName,
            (State::AttributeName | State::AfterName, b'=') => State::BeforeValue,
            (State::AttributeName | State::AfterName, _) if space => State::AfterName,
            (State::AttributeName, _) => State::AttributeName,
            (State::BeforeAttribute, b'/') => State::BeforeAttribute,
            (State::BeforeAttribute, _) if space => State::BeforeAttribute,
            (State::BeforeAttribute | State::AfterName, _) => {
                self.count += 1;
                State::AttributeName
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::AttributeCount;

    #[test]
    fn attributes_are_counted_as_the_standard_tells_them_apart() {
        let table = [
            ("<p>", 0),
            ("<p a b=c d = 'e f' g=\"h>i\">j k l", 4),
            ("<p/a/b/>", 2),
            ("<p a=b/c d>", 2),
            ("<p =a>", 1),
            ("<!-- a b c", 0),
            ("</p a b", 2),
        ];
        for (tag, attributes) in table {
            let count = AttributeCount::of_tag_at_start(tag).map(|count| count.count);
            assert_eq!(count, Some(attributes), "{tag}");
        }
    }
}

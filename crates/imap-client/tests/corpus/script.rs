//! The corpus's transcripts: `C:` what a client sends, `S:` what the server
//! answers, and how it misbehaves.

use mail_model::Uid;

/// One thing that the server does.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Send(Vec<u8>),
    Close,
}

/// A client's line and what the server does upon it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exchange {
    /// The client's line with its tag; empty for the greeting.
    pub(crate) line: String,
    pub(crate) acts: Vec<Act>,
}

/// How a server says what it says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Variation {
    /// So many octets at a time.
    InPieces(usize),
    InLowerCase,
    WithLineFeedsAlone,
    WithSpacesAtTheEnd,
}

/// Words that a server may write in any case.
const WORDS: [&str; 16] = [
    "FETCH",
    "EXISTS",
    "EXPUNGE",
    "SEARCH",
    "THREAD",
    "STATUS",
    "LIST",
    "OK",
    "NO",
    "BAD",
    "BYE",
    "UID",
    "BODYSTRUCTURE",
    "COPYUID",
    "UIDVALIDITY",
    "CAPABILITY",
];

/// A whole transcript.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    pub(crate) id: String,
    kind: String,
    pub(crate) good_client: String,
    /// In pieces of so many octets the server's answers come.
    pub(crate) piece: Option<usize>,
    pub(crate) greeting: Exchange,
    pub(crate) exchanges: Vec<Exchange>,
}

impl Script {
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut script = Self::default();
        for line in text.lines() {
            if let Some((key, value)) = line.strip_prefix("# ").and_then(|l| l.split_once(": ")) {
                match key {
                    "id" => value.clone_into(&mut script.id),
                    "kind" => value.clone_into(&mut script.kind),
                    "good-client" => value.clone_into(&mut script.good_client),
                    _ => {}
                }
                continue;
            }
            if let Some(command) = line.strip_prefix("C: ") {
                script.exchanges.push(Exchange {
                    line: command.to_owned(),
                    acts: Vec::new(),
                });
                continue;
            }
            let exchange = script.exchanges.last_mut().unwrap_or(&mut script.greeting);
            exchange.acts.extend(act(line));
        }
        Some(script)
    }

    /// The same server with these words in place of those.
    pub(crate) fn with(mut self, from: &str, to: &str) -> Self {
        let exchanges = std::iter::once(&mut self.greeting).chain(&mut self.exchanges);
        for act in exchanges.flat_map(|exchange| &mut exchange.acts) {
            if let Act::Send(bytes) = act
                && let Ok(text) = str::from_utf8(bytes)
                && text.contains(from)
            {
                *bytes = text.replace(from, to).into_bytes();
            }
        }
        self
    }

    /// The same server, which says all of it in another way.
    pub(crate) fn varied(mut self, variation: Variation) -> Self {
        if let Variation::InPieces(piece) = variation {
            self.piece = Some(piece);
            return self;
        }
        // Of literals the octets are counted.
        let has_literal = self.all_from_server().contains(&b'{');
        let exchanges = std::iter::once(&mut self.greeting).chain(&mut self.exchanges);
        for act in exchanges.flat_map(|exchange| &mut exchange.acts) {
            if let Act::Send(bytes) = act {
                match (variation, bytes.strip_suffix(b"\r\n")) {
                    (Variation::InLowerCase, _) => *bytes = in_lower_case(bytes),
                    (Variation::WithLineFeedsAlone, Some(line)) if !has_literal => {
                        *bytes = [line, b"\n"].concat();
                    }
                    (Variation::WithSpacesAtTheEnd, Some(line)) if !has_literal => {
                        *bytes = [line, b" \r\n"].concat();
                    }
                    _ => {}
                }
            }
        }
        self
    }

    /// The same server, which can do these things too.
    pub(crate) fn offering(self, capabilities: &str) -> Self {
        self.with("IMAP4rev1 ", &format!("IMAP4rev1 {capabilities} "))
    }

    /// The responses of the server's, each with its literals.
    pub(crate) fn responses(&self) -> Vec<Vec<u8>> {
        let mut responses = Vec::new();
        let mut response: Vec<u8> = Vec::new();
        let mut literal = 0_usize;
        for line in self
            .all_from_server()
            .split_inclusive(|byte| *byte == b'\n')
        {
            response.extend_from_slice(line);
            if literal > 0 && literal >= line.len() {
                literal -= line.len();
                continue;
            }
            let behind = line.get(literal..).unwrap_or_default();
            literal = announced(behind).unwrap_or_else(|| {
                responses.push(std::mem::take(&mut response));
                0
            });
        }
        responses
    }

    /// Where it comes from, and what kind of transcript it is.
    pub(crate) fn category(&self) -> String {
        let source = self.id.split('-').next().unwrap_or_default();
        format!("{source} {}", self.kind)
    }

    /// A server that answers this command so.
    pub(crate) fn answering(line: &str, answer: &[u8]) -> Self {
        Self::default().and_answering(line, answer)
    }

    /// The same server with another greeting; with the usual one where it is empty.
    pub(crate) fn with_greeting(mut self, greeting: &[u8]) -> Self {
        let said = (!greeting.is_empty()).then(|| Act::Send(greeting.to_vec()));
        self.greeting.acts = said.into_iter().collect();
        self
    }

    pub(crate) fn and_answering(mut self, line: &str, answer: &[u8]) -> Self {
        self.exchanges.push(Exchange {
            line: format!("X {line}"),
            acts: vec![Act::Send(answer.to_vec())],
        });
        self
    }

    /// A dialogue, and not single responses.
    pub(crate) fn is_session(&self) -> bool {
        self.kind.starts_with("session") && !self.kind.contains("fragment")
    }

    /// Who does well ends the session.
    pub(crate) fn is_to_be_closed(&self) -> bool {
        self.good_client.contains("closes")
    }

    /// The recording breaks off within a literal: what follows would be its rest.
    pub(crate) fn ends_within_a_literal(&self) -> bool {
        let sent = self.all_from_server();
        let line = sent.trim_ascii_end();
        let announced = line.rsplit(|byte| *byte == b'{').next().unwrap_or_default();
        let digits = announced.split(|byte| !byte.is_ascii_digit()).next();
        let length = digits.and_then(|digits| str::from_utf8(digits).ok()?.parse::<usize>().ok());
        let is_announced = line.contains(&b'{') && announced.contains(&b'}');
        length.is_some_and(|length| {
            let brace = sent.iter().rposition(|byte| *byte == b'{').unwrap_or(0);
            let rest = sent.get(brace..).unwrap_or_default();
            let behind = rest.iter().position(|byte| *byte == b'\n');
            let here = behind.map_or(0, |at| rest.len() - at - 1);
            is_announced && here <= length
        })
    }

    /// The last word of the server's is that it goes.
    pub(crate) fn says_goodbye(&self) -> bool {
        self.all_from_server()
            .to_ascii_uppercase()
            .starts_with(b"* BYE")
    }

    /// The mailbox that the recorded client selects first.
    pub(crate) fn mailbox(&self) -> Option<String> {
        let selects = self.exchanges.iter().filter_map(|exchange| {
            let mut words = exchange.line.split(' ').skip(1);
            let verb = words.next()?;
            (verb == "SELECT" || verb == "EXAMINE").then(|| words.next())?
        });
        selects.map(|name| name.trim_matches('"').to_owned()).next()
    }

    /// The UIDs that the recorded client asks for.
    pub(crate) fn uids(&self) -> Vec<Uid> {
        let asked = self.exchanges.iter().filter_map(|exchange| {
            let set = exchange
                .line
                .split(' ')
                .skip_while(|word| *word != "UID")
                .nth(2)?;
            let digits = set.split([':', ',']).next()?;
            digits.parse().ok().and_then(Uid::new)
        });
        let mut uids: Vec<Uid> = asked.collect();
        uids.dedup();
        uids
    }

    pub(crate) fn all_from_server(&self) -> Vec<u8> {
        let exchanges = std::iter::once(&self.greeting).chain(&self.exchanges);
        exchanges
            .flat_map(|exchange| &exchange.acts)
            .filter_map(|act| match act {
                Act::Send(bytes) => Some(bytes.as_slice()),
                Act::Close => None,
            })
            .collect::<Vec<_>>()
            .concat()
    }
}

fn in_lower_case(line: &[u8]) -> Vec<u8> {
    let words = line.split(|byte| *byte == b' ').map(|word| {
        let word = word.to_vec();
        let bare = word.trim_ascii();
        let opened = bare.strip_prefix(b"(").or_else(|| bare.strip_prefix(b"["));
        let bare = opened.unwrap_or(bare);
        match WORDS.iter().any(|known| known.as_bytes() == bare) {
            true => word.to_ascii_lowercase(),
            false => word,
        }
    });
    words.collect::<Vec<_>>().join(&b' ')
}

/// The length of the literal that a line announces.
fn announced(line: &[u8]) -> Option<usize> {
    let line = line.trim_ascii_end().strip_suffix(b"}")?;
    let brace = line.iter().rposition(|byte| *byte == b'{')?;
    str::from_utf8(line.get(brace + 1..)?).ok()?.parse().ok()
}

fn act(line: &str) -> Option<Act> {
    let crlf = |text: &str| Act::Send([text.as_bytes(), b"\r\n"].concat());
    if let Some(text) = line.strip_prefix("S: ") {
        return Some(crlf(text));
    }
    if line == "S:" {
        return Some(crlf(""));
    }
    if let Some(text) = line.strip_prefix("S<: ") {
        return Some(Act::Send([text.as_bytes(), b"\n"].concat()));
    }
    if let Some(encoded) = line.strip_prefix("S|: ") {
        return base64_decoded(encoded).map(Act::Send);
    }
    if line.starts_with("S!close") || line.starts_with("S!rst") {
        return Some(Act::Close);
    }
    if let Some((count, text)) = line
        .strip_prefix("S!repeat ")
        .and_then(|l| l.split_once(": "))
    {
        let count: usize = count.parse().ok()?;
        // "(no CRLF)" in the corpus says that the line never ends.
        return Some(match text.strip_suffix("(no CRLF)") {
            Some(text) => Act::Send(text.as_bytes().repeat(count)),
            None => Act::Send([text.as_bytes(), b"\r\n"].concat().repeat(count)),
        });
    }
    if let Some((_, text)) = line
        .strip_prefix("S!drip ")
        .and_then(|l| l.split_once(": "))
    {
        return Some(crlf(text));
    }
    None
}

fn base64_decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0_u32);
    for character in text.bytes().filter(|byte| *byte != b'=') {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    Some(bytes)
}

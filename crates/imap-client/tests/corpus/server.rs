//! A server that answers by a script where the script knows the command, and
//! sensibly where it does not.

use crate::script::{Act, Exchange, Script};

/// The server's side of a recorded session.
pub(crate) struct Server {
    exchanges: Vec<Option<Exchange>>,
    input: Vec<u8>,
    output: Vec<u8>,
    is_closed: bool,
    /// It said BYE, or closed: the script's own end.
    has_ended: bool,
    /// How many octets of a literal, or lines of an AUTHENTICATE, are to come.
    literal: usize,
    idle_tag: Option<String>,
    awaits_response: Option<String>,
    command: String,
    /// What the client said, command by command.
    pub(crate) heard: Vec<String>,
}

impl Server {
    pub(crate) fn new(script: &Script) -> Self {
        let mut server = Self {
            exchanges: script.exchanges.iter().cloned().map(Some).collect(),
            input: Vec::new(),
            output: Vec::new(),
            is_closed: false,
            has_ended: false,
            literal: 0,
            idle_tag: None,
            awaits_response: None,
            command: String::new(),
            heard: Vec::new(),
        };
        if script.greeting.acts.is_empty() {
            server.say("* OK [CAPABILITY IMAP4rev1 LITERAL+ SASL-IR AUTH=PLAIN IDLE] ready");
        }
        server.act(&script.greeting, "");
        server
    }

    pub(crate) fn transmit(&mut self) -> Option<Vec<u8>> {
        // In pieces as a network might cut them.
        let end = self.output.len().min(16_384);
        (end > 0).then(|| self.output.drain(..end).collect())
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed && self.output.is_empty()
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.has_ended
    }

    pub(crate) fn receive(&mut self, bytes: &[u8]) {
        if self.is_closed {
            return;
        }
        self.input.extend(bytes);
        loop {
            if self.literal > 0 {
                if self.input.len() < self.literal {
                    return;
                }
                let literal: Vec<u8> = self.input.drain(..self.literal).collect();
                self.command += &String::from_utf8_lossy(&literal);
                self.literal = 0;
            }
            let Some(end) = self.input.windows(2).position(|pair| pair == b"\r\n") else {
                return;
            };
            let line: Vec<u8> = self.input.drain(..end + 2).collect();
            let line = String::from_utf8_lossy(line.trim_ascii_end()).into_owned();
            self.take_line(&line);
        }
    }

    fn take_line(&mut self, line: &str) {
        self.command += line;
        if let Some((announced, is_waiting)) = announced_literal(line) {
            self.literal = announced;
            if is_waiting {
                self.say("+ go on");
            }
            return;
        }
        let command = std::mem::take(&mut self.command);
        self.heard.push(command.clone());
        if let Some(tag) = self.awaits_response.take() {
            self.say(&format!("{tag} OK authenticated"));
            return;
        }
        if command == "DONE" {
            self.end_idle();
            return;
        }
        let mut words = command.splitn(2, ' ');
        let (tag, rest) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        self.answer(tag, rest);
    }

    fn end_idle(&mut self) {
        let Some(tag) = self.idle_tag.take() else {
            return;
        };
        let before = self.output.len();
        if let Some(exchange) = self.scripted("DONE", false) {
            self.act(&exchange, &tag);
        }
        if !self.said_tagged(before, &tag) {
            self.say(&format!("{tag} OK done"));
        }
    }

    fn answer(&mut self, tag: &str, rest: &str) {
        let before = self.output.len();
        let verb = verb(rest);
        if verb == "IDLE" {
            self.idle_tag = Some(tag.to_owned());
        }
        if let Some(exchange) = self.scripted(&verb, rest.contains("RETURN")) {
            self.act(&exchange, tag);
            if self.said_tagged(before, tag) {
                self.idle_tag = None;
                return;
            }
            if self.is_closed || verb == "IDLE" {
                return;
            }
            self.say(&format!("{tag} OK done"));
            return;
        }
        for line in default_answer(&verb, rest, tag) {
            self.say(&line);
        }
        match verb.as_str() {
            "IDLE" => self.say("+ idling"),
            "AUTHENTICATE" if rest.split(' ').count() == 2 => {
                self.say("+ ");
                self.awaits_response = Some(tag.to_owned());
            }
            "LOGOUT" => {
                self.say("* BYE bye");
                self.say(&format!("{tag} OK bye"));
                self.is_closed = true;
            }
            _ => self.say(&format!("{tag} OK done")),
        }
    }

    /// The script's next exchange with this verb.
    fn scripted(&mut self, wanted: &str, is_extended: bool) -> Option<Exchange> {
        let same = |line: &str| {
            let rest = line.split_once(' ').map_or("", |(_, rest)| rest);
            let of_script = if line == "DONE" {
                "DONE".to_owned()
            } else {
                verb(rest)
            };
            let is_login = |verb: &str| verb == "LOGIN" || verb == "AUTHENTICATE";
            let is_alike = of_script != "LIST" || line.contains("RETURN") == is_extended;
            (of_script == wanted && is_alike) || (is_login(&of_script) && is_login(wanted))
        };
        let slot = self
            .exchanges
            .iter_mut()
            .find(|slot| slot.as_ref().is_some_and(|exchange| same(&exchange.line)))?;
        slot.take()
    }

    /// Does what the script says, with our tag for the script's.
    fn act(&mut self, exchange: &Exchange, tag: &str) {
        let scripted_tag = exchange.line.split(' ').next().unwrap_or("");
        let scripted_tag = match scripted_tag {
            // DONE ends a command whose tag the script gave before.
            "DONE" => "",
            tag => tag,
        };
        for act in &exchange.acts {
            match act {
                Act::Send(bytes) => {
                    self.has_ended |= bytes.windows(5).any(|word| word == b"* BYE");
                    self.output.extend(with_tag(bytes, scripted_tag, tag));
                }
                Act::Close => {
                    self.is_closed = true;
                    self.has_ended = true;
                    return;
                }
            }
        }
    }

    fn said_tagged(&self, from: usize, tag: &str) -> bool {
        let said = self.output.get(from..).unwrap_or_default();
        let wanted = format!("{tag} ");
        said.split(|byte| *byte == b'\n')
            .any(|line| line.starts_with(wanted.as_bytes()))
    }

    fn say(&mut self, line: &str) {
        self.output.extend(line.bytes());
        self.output.extend(b"\r\n");
    }
}

/// The line with the script's tag at its start replaced by ours; where the
/// script's is not known, any tag is.
fn with_tag(bytes: &[u8], scripted: &str, ours: &str) -> Vec<u8> {
    let word_end = bytes.iter().position(|b| *b == b' ').unwrap_or(0);
    let (word, rest) = bytes.split_at(word_end);
    let is_any_tag = scripted.is_empty()
        && !word.is_empty()
        && word.starts_with(b"A")
        && word[1..].iter().all(u8::is_ascii_digit);
    if !ours.is_empty() && ((!word.is_empty() && word == scripted.as_bytes()) || is_any_tag) {
        return [ours.as_bytes(), rest].concat();
    }
    // ESEARCH names the tag within.
    let quoted = format!("\"{scripted}\"");
    let text = String::from_utf8_lossy(bytes);
    if !scripted.is_empty() && text.contains("ESEARCH") {
        return text.replace(&quoted, &format!("\"{ours}\"")).into_bytes();
    }
    bytes.to_vec()
}

/// `UID FETCH` and `FETCH` are one verb; of others the first word.
fn verb(rest: &str) -> String {
    let mut words = rest.split(' ').map(str::to_ascii_uppercase);
    match words.next() {
        Some(word) if word == "UID" => words.next().unwrap_or_default(),
        Some(word) if word == "EXAMINE" => "SELECT".to_owned(),
        Some(word) => word,
        None => String::new(),
    }
}

fn announced_literal(line: &str) -> Option<(usize, bool)> {
    let digits = line.strip_suffix('}')?.rsplit_once('{')?.1;
    let is_waiting = !digits.ends_with('+');
    digits
        .trim_end_matches('+')
        .parse()
        .ok()
        .map(|length| (length, is_waiting))
}

/// Untagged lines where the script has none.
fn default_answer(verb: &str, rest: &str, tag: &str) -> Vec<String> {
    let lines: &[&str] = match verb {
        "CAPABILITY" => &["* CAPABILITY IMAP4rev1 LITERAL+ IDLE"],
        "LIST" | "XLIST" => &["* LIST (\\HasNoChildren) \"/\" INBOX"],
        "SELECT" => &[
            "* FLAGS (\\Seen)",
            "* 3 EXISTS",
            "* OK [UIDVALIDITY 1] valid",
            "* OK [UIDNEXT 4] next",
        ],
        "SEARCH" if rest.contains("RETURN") => {
            return vec![format!("* ESEARCH (TAG \"{tag}\") UID ALL 1:3")];
        }
        "SEARCH" => &["* SEARCH 1 2 3"],
        _ => &[],
    };
    lines.iter().map(|line| (*line).to_owned()).collect()
}

//! One dialogue of message submission (RFC 6409 over RFC 5321): a judge of
//! what a client may say, and a postman within this server.

mod reply;

use self::reply::{Reply, path};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The largest message that is taken, in octets; SIZE (RFC 1870) tells it.
const MAX_MESSAGE: usize = 25 * 1024 * 1024;
/// The longest command line with its CRLF (RFC 5321 §4.5.3.1.4), with room for
/// the parameters of extensions and a PLAIN message.
const MAX_LINE: usize = 4_096;
/// The longest line of a message with its CRLF (RFC 5321 §4.5.3.1.6).
const MAX_TEXT_LINE: usize = 1_000;
/// Recipients of one message (RFC 5321 §4.5.3.1.8).
const MAX_RECIPIENTS: usize = 100;
/// Breaches after which the server hangs up.
const MAX_BREACHES: u32 = 20;

/// Who knows the accounts and brings the mail.
pub(crate) trait Post {
    /// The reply that a test has in store for a command, or for a letter's end (`.`).
    fn refusal(&mut self, verb: &str) -> Option<String>;
    /// Whether this name and password are right.
    fn admits(&self, user: &str, password: &[u8]) -> bool;
    /// Brings a message to a recipient of this server; others are elsewhere.
    fn deliver(&mut self, recipient: &str, message: &[u8]);
}

/// What the client may say next.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing but EHLO, QUIT and the like.
    Unknown,
    /// It said EHLO, and must authenticate.
    Greeted,
    /// The answer to `334` is due.
    Authenticating,
    /// It may send mail.
    Ready,
    /// MAIL was accepted.
    Addressing { recipients: Vec<String> },
    /// The message comes.
    Writing { recipients: Vec<String> },
    /// It is over.
    Ended,
}

/// One client's dialogue.
#[derive(Debug)]
pub(crate) struct Submission {
    stage: Stage,
    input: Vec<u8>,
    output: Vec<u8>,
    message: Vec<u8>,
    /// Why the message that is coming will be refused.
    flaw: Option<Reply>,
    breaches: u32,
}

impl Submission {
    /// A client connected; the greeting is its first output.
    pub(crate) fn new() -> Self {
        let mut submission = Self {
            stage: Stage::Unknown,
            input: Vec::new(),
            output: Vec::new(),
            message: Vec::new(),
            flaw: None,
            breaches: 0,
        };
        submission.say(&Reply::new(220, "demo.example ready for your letters"));
        submission
    }

    /// Octets from the client, in pieces of any size.
    pub(crate) fn handle_input(&mut self, bytes: &[u8], post: &mut dyn Post) {
        self.input.extend_from_slice(bytes);
        let mut input = core::mem::take(&mut self.input);
        let mut begin = 0;
        while self.stage != Stage::Ended {
            let rest = input.get(begin..).unwrap_or_default();
            let Some(length) = rest.iter().position(|&octet| octet == b'\n') else {
                break;
            };
            let line = rest.get(..=length).unwrap_or_default();
            begin += line.len();
            self.line(line, post);
        }
        input.drain(..begin);
        let limit = match self.stage {
            Stage::Writing { .. } => MAX_TEXT_LINE,
            _ => MAX_LINE,
        };
        if input.len() > limit {
            self.say(&Reply::new(500, "5.5.2 This line has no end"));
            self.stage = Stage::Ended;
        } else {
            self.input = input;
        }
    }

    /// Octets for the client.
    pub(crate) fn take_output(&mut self) -> Option<Vec<u8>> {
        (!self.output.is_empty()).then(|| core::mem::take(&mut self.output))
    }

    /// The dialogue is over.
    pub(crate) fn is_finished(&self) -> bool {
        self.stage == Stage::Ended && self.output.is_empty()
    }

    fn line(&mut self, line: &[u8], post: &mut dyn Post) {
        // A bare LF could end a message for one server and not for the next.
        let Some(text) = line.strip_suffix(b"\r\n") else {
            return self.breach(Reply::new(500, "5.5.2 A line ends with CR and LF"));
        };
        match &self.stage {
            Stage::Writing { .. } => self.text(text, post),
            Stage::Authenticating => self.authenticate(text, post),
            _ => self.command(text, post),
        }
    }

    fn command(&mut self, line: &[u8], post: &mut dyn Post) {
        let Ok(line) = core::str::from_utf8(line) else {
            return self.breach(Reply::new(500, "5.5.2 That is no text"));
        };
        let (verb, argument) = line.split_once(' ').unwrap_or((line, ""));
        let verb = verb.to_ascii_uppercase();
        if let Some(words) = post.refusal(&verb) {
            return self.say(&Reply::planned(&words));
        }
        match verb.as_str() {
            "EHLO" if !argument.is_empty() => self.greet(),
            "AUTH" => self.begin_authentication(argument, post),
            "MAIL" => self.mail(argument),
            "RCPT" => self.recipient(argument),
            "DATA" => self.begin_message(argument),
            "RSET" => {
                if matches!(self.stage, Stage::Addressing { .. }) {
                    self.stage = Stage::Ready;
                }
                self.say(&Reply::new(250, "2.0.0 Forgotten"));
            }
            "NOOP" => self.say(&Reply::new(250, "2.0.0 Nothing done")),
            "QUIT" => {
                self.say(&Reply::new(221, "2.0.0 Goodbye"));
                self.stage = Stage::Ended;
            }
            "EHLO" | "HELO" => self.breach(Reply::new(501, "5.5.4 Say EHLO and your name")),
            _ => self.breach(Reply::new(500, "5.5.1 This command is unknown")),
        }
    }

    fn greet(&mut self) {
        self.say(&Reply::lines(
            250,
            &[
                "demo.example",
                "PIPELINING",
                "8BITMIME",
                "SMTPUTF8",
                "ENHANCEDSTATUSCODES",
                &format!("SIZE {MAX_MESSAGE}"),
                "AUTH PLAIN",
            ],
        ));
        self.stage = match self.stage {
            Stage::Unknown | Stage::Greeted => Stage::Greeted,
            _ => Stage::Ready,
        };
    }

    /// AUTH (RFC 4954 §4).
    fn begin_authentication(&mut self, argument: &str, post: &mut dyn Post) {
        if self.stage != Stage::Greeted {
            return self.breach(Reply::new(503, "5.5.1 Not now"));
        }
        let (mechanism, response) = argument.split_once(' ').unwrap_or((argument, ""));
        if !mechanism.eq_ignore_ascii_case("PLAIN") {
            return self.breach(Reply::new(504, "5.5.4 This mechanism is not offered"));
        }
        if response.is_empty() {
            self.say(&Reply::new(334, ""));
            self.stage = Stage::Authenticating;
        } else {
            self.authenticate(response.as_bytes(), post);
        }
    }

    /// The message of the PLAIN mechanism (RFC 4616 §2), in base64.
    fn authenticate(&mut self, response: &[u8], post: &mut dyn Post) {
        self.stage = Stage::Greeted;
        let message = STANDARD.decode(response).unwrap_or_default();
        let pieces: Vec<&[u8]> = message.split(|&octet| octet == 0).collect();
        let [_, user, password] = pieces.as_slice() else {
            return self.breach(Reply::new(501, "5.5.2 That is no PLAIN message"));
        };
        let is_right = core::str::from_utf8(user).is_ok_and(|user| post.admits(user, password));
        if is_right {
            self.stage = Stage::Ready;
            self.say(&Reply::new(235, "2.7.0 Welcome"));
        } else {
            self.breach(Reply::new(535, "5.7.8 The name or the password is wrong"));
        }
    }

    /// MAIL (RFC 5321 §4.1.1.2).
    fn mail(&mut self, argument: &str) {
        match self.stage {
            Stage::Ready => {}
            Stage::Unknown | Stage::Greeted => {
                return self.breach(Reply::new(530, "5.7.0 Authenticate first"));
            }
            _ => return self.breach(Reply::new(503, "5.5.1 One letter at a time")),
        }
        let Some((_, parameters)) = path(argument, "FROM:") else {
            return self.breach(Reply::new(501, "5.5.4 Say MAIL FROM:<address>"));
        };
        for parameter in parameters.split_ascii_whitespace() {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match name.to_ascii_uppercase().as_str() {
                "SIZE" if value.parse::<usize>().is_ok_and(|size| size > MAX_MESSAGE) => {
                    return self.say(&Reply::new(552, "5.3.4 The letter is too large"));
                }
                "SIZE" | "BODY" | "SMTPUTF8" => {}
                _ => return self.breach(Reply::new(555, "5.5.4 This parameter is unknown")),
            }
        }
        self.stage = Stage::Addressing {
            recipients: Vec::new(),
        };
        self.say(&Reply::new(250, "2.1.0 Sender accepted"));
    }

    /// RCPT (RFC 5321 §4.1.1.3). Domains under `.invalid` never are (RFC 2606 §2).
    fn recipient(&mut self, argument: &str) {
        let Stage::Addressing { recipients } = &mut self.stage else {
            return self.breach(Reply::new(503, "5.5.1 MAIL comes first"));
        };
        let reply = match path(argument, "TO:") {
            Some((address, _)) if !address.contains('@') => {
                Reply::new(553, "5.1.3 This is no address")
            }
            Some((address, _)) if address.to_ascii_lowercase().ends_with(".invalid") => {
                Reply::new(550, "5.1.2 Nobody is there")
            }
            Some(_) if recipients.len() >= MAX_RECIPIENTS => {
                Reply::new(452, "4.5.3 Too many recipients")
            }
            Some((address, _)) => {
                recipients.push(address.to_owned());
                Reply::new(250, "2.1.5 Recipient accepted")
            }
            None => return self.breach(Reply::new(501, "5.5.4 Say RCPT TO:<address>")),
        };
        self.say(&reply);
    }

    fn begin_message(&mut self, argument: &str) {
        match &mut self.stage {
            Stage::Addressing { recipients } if argument.is_empty() => {
                if recipients.is_empty() {
                    return self.say(&Reply::new(554, "5.5.1 To nobody"));
                }
                let recipients = core::mem::take(recipients);
                self.stage = Stage::Writing { recipients };
                self.say(&Reply::new(354, "Go on, and end with a dot"));
            }
            _ => self.breach(Reply::new(503, "5.5.1 MAIL and RCPT come first")),
        }
    }

    /// A line of the message; a dot alone ends it (RFC 5321 §4.5.2).
    fn text(&mut self, text: &[u8], post: &mut dyn Post) {
        if text == b"." {
            return self.finish_message(post);
        }
        if text.len() + 2 > MAX_TEXT_LINE {
            self.flaw = Some(Reply::new(500, "5.5.2 A line of the letter is too long"));
        }
        let text = text.strip_prefix(b".").unwrap_or(text);
        if self.message.len() + text.len() + 2 > MAX_MESSAGE {
            self.flaw = Some(Reply::new(552, "5.3.4 The letter is too large"));
        }
        if self.flaw.is_none() {
            self.message.extend_from_slice(text);
            self.message.extend_from_slice(b"\r\n");
        }
    }

    fn finish_message(&mut self, post: &mut dyn Post) {
        let message = core::mem::take(&mut self.message);
        let stage = core::mem::replace(&mut self.stage, Stage::Ready);
        if let Some(words) = post.refusal(".") {
            return self.say(&Reply::planned(&words));
        }
        if let Some(flaw) = self.flaw.take() {
            return self.say(&flaw);
        }
        if let Stage::Writing { recipients } = stage {
            for recipient in &recipients {
                post.deliver(recipient, &message);
            }
        }
        self.say(&Reply::new(250, "2.0.0 The letter is on its way"));
    }

    /// The client did what it may not do.
    fn breach(&mut self, reply: Reply) {
        if matches!(self.stage, Stage::Writing { .. }) {
            self.flaw = Some(reply);
            return;
        }
        self.say(&reply);
        self.breaches += 1;
        if self.breaches >= MAX_BREACHES {
            self.say(&Reply::new(421, "4.7.0 Too much that is not understood"));
            self.stage = Stage::Ended;
        }
    }

    fn say(&mut self, reply: &Reply) {
        reply.write_to(&mut self.output);
    }
}

//! Plays a transcript, line by line.

use super::request::request;
use super::show::show;
use super::text::{shown, unescape};
use imap_client::{CloseReason, Connection, ConnectionConfig};
use mail_model::{ProblemKind, Timestamp};

/// How the server's bytes are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pieces {
    Whole,
    Bytes,
    /// In two, at this byte of each stretch.
    At(usize),
}

/// Replays a transcript; the error tells the first line that did not hold.
pub(crate) fn replay(script: &str, pieces: Pieces) -> Result<(), String> {
    let mut config = ConnectionConfig::default();
    for line in script.lines() {
        if let Some(list) = line.strip_prefix("remembered: ") {
            config.remembered_capabilities = list.split(' ').map(str::to_owned).collect();
        }
        config.watches_all |= line == "watches: all";
        if let Some(byte) = line.strip_prefix("entropy: ") {
            config.entropy = [byte.parse().map_err(|_| "entropy?")?; 16];
        }
        config.compresses |= line == "compresses: yes";
        if let Some((name, version)) = line
            .strip_prefix("identity: ")
            .and_then(|l| l.split_once(' '))
        {
            config.client_name = name.to_owned();
            config.client_version = version.to_owned();
        }
    }
    let mut player = Player {
        connection: Connection::new(config, Timestamp(0)),
        now: Timestamp(0),
        sent: Vec::new(),
        told: Vec::new(),
        incoming: Vec::new(),
        pieces,
    };
    for (number, line) in script.lines().enumerate() {
        player
            .line(line)
            .map_err(|problem| format!("line {}: {line}\n{problem}", number + 1))?;
    }
    player.feed();
    player.nothing_is_left()
}

struct Player {
    connection: Connection,
    now: Timestamp,
    sent: Vec<u8>,
    told: Vec<String>,
    incoming: Vec<u8>,
    pieces: Pieces,
}

impl Player {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let (kind, content) = line
            .split_once(": ")
            .unwrap_or((line.trim_end_matches(':'), ""));
        if kind != "S" && kind != "S-" {
            self.feed();
        }
        match kind {
            "S" | "S-" => {
                if self.incoming.is_empty() {
                    self.nothing_was_sent()?;
                }
                self.incoming.extend(unescape(content));
                if kind == "S" {
                    self.incoming.extend(b"\r\n");
                }
            }
            "C" => {
                let end = self.sent.windows(2).position(|pair| pair == b"\r\n");
                let Some(end) = end else {
                    return Err(format!("the client sent only {:?}", shown(&self.sent)));
                };
                let sent: Vec<u8> = self.sent.drain(..end + 2).collect();
                if sent[..end] != unescape(content)[..] {
                    return Err(format!("the client sent {}", shown(&sent[..end])));
                }
            }
            "E" => {
                if self.told.is_empty() {
                    return Err("nothing was told".to_owned());
                }
                let told = self.told.remove(0);
                if told != content {
                    return Err(format!("told was  {told}"));
                }
            }
            "do" => {
                self.nothing_was_sent()?;
                let (request, priority) = request(content)?;
                match request {
                    Some(request) => {
                        self.connection.submit(request, priority, self.now);
                    }
                    None => {
                        let number = content.rsplit('#').next().and_then(|n| n.parse().ok());
                        let number = number.ok_or("which request?")?;
                        self.connection.cancel(imap_client::RequestId(number));
                    }
                }
                self.drain();
            }
            "wait" => {
                let milliseconds: i64 = content.parse().map_err(|_| "how long?")?;
                self.now = Timestamp(self.now.0 + milliseconds);
                self.connection.handle_timeout(self.now);
                self.drain();
            }
            "close" => {
                let kind = kind_of(content).ok_or("why?")?;
                let words = String::new();
                self.connection
                    .handle_closed(CloseReason { kind, words }, self.now);
                self.drain();
            }
            "flights" => {
                let flights = self.connection.traffic().flights.to_string();
                // Cut into pieces, the dialogue takes more flights.
                if self.pieces == Pieces::Whole && flights != content {
                    return Err(format!("it took {flights}"));
                }
            }
            "round trips" => {
                let round_trips = self.connection.traffic().round_trips.to_string();
                if round_trips != content {
                    return Err(format!("it took {round_trips}"));
                }
            }
            "remembered" | "identity" | "watches" | "compresses" | "entropy" => {}
            _ if line.is_empty() || line.starts_with('#') => {}
            _ => return Err("what is this line?".to_owned()),
        }
        Ok(())
    }

    fn feed(&mut self) {
        let incoming = std::mem::take(&mut self.incoming);
        let pieces: Vec<&[u8]> = match self.pieces {
            Pieces::Whole => vec![&incoming],
            Pieces::Bytes => incoming.chunks(1).collect(),
            Pieces::At(at) => {
                let (head, tail) = incoming.split_at(at.min(incoming.len()));
                vec![head, tail]
            }
        };
        for piece in pieces {
            self.connection.handle_input(piece, self.now);
            self.drain();
        }
    }

    fn drain(&mut self) {
        while let Some(bytes) = self.connection.poll_transmit() {
            self.sent.extend(bytes);
        }
        while let Some(event) = self.connection.poll_event() {
            self.told.push(show(&event));
        }
    }

    fn nothing_was_sent(&self) -> Result<(), String> {
        if self.sent.is_empty() {
            return Ok(());
        }
        Err(format!("the client had sent {}", shown(&self.sent)))
    }

    fn nothing_is_left(&self) -> Result<(), String> {
        self.nothing_was_sent()?;
        if !self.told.is_empty() {
            return Err(format!("at the end was told:\n{}", self.told.join("\n")));
        }
        Ok(())
    }
}

fn kind_of(text: &str) -> Option<ProblemKind> {
    [
        ProblemKind::ConnectionLost,
        ProblemKind::ServerUnreachable,
        ProblemKind::CertificateInvalid,
        ProblemKind::ProxyUnreachable,
    ]
    .into_iter()
    .find(|kind| format!("{kind:?}") == text)
}

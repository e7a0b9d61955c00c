//! A dialogue with the server that owes nothing to the product: lines out,
//! lines in. What the app claims is checked by it.

use crate::wait::PATIENCE;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// One connection.
pub struct ImapDialogue {
    stream: BufReader<TcpStream>,
    tags: u32,
}

impl ImapDialogue {
    /// Connects and hears the greeting.
    ///
    /// # Panics
    /// As everything here does when the server does not do what it should.
    pub async fn connect(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port))
            .await
            .expect("the server listens");
        let mut dialogue = Self {
            stream: BufReader::new(stream),
            tags: 0,
        };
        let greeting = dialogue.response().await;
        assert!(greeting.starts_with("* OK"), "{greeting}");
        dialogue
    }

    /// Sends a command and gives all that came until its OK, literals included.
    ///
    /// # Panics
    /// On NO, BAD, silence.
    pub async fn command(&mut self, command: &str) -> String {
        let (answer, status) = self.ask(command).await;
        assert!(status.starts_with("OK"), "{command}: {status}");
        answer
    }

    /// Sends a command that may be refused, and gives what its end says.
    ///
    /// # Panics
    /// On silence.
    pub async fn status(&mut self, command: &str) -> String {
        self.ask(command).await.1
    }

    /// What came until a command's end, and what that says.
    async fn ask(&mut self, command: &str) -> (String, String) {
        self.tags += 1;
        let tag = format!("t{} ", self.tags);
        let line = format!("{tag}{command}\r\n");
        self.stream
            .get_mut()
            .write_all(line.as_bytes())
            .await
            .expect("the connection holds");
        let mut answer = String::new();
        loop {
            let response = tokio::time::timeout(PATIENCE * 6, self.response())
                .await
                .unwrap_or_else(|_| panic!("no answer to {command}"));
            if let Some(status) = response.strip_prefix(&tag) {
                return (answer, status.to_owned());
            }
            answer.push_str(&response);
        }
    }

    /// Begins to idle (RFC 2177): nothing but [`Self::hears`] may follow.
    pub async fn idle(&mut self) {
        let stream = self.stream.get_mut();
        let sent = stream.write_all(b"i IDLE\r\n").await;
        sent.expect("the connection holds");
        self.hears("+").await;
    }

    /// Waits for a response that contains `text`.
    ///
    /// # Panics
    /// When it does not come.
    pub async fn hears(&mut self, text: &str) -> String {
        let wait = async {
            loop {
                let response = self.response().await;
                if response.contains(text) {
                    return response;
                }
            }
        };
        tokio::time::timeout(PATIENCE, wait)
            .await
            .unwrap_or_else(|_| panic!("the server never says {text}"))
    }

    /// The flags of a message in the selected mailbox.
    pub async fn flags(&mut self, uid: u32) -> Vec<String> {
        let answer = self.command(&format!("UID FETCH {uid} (FLAGS)")).await;
        let (_, behind) = answer
            .split_once("FLAGS (")
            .unwrap_or_else(|| panic!("no message {uid}: {answer}"));
        let (flags, _) = behind.split_once(')').unwrap_or((behind, ""));
        flags.split_whitespace().map(str::to_owned).collect()
    }

    /// One response with its literals.
    async fn response(&mut self) -> String {
        let mut bytes = Vec::new();
        loop {
            self.line(&mut bytes).await;
            let Some(length) = literal_length(&bytes) else {
                return String::from_utf8_lossy(&bytes).into_owned();
            };
            let begin = bytes.len();
            bytes.resize(begin + length, 0);
            self.stream
                .read_exact(&mut bytes[begin..])
                .await
                .expect("the connection holds");
        }
    }

    async fn line(&mut self, bytes: &mut Vec<u8>) {
        use tokio::io::AsyncBufReadExt;
        let length = self
            .stream
            .read_until(b'\n', bytes)
            .await
            .expect("the connection holds");
        assert!(length > 0, "the server hung up");
    }
}

/// The octets that follow a line which ends in `{N}`.
fn literal_length(line: &[u8]) -> Option<usize> {
    let line = line.strip_suffix(b"}\r\n")?;
    let begin = line.iter().rposition(|byte| *byte == b'{')?;
    std::str::from_utf8(&line[begin + 1..]).ok()?.parse().ok()
}

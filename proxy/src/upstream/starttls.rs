//! The dialogue before TLS (RFC 9051 §6.2.1), the only mail protocol that the
//! proxy speaks. It trusts nothing that it hears: whatever is not exactly what
//! must come ends it, and nothing heard is passed on.

pub(super) mod submission;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use crate::close::Failure;

/// A line of this dialogue, its CRLF included, is at most so long.
const LONGEST_LINE: usize = 8 * 1024;
/// Answers to one command, at most.
const MOST_LINES: usize = 64;

/// Brings `stream` to the point where TLS's handshake begins.
///
/// # Errors
/// When the server does not offer STARTTLS or refuses it, has authenticated
/// already, refers elsewhere, says more than it may, or says anything in clear
/// behind its consent.
pub(super) async fn negotiate<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
) -> Result<(), Failure> {
    let mut dialogue = Dialogue {
        stream,
        heard: Vec::new(),
    };
    let greeting = dialogue.line().await?;
    if !begins_with(&greeting, b"* OK ") {
        return Err(refused(if begins_with(&greeting, b"* PREAUTH ") {
            "the mail server logs in before TLS"
        } else {
            "the mail server does not accept connections"
        }));
    }
    let capabilities = dialogue.command(b"P1", b"P1 CAPABILITY\r\n").await?;
    let offered = capabilities.iter().any(|line| {
        begins_with(line, b"* CAPABILITY ")
            && line
                .split(u8::is_ascii_whitespace)
                .any(|word| word.eq_ignore_ascii_case(b"STARTTLS"))
    });
    if !offered {
        return Err(refused("the mail server does not offer STARTTLS"));
    }
    dialogue.command(b"P2", b"P2 STARTTLS\r\n").await?;
    if !dialogue.heard.is_empty() {
        return Err(refused("the mail server went on in clear after STARTTLS"));
    }
    Ok(())
}

struct Dialogue<'a, S> {
    stream: &'a mut S,
    /// What has arrived and was not looked at yet.
    heard: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Dialogue<'_, S> {
    /// Sends a command and reads until its completion, which must be OK; the
    /// untagged lines before that.
    async fn command(&mut self, tag: &[u8], command: &[u8]) -> Result<Vec<Vec<u8>>, Failure> {
        self.stream.write_all(command).await.map_err(|_| broken())?;
        self.stream.flush().await.map_err(|_| broken())?;
        let mut untagged = Vec::new();
        while untagged.len() < MOST_LINES {
            let line = self.line().await?;
            if line
                .strip_prefix(tag)
                .is_some_and(|rest| begins_with(rest, b" OK "))
            {
                return Ok(untagged);
            }
            if !line.starts_with(b"* ") || begins_with(&line, b"* BYE") {
                return Err(refused("the mail server refused STARTTLS"));
            }
            untagged.push(line);
        }
        Err(refused("the mail server says too much before TLS"))
    }

    /// The next line, without its CRLF.
    async fn line(&mut self) -> Result<Vec<u8>, Failure> {
        loop {
            if let Some(end) = self.heard.iter().position(|&byte| byte == b'\n') {
                let mut line: Vec<u8> = self.heard.drain(..=end).collect();
                if !line.ends_with(b"\r\n") {
                    return Err(refused("the mail server does not end its lines as it must"));
                }
                line.truncate(line.len() - 2);
                let refers = line
                    .windows(9)
                    .any(|word| word.eq_ignore_ascii_case(b"[REFERRAL"));
                if refers {
                    return Err(refused("the mail server refers elsewhere"));
                }
                return Ok(line);
            }
            let room = LONGEST_LINE.saturating_sub(self.heard.len());
            if room == 0 {
                return Err(refused("the mail server says too much before TLS"));
            }
            let read = (&mut *self.stream)
                .take(room as u64)
                .read_buf(&mut self.heard)
                .await
                .map_err(|_| broken())?;
            if read == 0 {
                return Err(broken());
            }
        }
    }
}

fn begins_with(line: &[u8], words: &[u8]) -> bool {
    line.get(..words.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(words))
}

fn refused(why: &'static str) -> Failure {
    Failure::StartTls(why.into())
}

fn broken() -> Failure {
    Failure::StartTls("the mail server broke the connection off before TLS".into())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_LINE, negotiate};
    use crate::close::Failure;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    /// What the proxy said, and how it ended, when a server says `turns`, one
    /// after each line that it hears.
    async fn dialogue(turns: &[&[u8]]) -> (String, Result<(), Failure>) {
        dialogue_of(turns, async |stream| negotiate(stream).await).await
    }

    /// The same with either protocol's negotiation.
    pub(super) async fn dialogue_of(
        turns: &[&[u8]],
        negotiate: impl AsyncFnOnce(&mut tokio::io::DuplexStream) -> Result<(), Failure>,
    ) -> (String, Result<(), Failure>) {
        let (mut proxy, mut server) = tokio::io::duplex(64 * 1024);
        let play = async {
            let mut said = Vec::new();
            for (index, turn) in turns.iter().enumerate() {
                if index > 0 {
                    let before = said.len();
                    while !said[before..].contains(&b'\n') {
                        if server.read_buf(&mut said).await.unwrap() == 0 {
                            return said;
                        }
                    }
                }
                server.write_all(turn).await.unwrap();
            }
            server.shutdown().await.unwrap();
            server.read_to_end(&mut said).await.unwrap();
            said
        };
        let negotiation = async {
            let result = negotiate(&mut proxy).await;
            drop(proxy);
            result
        };
        let (said, result) = tokio::join!(play, negotiation);
        (String::from_utf8(said).unwrap(), result)
    }

    fn refusal(why: &'static str) -> Result<(), Failure> {
        Err(Failure::StartTls(why.into()))
    }

    const BOTH: &str = "P1 CAPABILITY\r\nP2 STARTTLS\r\n";

    #[tokio::test]
    async fn consent_leads_to_tls() {
        let turns: [&[u8]; 3] = [
            b"* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hello\r\n",
            b"* CAPABILITY IMAP4rev1 starttls LOGINDISABLED\r\nP1 OK done\r\n",
            b"P2 OK begin\r\n",
        ];
        assert_eq!(dialogue(&turns).await, (BOTH.to_owned(), Ok(())));
    }

    #[tokio::test]
    async fn what_the_greeting_offers_counts_for_nothing() {
        let turns: [&[u8]; 2] = [
            b"* OK [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n",
            b"* CAPABILITY IMAP4rev1\r\nP1 OK done\r\n",
        ];
        let (said, result) = dialogue(&turns).await;
        assert_eq!(said, "P1 CAPABILITY\r\n");
        assert_eq!(result, refusal("the mail server does not offer STARTTLS"));
    }

    #[tokio::test]
    async fn anything_in_clear_behind_the_consent_ends_it() {
        for behind in [
            "* CAPABILITY IMAP4rev1\r\n",
            "x",
            "\r\n",
            "P3 OK\r\n",
            "* PREAUTH hi\r\n",
        ] {
            let consent = format!("P2 OK begin\r\n{behind}");
            let turns: [&[u8]; 3] = [
                b"* OK hello\r\n",
                b"* CAPABILITY STARTTLS\r\nP1 OK done\r\n",
                consent.as_bytes(),
            ];
            let (said, result) = dialogue(&turns).await;
            assert_eq!(said, BOTH);
            assert_eq!(
                result,
                refusal("the mail server went on in clear after STARTTLS"),
                "{behind:?}"
            );
        }
    }

    #[tokio::test]
    async fn a_completion_that_comes_before_its_command_ends_it() {
        let turns: [&[u8]; 2] = [
            b"* OK hello\r\n",
            b"* CAPABILITY STARTTLS\r\nP1 OK done\r\nP2 OK begin\r\n\x16\x03",
        ];
        let (_, result) = dialogue(&turns).await;
        assert!(result.is_err());
    }

    #[tokio::test]
    async fn refusals_end_it() {
        for (consent, why) in [
            ("P2 NO not now\r\n", "the mail server refused STARTTLS"),
            ("P2 BAD what\r\n", "the mail server refused STARTTLS"),
            ("P9 OK begin\r\n", "the mail server refused STARTTLS"),
            ("+ go on\r\n", "the mail server refused STARTTLS"),
            ("* BYE overloaded\r\n", "the mail server refused STARTTLS"),
            (
                "P2 OK begin\n",
                "the mail server does not end its lines as it must",
            ),
            (
                "P2 OK [REFERRAL imap://other/] go\r\n",
                "the mail server refers elsewhere",
            ),
            ("", "the mail server broke the connection off before TLS"),
            (
                "P2 OK beg",
                "the mail server broke the connection off before TLS",
            ),
        ] {
            let turns: [&[u8]; 3] = [
                b"* OK hello\r\n",
                b"* CAPABILITY STARTTLS\r\nP1 OK done\r\n",
                consent.as_bytes(),
            ];
            assert_eq!(dialogue(&turns).await.1, refusal(why), "{consent:?}");
        }
    }

    #[tokio::test]
    async fn greetings_other_than_ok_end_it_before_a_word_is_said() {
        for (greeting, why) in [
            (
                "* PREAUTH welcome back\r\n",
                "the mail server logs in before TLS",
            ),
            (
                "* BYE too busy\r\n",
                "the mail server does not accept connections",
            ),
            (
                "* BYE [REFERRAL imap://other/] moved\r\n",
                "the mail server refers elsewhere",
            ),
            (
                "220 mail ESMTP\r\n",
                "the mail server does not accept connections",
            ),
            ("\r\n", "the mail server does not accept connections"),
        ] {
            let (said, result) = dialogue(&[greeting.as_bytes()]).await;
            assert_eq!(said, "", "{greeting:?}");
            assert_eq!(result, refusal(why), "{greeting:?}");
        }
    }

    #[tokio::test]
    async fn a_server_that_says_too_much_is_not_listened_to() {
        let endless_line = [b"* OK ".as_slice(), &[b'x'; LONGEST_LINE]].concat();
        let (_, result) = dialogue(&[&endless_line]).await;
        assert_eq!(result, refusal("the mail server says too much before TLS"));

        let endless_lines = b"* CAPABILITY STARTTLS\r\n".repeat(100);
        let (_, result) = dialogue(&[b"* OK hello\r\n", &endless_lines]).await;
        assert_eq!(result, refusal("the mail server says too much before TLS"));
    }
}

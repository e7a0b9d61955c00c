//! The same before a submission service (RFC 3207).

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};

use super::{Dialogue, MOST_LINES, broken, refused};
use crate::close::Failure;

/// What EHLO says of us: the browser says its own inside TLS.
const EHLO: &[u8] = b"EHLO [127.0.0.1]\r\n";

/// Brings `stream` to the point where TLS's handshake begins.
///
/// # Errors
/// As for IMAP: whatever is not exactly what must come ends it.
pub(in crate::upstream) async fn negotiate<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
) -> Result<(), Failure> {
    let mut dialogue = Dialogue {
        stream,
        heard: Vec::new(),
    };
    dialogue
        .reply(b"220", "the mail server does not accept connections")
        .await?;
    dialogue.say(EHLO).await?;
    let keywords = dialogue
        .reply(b"250", "the mail server does not offer STARTTLS")
        .await?;
    let is_offered = |line: &Vec<u8>| line.trim_ascii().eq_ignore_ascii_case(b"STARTTLS");
    if !keywords.iter().skip(1).any(is_offered) {
        return Err(refused("the mail server does not offer STARTTLS"));
    }
    dialogue.say(b"STARTTLS\r\n").await?;
    dialogue
        .reply(b"220", "the mail server refused STARTTLS")
        .await?;
    if !dialogue.heard.is_empty() {
        return Err(refused("the mail server went on in clear after STARTTLS"));
    }
    Ok(())
}

impl<S: AsyncRead + AsyncWrite + Unpin> Dialogue<'_, S> {
    async fn say(&mut self, command: &[u8]) -> Result<(), Failure> {
        self.stream.write_all(command).await.map_err(|_| broken())?;
        self.stream.flush().await.map_err(|_| broken())
    }

    /// The lines of a reply without their codes, which must all be `code`.
    async fn reply(&mut self, code: &[u8], or_else: &'static str) -> Result<Vec<Vec<u8>>, Failure> {
        let mut lines = Vec::new();
        while lines.len() < MOST_LINES {
            let line = self.line().await?;
            let text = line.strip_prefix(code).ok_or_else(|| refused(or_else))?;
            let (mark, text) = text.split_first().unwrap_or((&b' ', &[]));
            lines.push(text.to_vec());
            match mark {
                b' ' => return Ok(lines),
                b'-' => {}
                _ => return Err(refused(or_else)),
            }
        }
        Err(refused("the mail server says too much before TLS"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::dialogue_of;
    use super::*;

    const BOTH: &str = "EHLO [127.0.0.1]\r\nSTARTTLS\r\n";
    const OFFER: &[u8] = b"250-mx\r\n250-SIZE 1\r\n250 starttls\r\n";

    #[tokio::test]
    async fn consent_leads_to_tls() {
        let turns: [&[u8]; 3] = [b"220-mx\r\n220 hi\r\n", OFFER, b"220 go\r\n"];
        let (said, result) = dialogue_of(&turns, async |stream| negotiate(stream).await).await;
        assert_eq!((said.as_str(), result), (BOTH, Ok(())));
    }

    #[tokio::test]
    async fn whatever_else_comes_ends_it() {
        for (turns, why) in [
            (
                vec![&b"554 no\r\n"[..]],
                "the mail server does not accept connections",
            ),
            (
                vec![b"* OK IMAP\r\n"],
                "the mail server does not accept connections",
            ),
            (
                vec![b"220 hi\r\n", b"250 mx STARTTLS\r\n"],
                "the mail server does not offer STARTTLS",
            ),
            (
                // The first line names the server, whatever it is called.
                vec![b"220 hi\r\n", b"250-STARTTLS\r\n250 SIZE\r\n"],
                "the mail server does not offer STARTTLS",
            ),
            (
                vec![b"220 hi\r\n", b"502 what\r\n"],
                "the mail server does not offer STARTTLS",
            ),
            (
                vec![b"220 hi\r\n", OFFER, b"454 not now\r\n"],
                "the mail server refused STARTTLS",
            ),
            (
                vec![b"220 hi\r\n", OFFER, b"220 go\r\n250 mx\r\n"],
                "the mail server went on in clear after STARTTLS",
            ),
            (
                vec![b"220 hi\n"],
                "the mail server does not end its lines as it must",
            ),
        ] {
            let (_, result) = dialogue_of(&turns, async |stream| negotiate(stream).await).await;
            assert_eq!(result, Err(Failure::StartTls(why.into())));
        }
    }
}

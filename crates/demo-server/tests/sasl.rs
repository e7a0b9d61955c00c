//! The ways to log in, as a client goes them.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use demo_server::{Profile, Server, SessionId};
use hmac::{Hmac, Mac};
use mail_model::Timestamp;
use sha2::{Digest, Sha256};

const NOW: Timestamp = Timestamp(1_700_000_000_000);

fn ask(server: &mut Server, session: SessionId, line: &str) -> String {
    server.handle_input(session, format!("{line}\r\n").as_bytes(), NOW);
    String::from_utf8(server.poll_transmit(session).unwrap_or_default()).unwrap()
}

fn connected(server: &mut Server) -> SessionId {
    let session = server.connect(NOW);
    server.poll_transmit(session);
    session
}

fn mac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

/// What a challenge says.
fn challenge(line: &str) -> String {
    let encoded = line.strip_prefix("+ ").unwrap().trim_end();
    String::from_utf8(STANDARD.decode(encoded).unwrap()).unwrap()
}

fn scram(server: &mut Server, session: SessionId, password: &str) -> String {
    let bare = "n=robin,r=fyko";
    let begun = STANDARD.encode(format!("n,,{bare}"));
    let answer = ask(
        server,
        session,
        &format!("a AUTHENTICATE SCRAM-SHA-256 {begun}"),
    );
    let words = challenge(&answer);
    let attributes: Vec<&str> = words.split(',').map(|piece| &piece[2..]).collect();
    let [nonce, salt, iterations] = attributes[..] else {
        return answer;
    };
    assert!(nonce.starts_with("fyko") && nonce.len() > 4);
    let mut salted = [0; 32];
    let salt = STANDARD.decode(salt).unwrap();
    let iterations = iterations.parse().unwrap();
    pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), &salt, iterations, &mut salted);
    let unproven = format!("c=biws,r={nonce}");
    let told = format!("{bare},{words},{unproven}");
    let key = mac(&salted, b"Client Key");
    let signature = mac(&Sha256::digest(&key), told.as_bytes());
    let proof: Vec<u8> = key.iter().zip(signature).map(|(a, b)| a ^ b).collect();
    let last = format!("{unproven},p={}", STANDARD.encode(proof));
    let answer = ask(server, session, &STANDARD.encode(last));
    if !answer.starts_with('+') {
        return answer;
    }
    let expected = mac(&mac(&salted, b"Server Key"), told.as_bytes());
    assert_eq!(
        challenge(&answer),
        format!("v={}", STANDARD.encode(expected))
    );
    ask(server, session, "")
}

#[test]
fn scram_admits_who_knows_the_password() {
    let mut server = Server::empty(Profile::Full);
    server.set_password("robin", "tide, =& ebb");
    let session = connected(&mut server);
    let refused = scram(&mut server, session, "tide");
    assert!(
        refused.starts_with("a NO [AUTHENTICATIONFAILED] "),
        "{refused}"
    );
    let admitted = scram(&mut server, session, "tide, =& ebb");
    assert!(admitted.starts_with("a OK [CAPABILITY "), "{admitted}");
}

#[test]
fn the_login_mechanism_asks_twice() {
    let mut server = Server::empty(Profile::Full);
    let session = connected(&mut server);
    assert_eq!(
        challenge(&ask(&mut server, session, "a AUTHENTICATE LOGIN")),
        "Username:"
    );
    assert_eq!(
        challenge(&ask(&mut server, session, "cm9iaW4=")),
        "Password:"
    );
    assert!(ask(&mut server, session, "ZGVtbw==").starts_with("a OK "));
}

#[test]
fn a_token_admits_or_is_refused_in_two_steps() {
    for (mechanism, message, acknowledgement) in [
        (
            "OAUTHBEARER",
            "n,a=robin,\u{1}host=x\u{1}auth=Bearer TOKEN\u{1}\u{1}",
            "AQ==",
        ),
        ("XOAUTH2", "user=robin\u{1}auth=Bearer TOKEN\u{1}\u{1}", ""),
    ] {
        let mut server = Server::empty(Profile::Full);
        server.set_token("robin", Some("abc"));
        let session = connected(&mut server);
        let line = |token: &str| {
            let message = STANDARD.encode(message.replace("TOKEN", token));
            format!("a AUTHENTICATE {mechanism} {message}")
        };
        let why = challenge(&ask(&mut server, session, &line("old")));
        assert!(why.contains("invalid_token"), "{why}");
        let refused = ask(&mut server, session, acknowledgement);
        assert!(
            refused.starts_with("a NO [AUTHENTICATIONFAILED] "),
            "{refused}"
        );
        let admitted = ask(&mut server, session, &line("abc"));
        assert!(admitted.starts_with("a OK "), "{admitted}");
    }
}

#[test]
fn login_can_be_disabled() {
    let mut server = Server::empty(Profile::Full);
    server.disable_login(true);
    let session = server.connect(NOW);
    let greeting = ask(&mut server, session, "a LOGIN robin demo");
    assert!(greeting.contains(" LOGINDISABLED]"), "{greeting}");
    assert!(
        greeting.contains("\r\na NO [PRIVACYREQUIRED] "),
        "{greeting}"
    );
    let admitted = ask(
        &mut server,
        session,
        "b AUTHENTICATE PLAIN AHJvYmluAGRlbW8=",
    );
    assert!(admitted.starts_with("b OK ") && !admitted.contains("LOGINDISABLED"));
}

#[test]
fn a_mechanism_that_is_not_offered_is_refused() {
    let mut server = Server::empty(Profile::Full.without("AUTH=LOGIN"));
    let session = connected(&mut server);
    for mechanism in ["LOGIN", "SCRAM-SHA-1", "GSSAPI"] {
        let answer = ask(&mut server, session, &format!("a AUTHENTICATE {mechanism}"));
        assert!(answer.starts_with("a NO "), "{answer}");
    }
}

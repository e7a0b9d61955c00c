//! The program itself: what it prints, how it stops, what it logs.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test's panic is its report"
)]

mod support;

use std::path::PathBuf;
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};
use support::mail_server::{Listening, say};
use support::{Browser, soon};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_porthole"));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

fn file(name: &str, content: &str) -> PathBuf {
    let file =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
    std::fs::write(&file, content).unwrap();
    file
}

fn config_for(server: &Listening) -> String {
    let configured = server.configured();
    format!(
        "listen = \"127.0.0.1:0\"\n[log]\nformat = \"json\"\n[upstreams.work]\nhost = \"localhost\"\nport = {}\nca_file = {:?}\n",
        configured.port,
        configured.ca_file.unwrap()
    )
}

/// Starts serving and reads the address that it prints.
async fn serve(config: &str, name: &str) -> (Child, String) {
    let mut child = program()
        .arg("serve")
        .arg("--config")
        .arg(file(name, config))
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    soon(out.read_line(&mut line)).await.unwrap();
    let address = line
        .trim_end()
        .strip_prefix("listening on http://")
        .unwrap()
        .to_owned();
    (child, address)
}

async fn open(address: &str) -> Browser {
    let mut request = format!("ws://{address}/relay/work")
        .into_client_request()
        .unwrap();
    let headers = request.headers_mut();
    headers.insert("origin", format!("http://{address}").parse().unwrap());
    headers.insert(
        "sec-websocket-protocol",
        relay_protocol::SUBPROTOCOL.parse().unwrap(),
    );
    let tcp = TcpStream::connect(address).await.unwrap();
    let (socket, _) = soon(client_async(request, tcp)).await.unwrap();
    Browser { socket }
}

#[tokio::test]
async fn on_sigterm_it_closes_its_relays_and_exits_in_order() {
    let server = Listening::start().await;
    let (child, address) = serve(&config_for(&server), "sigterm.toml").await;
    let mut browser = open(&address).await;
    let mut upstream = server.accept().await;
    say(&mut upstream, b"* OK hello\r\n").await;
    browser.expect(b"* OK hello\r\n").await;

    let process = Pid::from_raw(i32::try_from(child.id().unwrap()).unwrap()).unwrap();
    kill_process(process, Signal::TERM).unwrap();
    assert_eq!(browser.close_code().await, 1001);
    let mut rest = Vec::new();
    soon(upstream.read_to_end(&mut rest)).await.unwrap();
    drop(browser);
    let output = soon(child.wait_with_output()).await.unwrap();
    assert_eq!(output.status.code(), Some(0));
}

#[tokio::test]
async fn its_log_tells_who_went_where_and_nothing_that_was_said() {
    let server = Listening::start().await;
    let mut config = config_for(&server);
    config.push_str("[limits]\ndrain_seconds = 3\n");
    let config = config.replace("format = \"json\"", "format = \"json\"\nlevel = \"debug\"");
    let (child, address) = serve(&config, "log.toml").await;
    let mut browser = open(&address).await;
    let mut upstream = server.accept().await;
    browser.send(b"a LOGIN user hunter2\r\n").await;
    let mut heard = [0; 22];
    soon(upstream.read_exact(&mut heard)).await.unwrap();
    say(&mut upstream, b"a OK secret subject\r\n").await;
    browser.expect(b"a OK secret subject\r\n").await;
    // A frame with a reserved bit: an error that a library might quote.
    let frame = *b"\xc2\x87\0\0\0\0hunter2";
    let tcp = browser.socket.get_mut();
    soon(tokio::io::AsyncWriteExt::write_all(tcp, &frame))
        .await
        .unwrap();
    assert_eq!(browser.close_code().await, 1002);
    drop((browser, upstream));

    let process = Pid::from_raw(i32::try_from(child.id().unwrap()).unwrap()).unwrap();
    kill_process(process, Signal::TERM).unwrap();
    let output = soon(child.wait_with_output()).await.unwrap();
    let log = String::from_utf8(output.stderr).unwrap();
    for secret in ["hunter2", "LOGIN", "subject"] {
        assert!(!log.contains(secret), "{log}");
    }
    let ended = log
        .lines()
        .find(|line| line.contains("\"event\":\"relay-ended\""))
        .unwrap();
    for fact in [
        "\"address\":\"127.0.0.1\"",
        "\"upstream\":\"work\"",
        "\"milliseconds\":",
        "\"bytes_from_browser\":22,\"bytes_to_browser\":21",
        "\"ending\":\"browser-violation\",\"code\":1002",
    ] {
        assert!(ended.contains(fact), "{fact} in {ended}");
    }
}

#[tokio::test]
async fn what_keeps_it_from_starting_is_said_and_is_a_failure() {
    let ca = file("empty.pem", "no certificate here\n");
    for (arguments, config, code, expected) in [
        (vec!["sreve"], "", 2, "there is no command sreve".to_owned()),
        (
            vec!["serve"],
            "lisen = 1",
            1,
            "line 1: unknown field `lisen`".to_owned(),
        ),
        (
            vec!["serve"],
            &format!("[upstreams.work]\nhost = \"localhost\"\nca_file = {ca:?}\n"),
            1,
            format!(
                "upstream work: certificate authorities: {}: no certificate in it",
                ca.display()
            ),
        ),
        (
            vec!["serve"],
            "listen = \"192.0.2.1:80\"\norigins = [\"https://mail.example.org\"]",
            1,
            "cannot listen on 192.0.2.1:80".to_owned(),
        ),
        (
            vec!["check"],
            "[upstreams.work]\nhost = \"localhost\"\nport = 1",
            1,
            String::new(),
        ),
    ] {
        let mut command = program();
        command
            .args(&arguments)
            .env("PORTHOLE_CONFIG", file("broken.toml", config));
        let output = soon(command.output()).await.unwrap();
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{complaint}");
        assert!(complaint.contains(&expected), "{complaint}");
    }
    let output = soon(program().arg("--help").output()).await.unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("porthole check")
    );
}

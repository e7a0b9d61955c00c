//! `porthole check`: connects to each upstream as a relay would, and tells
//! what it finds.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use relay_protocol::SUBMISSION_SUFFIX;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{DigitallySignedStruct, Error as TlsError, SignatureScheme};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::close::{Ending, Failure};
use crate::config::{Config, MailServer, Service, Target, TlsMode};
use crate::error::Error;
use crate::upstream::{ClientConfigs, Connected, Connector, versions};

/// For a server to greet, and to answer CAPABILITY.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// Answers are a few lines; whoever sends more is no mail server.
const LONGEST_ANSWER: usize = 64 * 1024;

/// Connects to each upstream and writes what it finds to `out`. True when
/// every one can be used.
///
/// # Errors
/// When certificate authorities cannot be read, or `out` cannot be written.
pub async fn check(config: &Config, out: &mut (dyn Write + Send)) -> Result<bool, Error> {
    let mut client_configs = ClientConfigs::default();
    let mut all_usable = !config.upstreams.is_empty();
    if config.upstreams.is_empty() {
        writeln!(out, "no upstreams are configured").map_err(Error::System)?;
    }
    let targets = config.upstreams.iter().flat_map(|(name, upstream)| {
        let submission = upstream.submission.as_ref();
        let submission = submission.map(|target| (format!("{name}{SUBMISSION_SUFFIX}"), target));
        [Some((name.clone(), &upstream.target)), submission]
    });
    for (name, target) in targets.flatten() {
        #[cfg_attr(
            not(any(feature = "demo", feature = "conformance")),
            expect(
                irrefutable_let_patterns,
                reason = "with these features there are other targets"
            )
        )]
        let Target::Server(server) = target else {
            continue;
        };
        let report = examine(server, &mut client_configs, config.limits.connect())
            .await
            .map_err(|error| Error::Upstream(name.clone(), error.to_string()))?;
        all_usable &= report.problem.is_none();
        report.write(&name, server, out).map_err(Error::System)?;
    }
    Ok(all_usable)
}

#[derive(Debug, Default)]
struct Report {
    tls_version: Option<String>,
    certificate: Option<Certificate>,
    greeting: Option<String>,
    capabilities: Option<String>,
    problem: Option<String>,
}

#[derive(Debug)]
struct Certificate {
    subject: String,
    names: String,
    issuer: String,
    expiry: String,
}

async fn examine(
    server: &MailServer,
    configs: &mut ClientConfigs,
    within: Duration,
) -> Result<Report, Error> {
    let witness = Arc::new(Witness {
        judge: configs.verifier(server.ca_file.as_deref())?,
        seen: Mutex::default(),
    });
    let tls = versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&witness) as Arc<dyn ServerCertVerifier>)
        .with_no_client_auth();
    let mut report = Report::default();
    let myself = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let connected = match Connector::new(server.clone(), Arc::new(tls), within) {
        Ok(connector) => connector.connect(myself).await,
        Err(failure) => Err(failure),
    };
    match connected {
        Ok(connected) => interrogate(connected, server.service, &mut report).await,
        Err(failure) => report.problem = Some(in_words(failure)),
    }
    report.certificate = witness
        .seen
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .as_deref()
        .and_then(described);
    Ok(report)
}

/// Hears the greeting, asks for the capabilities, and takes leave.
async fn interrogate(connected: Connected, service: Service, report: &mut Report) {
    let Connected {
        mut stream,
        preface,
    } = connected;
    report.tls_version = stream
        .get_ref()
        .1
        .protocol_version()
        .map(|version| format!("{version:?}"));
    let dialogue = async {
        if preface.is_empty() {
            let first = match service {
                Service::Imap => "* ",
                Service::Submission => "220 ",
            };
            report.greeting = Some(answer(&mut stream, first).await?);
        }
        let (question, last, farewell): (&[u8], _, &[u8]) = match service {
            Service::Imap => (b"P1 CAPABILITY\r\n", "P1 ", b"P2 LOGOUT\r\n"),
            Service::Submission => (b"EHLO [127.0.0.1]\r\n", "250 ", b"QUIT\r\n"),
        };
        stream.write_all(question).await.ok()?;
        stream.flush().await.ok()?;
        let heard = answer(&mut stream, last).await?;
        report.capabilities = match service {
            Service::Imap => heard
                .lines()
                .find_map(|line| line.strip_prefix("* CAPABILITY "))
                .map(str::to_owned),
            // The first line names the server.
            Service::Submission => {
                let keywords = heard.lines().skip(1);
                let keywords: Vec<&str> = keywords.filter_map(|line| line.get(4..)).collect();
                Some(keywords.join(" ")).filter(|keywords| !keywords.is_empty())
            }
        };
        stream.write_all(farewell).await.ok()?;
        stream.shutdown().await.ok()
    };
    let finished = tokio::time::timeout(ANSWER_WITHIN, dialogue).await;
    let greeted = report
        .greeting
        .as_deref()
        .is_none_or(|greeting| greeting.starts_with("* OK") || greeting.starts_with("220"));
    report.problem = match (finished, greeted, &report.capabilities) {
        (Err(_), ..) => Some("it did not answer in time".to_owned()),
        (Ok(_), false, _) => Some("it does not accept connections".to_owned()),
        (Ok(_), true, None) => Some(
            match service {
                Service::Imap => "it did not tell its capabilities: is this an IMAP server?",
                Service::Submission => "it did not tell what it can do: is mail handed in here?",
            }
            .to_owned(),
        ),
        (Ok(_), true, Some(_)) => None,
    };
}

/// All that the server says, up to a whole line that begins with `last`.
async fn answer(stream: &mut TlsStream<TcpStream>, last: &str) -> Option<String> {
    let mut heard = Vec::new();
    while heard.len() < LONGEST_ANSWER {
        if stream.read_buf(&mut heard).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&heard);
        if text.ends_with('\n') && text.lines().any(|line| line.starts_with(last)) {
            return Some(text.trim_end().to_owned());
        }
    }
    None
}

fn in_words(failure: Failure) -> String {
    Ending::UpstreamFailed(failure).reason().to_owned()
}

fn described(der: &[u8]) -> Option<Certificate> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let names = certificate.subject_alternative_name().ok().flatten();
    Some(Certificate {
        subject: certificate.subject().to_string(),
        names: names
            .map(|names| {
                names
                    .value
                    .general_names
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", ")
            })
            .unwrap_or_default(),
        issuer: certificate.issuer().to_string(),
        expiry: certificate.validity().not_after.to_string(),
    })
}

impl Report {
    fn write(&self, name: &str, server: &MailServer, out: &mut dyn Write) -> std::io::Result<()> {
        let mode = match server.tls {
            TlsMode::Implicit => "implicit TLS",
            TlsMode::StartTls => "STARTTLS",
        };
        writeln!(out, "{name}: {}:{}, {mode}", server.host, server.port)?;
        let mut line = |title: &str, value: &Option<String>| match value {
            Some(value) => writeln!(out, "  {title:<13} {}", visible(value)),
            None => Ok(()),
        };
        line("TLS", &self.tls_version)?;
        if let Some(certificate) = &self.certificate {
            line("certificate", &Some(certificate.subject.clone()))?;
            line("for", &Some(certificate.names.clone()))?;
            line("issued by", &Some(certificate.issuer.clone()))?;
            line("expires", &Some(certificate.expiry.clone()))?;
        }
        line("greeting", &self.greeting)?;
        line("capabilities", &self.capabilities)?;
        match &self.problem {
            None => line("result", &Some("usable".to_owned())),
            problem => line("PROBLEM", problem),
        }
    }
}

/// A server's text, unable to steer the terminal it is printed on.
fn visible(text: &str) -> String {
    text.chars()
        .map(|character| {
            if character.is_control() {
                '\u{fffd}'
            } else {
                character
            }
        })
        .collect()
}

/// Judges certificates as every relay does, and remembers which it was shown,
/// so that one that is refused can be described.
#[derive(Debug)]
struct Witness {
    judge: Arc<WebPkiServerVerifier>,
    seen: Mutex<Option<Vec<u8>>>,
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(end_entity.to_vec());
        self.judge
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.judge
            .verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.judge
            .verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.judge.supported_verify_schemes()
    }
}

//! TLS towards mail servers: always verified, against the system's authorities
//! or those that the admin names.

use std::path::Path;
use std::sync::Arc;

use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, ConfigBuilder, Error as TlsError, OtherError, RootCertStore,
    WantsVerifier,
    version::{TLS12, TLS13},
};

use crate::close::Failure;
use crate::error::Error;

/// Makes each upstream's TLS configuration; reads the system's authorities once, if at all.
#[derive(Debug, Default)]
pub(crate) struct ClientConfigs {
    system: Option<Arc<RootCertStore>>,
}

impl ClientConfigs {
    /// The configuration that trusts the authorities in `ca_file`, or the system's.
    pub(crate) fn config(&mut self, ca_file: Option<&Path>) -> Result<Arc<ClientConfig>, Error> {
        let config = versions()?.with_webpki_verifier(self.verifier(ca_file)?);
        Ok(Arc::new(config.with_no_client_auth()))
    }

    /// What judges the certificates of an upstream.
    pub(crate) fn verifier(
        &mut self,
        ca_file: Option<&Path>,
    ) -> Result<Arc<WebPkiServerVerifier>, Error> {
        let roots = match ca_file {
            Some(file) => Arc::new(from_file(file)?),
            None => self.system()?,
        };
        WebPkiServerVerifier::builder_with_provider(roots, provider())
            .build()
            .map_err(|error| Error::Authorities(error.to_string()))
    }

    fn system(&mut self) -> Result<Arc<RootCertStore>, Error> {
        if let Some(roots) = &self.system {
            return Ok(Arc::clone(roots));
        }
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if roots.is_empty() {
            return Err(Error::Authorities(
                "this system has no certificate authorities: install its package (ca-certificates on Debian), \
                 or name a `ca_file` for each upstream"
                    .to_owned(),
            ));
        }
        Ok(Arc::clone(self.system.insert(Arc::new(roots))))
    }
}

fn from_file(file: &Path) -> Result<RootCertStore, Error> {
    let unusable = |why: String| Error::Authorities(format!("{}: {why}", file.display()));
    let mut roots = RootCertStore::empty();
    for certificate in
        CertificateDer::pem_file_iter(file).map_err(|error| unusable(error.to_string()))?
    {
        let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
        roots
            .add(certificate)
            .map_err(|error| unusable(error.to_string()))?;
    }
    if roots.is_empty() {
        return Err(unusable("no certificate in it".to_owned()));
    }
    Ok(roots)
}

/// TLS 1.2 and 1.3, and nothing older.
pub(crate) fn versions() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, Error> {
    ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(|error| Error::Authorities(error.to_string()))
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// What a failed handshake means for the person who waits.
pub(crate) fn failure(error: &std::io::Error) -> Failure {
    match error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<TlsError>())
    {
        Some(TlsError::InvalidCertificate(problem)) => {
            Failure::Certificate(certificate_problem(problem).into())
        }
        Some(TlsError::InvalidMessage(_)) => {
            Failure::Tls("the mail server does not speak TLS on this port".into())
        }
        Some(TlsError::PeerIncompatible(_)) => {
            Failure::Tls("the mail server speaks no TLS version from 1.2 on".into())
        }
        Some(TlsError::AlertReceived(alert)) => {
            Failure::Tls(format!("the mail server refused TLS: {alert:?}").into())
        }
        Some(_) => Failure::Tls("TLS with the mail server failed".into()),
        None => Failure::Tls("the mail server broke the connection off during TLS".into()),
    }
}

fn certificate_problem(problem: &CertificateError) -> &'static str {
    match problem {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "the mail server's certificate has expired"
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "the mail server's certificate is not valid yet"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "the mail server's certificate is for another name"
        }
        CertificateError::UnknownIssuer => {
            "the mail server's certificate is signed by nobody the proxy trusts"
        }
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            "the mail server's certificate is not meant for servers"
        }
        CertificateError::Revoked => "the mail server's certificate is revoked",
        CertificateError::Other(OtherError(inner))
            if inner.to_string().contains("CaUsedAsEndEntity") =>
        {
            "the mail server's certificate is an authority's, not a server's"
        }
        _ => "the mail server's certificate does not verify",
    }
}

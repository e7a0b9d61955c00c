use mail_model::Secret;
use serde::{Deserialize, Serialize};

/// How to log in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Credentials {
    /// A name and a password.
    Password {
        /// The name as the person typed it.
        user: String,
        /// The password.
        password: Secret,
    },
    /// An access token of OAuth 2: OAUTHBEARER (RFC 7628) where offered, else XOAUTH2.
    Token {
        /// The name as the person typed it, or as the identity provider has it.
        user: String,
        /// The token.
        token: Secret,
    },
}

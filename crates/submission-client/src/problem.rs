//! From a reply to what a person is told.

use crate::connection::Refusal;
use crate::reply::Reply;
use mail_model::{Problem, ProblemKind};

/// What was said when it was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Greeting,
    Auth,
    Mail,
    Rcpt,
    Message,
}

/// What a refusing reply means: by its enhanced code (RFC 3463, RFC 5248) where
/// that says more than what it answers.
pub(crate) fn problem(reply: &Reply, said: Said) -> Problem {
    Problem::with_words(kind(reply, said), &reply.words())
}

/// The refusal that a reply is.
pub(crate) fn refusal(reply: &Reply, said: Said) -> Refusal {
    let is_temporary = reply.is_temporary();
    Refusal {
        is_temporary,
        ..Refusal::certain(problem(reply, said))
    }
}

fn kind(reply: &Reply, said: Said) -> ProblemKind {
    let by_code = match (reply.enhanced(), reply.code, said) {
        // The person must first do something elsewhere: set a password for
        // programs, say (RFC 5248 §2.4, RFC 4954 §6).
        (Some((7, 9 | 12)), _, Said::Auth) | (_, 432 | 534, Said::Auth) => {
            Some(ProblemKind::AccountNeedsAttention)
        }
        (Some((7, 8)), _, Said::Auth) | (_, 535, Said::Auth) => Some(ProblemKind::WrongCredentials),
        (_, 421, _) | (Some((3, 2) | (4, 5)), ..) => Some(ProblemKind::ServerBusy),
        (Some((2, 2)), ..) | (None, 552, Said::Rcpt) => Some(ProblemKind::OverQuota),
        (Some((3, 4) | (2, 3)), ..) | (None, 552, _) => Some(ProblemKind::TooLarge),
        (_, 530, _) => Some(ProblemKind::LoginNotPossible),
        _ => None,
    };
    by_code.unwrap_or(match said {
        Said::Greeting | Said::Auth if reply.is_temporary() => ProblemKind::ServerBusy,
        Said::Greeting => ProblemKind::ServerRefused,
        Said::Auth => ProblemKind::LoginNotPossible,
        Said::Mail => ProblemKind::SenderRefused,
        Said::Rcpt => ProblemKind::RecipientsRefused,
        Said::Message => ProblemKind::MessageRefused,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_say_whose_fault_it_is() {
        for (code, text, said, kind) in [
            (535, "5.7.8 no", Said::Auth, ProblemKind::WrongCredentials),
            (535, "no", Said::Auth, ProblemKind::WrongCredentials),
            (
                534,
                "5.7.9 app password",
                Said::Auth,
                ProblemKind::AccountNeedsAttention,
            ),
            (454, "4.7.0 later", Said::Auth, ProblemKind::ServerBusy),
            (504, "5.5.4 what", Said::Auth, ProblemKind::LoginNotPossible),
            (
                553,
                "5.7.1 not yours",
                Said::Mail,
                ProblemKind::SenderRefused,
            ),
            (552, "5.3.4 large", Said::Mail, ProblemKind::TooLarge),
            (552, "large", Said::Mail, ProblemKind::TooLarge),
            (
                550,
                "5.1.1 nobody",
                Said::Rcpt,
                ProblemKind::RecipientsRefused,
            ),
            (552, "full", Said::Rcpt, ProblemKind::OverQuota),
            (452, "4.2.2 full", Said::Rcpt, ProblemKind::OverQuota),
            (
                451,
                "4.7.1 greylisted",
                Said::Rcpt,
                ProblemKind::RecipientsRefused,
            ),
            (421, "4.4.2 bye", Said::Rcpt, ProblemKind::ServerBusy),
            (
                554,
                "5.6.0 spam",
                Said::Message,
                ProblemKind::MessageRefused,
            ),
            (554, "go away", Said::Greeting, ProblemKind::ServerRefused),
        ] {
            let reply = Reply {
                code,
                lines: vec![text.to_owned()],
            };
            let refusal = refusal(&reply, said);
            assert_eq!(refusal.problem.kind, kind, "{code} {text}");
            assert_eq!(refusal.problem.words, format!("{code} {text}"));
            assert_eq!(refusal.is_temporary, code < 500);
            assert!(refusal.is_certain);
        }
    }
}

//! From a server's refusal to what a person is told.

use crate::Refusal;
use crate::response::{Code, Status, StatusKind};
use mail_model::{Problem, ProblemKind};

/// The refusal that a NO or BAD means: by its code (RFC 5530) where that says
/// more than `default`.
pub(crate) fn refusal(status: &Status, default: ProblemKind) -> Refusal {
    Refusal {
        problem: problem(status, default),
        is_certain: true,
    }
}

/// The problem that a status response tells of.
pub(crate) fn problem(status: &Status, default: ProblemKind) -> Problem {
    Problem::with_words(kind(status).unwrap_or(default), &status.text)
}

/// The problem of a refused login.
pub(crate) fn login_problem(status: &Status) -> Problem {
    let default = match status.kind {
        StatusKind::Bad => ProblemKind::LoginNotPossible,
        _ if wants_browser(status) => ProblemKind::AccountNeedsAttention,
        _ => ProblemKind::WrongCredentials,
    };
    problem(status, default)
}

/// Whether a login was refused, by Gmail, because something must be done in a
/// browser first: log in there, or make a password for programs.
fn wants_browser(status: &Status) -> bool {
    let words = status.text.to_ascii_lowercase();
    words.contains("web browser") || words.contains("application-specific password")
}

/// Whether the server refuses whatever it is asked now, and not what it was asked:
/// asking once more, or more simply, would make it worse.
pub(crate) fn refuses_all(status: &Status) -> bool {
    let words = status.text.to_ascii_lowercase();
    !status.is_ok() && REFUSING_ALL.iter().any(|said| words.contains(said))
}

/// What Exchange says then.
const REFUSING_ALL: [&str; 2] = ["backoff time:", "but not connected"];

fn kind(status: &Status) -> Option<ProblemKind> {
    let by_code = match &status.code {
        Some(Code::Other(name)) => match name.as_str() {
            "AUTHENTICATIONFAILED" | "AUTHORIZATIONFAILED" => Some(ProblemKind::WrongCredentials),
            // WEBALERT is Gmail's: a person must first log in by a browser.
            "EXPIRED" | "CONTACTADMIN" | "PRIVACYREQUIRED" | "WEBALERT" => {
                Some(ProblemKind::AccountNeedsAttention)
            }
            "UNAVAILABLE" | "INUSE" | "LIMIT" | "THROTTLED" => Some(ProblemKind::ServerBusy),
            // The mailbox that something was to be put into is not there
            // (RFC 9051 §7.1), or that was to be opened or changed.
            "TRYCREATE" | "NONEXISTENT" => Some(ProblemKind::MailboxUnavailable),
            // Gmail says so where too much was transferred, too.
            "OVERQUOTA" if status.text.contains("bandwidth") => Some(ProblemKind::ServerBusy),
            "OVERQUOTA" => Some(ProblemKind::OverQuota),
            "TOOBIG" => Some(ProblemKind::TooLarge),
            "NOPERM" => Some(ProblemKind::NotPermitted),
            "ALREADYEXISTS" => Some(ProblemKind::AlreadyExists),
            "SERVERBUG" => Some(ProblemKind::ServerRefused),
            _ => None,
        },
        _ => None,
    };
    by_code.or_else(|| {
        // Exchange and Gmail say it in words alone.
        let words = status.text.to_ascii_lowercase();
        if words.contains("throttled") || words.contains("too many") || refuses_all(status) {
            Some(ProblemKind::ServerBusy)
        } else if words.contains("quota") {
            Some(ProblemKind::OverQuota)
        } else if words.contains("already exists") {
            // So does Cyrus, of a mailbox.
            Some(ProblemKind::AlreadyExists)
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_of_changes_say_what_would_help() {
        for (code, text, kind) in [
            (
                "TRYCREATE",
                "no such mailbox",
                ProblemKind::MailboxUnavailable,
            ),
            ("OVERQUOTA", "", ProblemKind::OverQuota),
            ("X", "Quota exceeded", ProblemKind::OverQuota),
            (
                "OVERQUOTA",
                "Account exceeded command or bandwidth limits. (Failure)",
                ProblemKind::ServerBusy,
            ),
            (
                "X",
                "User is authenticated but not connected.",
                ProblemKind::ServerBusy,
            ),
            ("TOOBIG", "", ProblemKind::TooLarge),
            ("NOPERM", "", ProblemKind::NotPermitted),
            ("ALREADYEXISTS", "", ProblemKind::AlreadyExists),
            ("X", "Mailbox already exists", ProblemKind::AlreadyExists),
            ("EXPUNGEISSUED", "gone", ProblemKind::ChangeRefused),
        ] {
            let status = Status {
                kind: StatusKind::No,
                code: Some(Code::Other(code.to_owned())),
                text: text.to_owned(),
            };
            let refused = refusal(&status, ProblemKind::ChangeRefused);
            assert_eq!(refused.problem.kind, kind, "{code}");
            assert!(refused.is_certain);
        }
    }

    #[test]
    fn what_is_to_be_done_in_a_browser_is_no_wrong_password() {
        for (kind, text, expected) in [
            (
                StatusKind::No,
                "Please log in via your web browser: https://support.google.com/ (Failure)",
                ProblemKind::AccountNeedsAttention,
            ),
            (
                StatusKind::No,
                "Application-specific password required: https://support.google.com/ (Failure)",
                ProblemKind::AccountNeedsAttention,
            ),
            (
                StatusKind::No,
                "Wrong password",
                ProblemKind::WrongCredentials,
            ),
            (StatusKind::Bad, "What?", ProblemKind::LoginNotPossible),
        ] {
            let code = Some(Code::Alert);
            let text = text.to_owned();
            let status = Status { kind, code, text };
            assert_eq!(login_problem(&status).kind, expected);
        }
    }

    #[test]
    fn codes_say_whose_fault_it_is() {
        for (code, text, kind) in [
            ("AUTHENTICATIONFAILED", "no", ProblemKind::WrongCredentials),
            ("EXPIRED", "", ProblemKind::AccountNeedsAttention),
            ("UNAVAILABLE", "", ProblemKind::ServerBusy),
            ("REFERRAL", "elsewhere", ProblemKind::WrongCredentials),
            (
                "ALERT",
                "Too many simultaneous connections. (Failure)",
                ProblemKind::ServerBusy,
            ),
        ] {
            let status = Status {
                kind: StatusKind::No,
                code: Some(Code::Other(code.to_owned())),
                text: text.to_owned(),
            };
            assert_eq!(login_problem(&status).kind, kind, "{code}");
        }
    }
}

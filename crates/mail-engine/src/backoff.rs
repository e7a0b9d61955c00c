use crate::random::Random;
use core::time::Duration;
use mail_model::{Problem, ProblemKind};

/// The first wait before a lost connection is tried again.
const FIRST: Duration = Duration::from_secs(1);
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(64);
/// The longest wait where the server is busy, or has too many connections of ours.
const LONGEST_BUSY: Duration = Duration::from_secs(1024);
/// The longest pause that a server is granted for the asking.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// So many tries are skipped where the server is busy: the next wait is 16 seconds.
const PATIENT: u32 = 4;

/// How long to wait before the connection is tried again: twice as long each
/// time, and never the same for two clients, so that a server which comes back
/// is not met by all of them at once.
#[derive(Debug)]
pub(crate) struct Backoff {
    /// Tries since the connection last held.
    tries: u32,
    /// Decides the jitter.
    random: Random,
    /// The server is busy.
    is_patient: bool,
}

impl Backoff {
    /// A backoff whose jitter is decided by `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            tries: 0,
            random: Random::new(seed),
            is_patient: false,
        }
    }
    /// The connection held.
    pub(crate) fn reset(&mut self) {
        self.tries = 0;
    }
    /// How many waits there were since the connection last held.
    pub(crate) fn tries(&self) -> u32 {
        self.tries
    }
    /// The last try ended by this. Where the server has too much to do, the next
    /// waits are no short ones.
    pub(crate) fn note(&mut self, problem: &Problem) {
        self.is_patient = problem.kind == ProblemKind::ServerBusy;
        if self.is_patient {
            self.tries = self.tries.max(PATIENT);
        }
    }
    /// The next wait: between three quarters of its nominal length and all of it.
    pub(crate) fn next_wait(&mut self) -> Duration {
        let longest = match self.is_patient {
            true => LONGEST_BUSY,
            false => LONGEST,
        };
        let nominal = FIRST.saturating_mul(1 << self.tries.min(10)).min(longest);
        self.tries = self.tries.saturating_add(1);
        let quarters = self.random.next() % 1000;
        nominal - nominal.mul_f64(0.25 * quarters as f64 / 1000.0)
    }
}

/// How long a server that refuses something for now wants to be left alone, as
/// Exchange says it: in so many milliseconds, or without telling how long.
pub(crate) fn asked_pause(problem: &Problem) -> Option<Duration> {
    if problem.kind != ProblemKind::ServerBusy {
        return None;
    }
    let words = problem.words.to_ascii_lowercase();
    let Some((_, rest)) = words.split_once("backoff time:") else {
        let is_cut_off = words.contains("not connected");
        return is_cut_off.then_some(Duration::ZERO);
    };
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit());
    let (digits, unit) = rest.split_at(end.unwrap_or(rest.len()));
    let of_unit = match unit.trim_start().as_bytes() {
        [b's', ..] => Duration::from_secs,
        [b'm', b'i', b'n', ..] => |minutes| Duration::from_secs(60 * minutes),
        _ => Duration::from_millis,
    };
    let told = digits.parse().ok().filter(|_| digits.len() < 9);
    Some(told.map_or(LONGEST_PAUSE, of_unit).min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_one_second_to_sixty_four_and_start_anew_after_a_reset() {
        let mut backoff = Backoff::new(7);
        for nominal in [1_u64, 2, 4, 8, 16, 32, 64, 64, 64] {
            let wait = backoff.next_wait();
            assert!(
                wait <= Duration::from_secs(nominal),
                "{wait:?} of {nominal}"
            );
            assert!(
                wait >= Duration::from_millis(nominal * 750),
                "{wait:?} of {nominal}"
            );
        }
        backoff.reset();
        assert!(backoff.next_wait() <= Duration::from_secs(1));
    }

    #[test]
    fn a_busy_server_is_left_alone_for_longer_and_longer() {
        let mut backoff = Backoff::new(7);
        for nominal in [16_u64, 32, 64, 128, 256, 512, 1024, 1024] {
            backoff.note(&Problem::new(ProblemKind::ServerBusy));
            let wait = backoff.next_wait();
            assert!(wait <= Duration::from_secs(nominal));
            assert!(wait >= Duration::from_millis(nominal * 750));
        }
        backoff.note(&Problem::new(ProblemKind::ConnectionLost));
        assert!(backoff.next_wait() <= LONGEST, "that was another reason");
    }

    #[test]
    fn a_server_says_how_long_it_wants_to_be_left_alone() {
        let busy = |words| asked_pause(&Problem::with_words(ProblemKind::ServerBusy, words));
        for (words, pause) in [
            (
                "Request is throttled. Suggested Backoff Time: 92415 milliseconds",
                Some(Duration::from_millis(92_415)),
            ),
            ("Suggested Backoff Time:7", Some(Duration::from_millis(7))),
            (
                "suggested backoff time: 30 seconds",
                Some(Duration::from_secs(30)),
            ),
            ("Backoff Time: 2 minutes.", Some(Duration::from_secs(120))),
            ("Backoff Time: 9 minutes", Some(LONGEST_PAUSE)),
            (
                "Suggested Backoff Time: 99999999999999999999",
                Some(LONGEST_PAUSE),
            ),
            ("Suggested Backoff Time: 999999999", Some(LONGEST_PAUSE)),
            ("Suggested Backoff Time: soon", Some(LONGEST_PAUSE)),
            (
                "User is authenticated but not connected.",
                Some(Duration::ZERO),
            ),
            ("Too many simultaneous connections", None),
        ] {
            assert_eq!(busy(words), pause, "{words}");
        }
        let other = Problem::with_words(ProblemKind::ServerRefused, "Backoff Time: 5");
        assert_eq!(asked_pause(&other), None);
    }

    #[test]
    fn two_seeds_wait_differently() {
        assert_ne!(Backoff::new(1).next_wait(), Backoff::new(2).next_wait());
    }
}

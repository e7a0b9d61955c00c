//! THREAD responses (RFC 5256 §4), read without recursion.

use mail_model::{Thread, ThreadMember, Uid};

/// How deep parentheses may nest: each is a message with several answers.
/// Deeper ones are read as if they were not there.
const NESTING_LIMIT: usize = 1_000;

/// What asks for conversations by the References algorithm: REFS (which does not
/// throw together what has a subject in common) before REFERENCES.
pub(crate) fn algorithm(capabilities: &crate::capability::Capabilities) -> Option<&'static str> {
    [("THREAD=REFS", "REFS"), ("THREAD=REFERENCES", "REFERENCES")]
        .into_iter()
        .find(|(capability, _)| capabilities.has(capability))
        .map(|(_, name)| name)
}

/// An open parenthesis.
#[derive(Default)]
struct Group {
    /// How many messages stand above the next.
    depth: u16,
    has_members: bool,
}

/// Reads a response; `None` if `message` is no THREAD response.
pub(crate) fn read(message: &[u8]) -> Option<Vec<Thread>> {
    let message = message.strip_prefix(b"* ")?;
    let (name, rest) = message.split_at_checked(6)?;
    let is_thread = name.eq_ignore_ascii_case(b"THREAD");
    if !is_thread || !matches!(rest.first(), None | Some(b' ' | b'(' | b'\r' | b'\n')) {
        return None;
    }
    let mut threads: Vec<Thread> = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut ignored = 0_u32;
    let mut number = 0_u32;
    for byte in rest {
        if byte.is_ascii_digit() {
            let digit = u32::from(byte - b'0');
            number = number.saturating_mul(10).saturating_add(digit);
            continue;
        }
        if let Some(uid) = Uid::new(core::mem::take(&mut number)) {
            add(&mut threads, &mut groups, Some(uid));
        }
        match byte {
            b'(' if groups.len() >= NESTING_LIMIT => ignored += 1,
            b'(' => {
                let depth = match groups.last() {
                    None => {
                        threads.push(Thread::default());
                        0
                    }
                    // Answers to a message that is not there.
                    Some(group) if !group.has_members => {
                        add(&mut threads, &mut groups, None);
                        groups.last().map_or(0, |group| group.depth)
                    }
                    Some(group) => group.depth,
                };
                let has_members = false;
                groups.push(Group { depth, has_members });
            }
            b')' if ignored > 0 => ignored -= 1,
            b')' => {
                groups.pop();
            }
            _ => {}
        }
    }
    threads.retain(|thread| thread.uids().next().is_some());
    Some(threads)
}

fn add(threads: &mut Vec<Thread>, groups: &mut [Group], uid: Option<Uid>) {
    // A number outside of parentheses is a conversation of its own.
    let (depth, is_alone) = match groups.last_mut() {
        Some(group) => {
            let depth = group.depth;
            group.depth = depth.saturating_add(1);
            group.has_members = true;
            (depth, false)
        }
        None => (0, true),
    };
    if is_alone {
        threads.push(Thread::default());
    }
    if let Some(thread) = threads.last_mut() {
        thread.members.push(ThreadMember { uid, depth });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `2.0` is message 2 at depth 0, `-.0` one that is not there.
    fn shown(message: &str) -> String {
        let threads = read(message.as_bytes()).unwrap();
        let of = |thread: &Thread| -> String {
            let members = thread.members.iter().map(|member| {
                let uid = member
                    .uid
                    .map_or("-".to_owned(), |uid| uid.value().to_string());
                format!("{uid}.{}", member.depth)
            });
            members.collect::<Vec<_>>().join(" ")
        };
        threads.iter().map(of).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn threads_are_read() {
        for (message, expected) in [
            ("* THREAD\r\n", ""),
            ("* THREAD \r\n", ""),
            ("* THREAD (2)(3)\r\n", "2.0; 3.0"),
            // The standard's examples (RFC 5256 §4).
            (
                "* THREAD (2)(3 6 (4 23)(44 7 96))\r\n",
                "2.0; 3.0 6.1 4.2 23.3 44.2 7.3 96.4",
            ),
            ("* THREAD ((3)(5))\r\n", "-.0 3.1 5.1"),
            (
                "* THREAD (166)(167)(168)(169)(172)((170)(179))\r\n",
                "166.0; 167.0; 168.0; 169.0; 172.0; -.0 170.1 179.1",
            ),
            ("* thread (1 ((2)(3 4)))\r\n", "1.0 -.1 2.2 3.2 4.3"),
            // What no server should say.
            ("* THREAD 5 (6\r\n", "5.0; 6.0"),
            ("* THREAD ))()(0)(7)\r\n", "7.0"),
            ("* THREAD (1 x 2)\r\n", "1.0 2.1"),
        ] {
            assert_eq!(shown(message), expected, "{message}");
        }
        assert_eq!(read(b"* THREADS (1)\r\n"), None);
        assert_eq!(read(b"* SEARCH 1\r\n"), None);
    }

    #[test]
    fn no_depth_is_too_much() {
        let mut deep = "* THREAD ".to_owned();
        for uid in 1..=50_000 {
            deep += &format!("({uid} ");
        }
        deep += &")".repeat(50_000);
        deep += "(7)\r\n";
        let threads = read(deep.as_bytes()).unwrap();
        assert_eq!(threads.len(), 2);
        assert_eq!(threads[0].members.len(), 50_000);
        assert_eq!(threads[1].members.len(), 1);

        let mut empty = "* THREAD ".to_owned();
        empty += &"(".repeat(1_000_000);
        assert_eq!(read(empty.as_bytes()), Some(Vec::new()));
    }
}

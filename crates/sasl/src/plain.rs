//! PLAIN (RFC 4616).

/// The only message: nobody else's authority, the name and the password (§2).
pub fn plain(user: &str, password: &str) -> Vec<u8> {
    ["\0", user, "\0", password].concat().into_bytes()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_standards_example_is_made() {
        assert_eq!(
            super::plain("tim", "tanstaaftanstaaf"),
            b"\0tim\0tanstaaftanstaaf"
        );
    }
}

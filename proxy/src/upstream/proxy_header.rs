//! The PROXY protocol, version 2: tells a mail server the browser's address,
//! so that its limits for each address and its logs do not all mean the proxy.
//! <https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt>, section 2.2.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

const SIGNATURE: &[u8; 12] = b"\r\n\r\n\0\r\nQUIT\n";
/// Version 2, command PROXY.
const VERSION_AND_COMMAND: u8 = 0x21;
const TCP_OVER_IPV4: u8 = 0x11;
const TCP_OVER_IPV6: u8 = 0x21;

/// The header for a connection from `browser` that the mail server accepted as `server`.
pub(super) fn version_2(browser: SocketAddr, server: SocketAddr) -> Vec<u8> {
    let mut header = SIGNATURE.to_vec();
    header.push(VERSION_AND_COMMAND);
    match (browser.ip().to_canonical(), server.ip().to_canonical()) {
        (IpAddr::V4(from), IpAddr::V4(to)) => {
            header.extend([TCP_OVER_IPV4, 0, 12]);
            header.extend(from.octets());
            header.extend(to.octets());
        }
        // One family for both ends: an IPv4 address has a place in IPv6 (RFC 4291 §2.5.5.2).
        (from, to) => {
            header.extend([TCP_OVER_IPV6, 0, 36]);
            header.extend(in_ipv6(from).octets());
            header.extend(in_ipv6(to).octets());
        }
    }
    header.extend(browser.port().to_be_bytes());
    header.extend(server.port().to_be_bytes());
    header
}

fn in_ipv6(address: IpAddr) -> Ipv6Addr {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped(),
        IpAddr::V6(address) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::version_2;

    fn header(browser: &str, server: &str) -> Vec<u8> {
        version_2(browser.parse().unwrap(), server.parse().unwrap())
    }

    #[test]
    fn two_ipv4_addresses_make_a_header_of_28_bytes() {
        assert_eq!(
            header("192.0.2.1:256", "198.51.100.2:993"),
            b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\0\x02\x01\xc6\x33\x64\x02\x01\0\x03\xe1"
        );
    }

    #[test]
    fn mixed_families_travel_as_ipv6() {
        let header = header("192.0.2.1:256", "[2001:db8::1]:993");
        assert_eq!(header.len(), 52);
        assert_eq!(
            &header[12..32],
            b"\x21\x21\0\x24\0\0\0\0\0\0\0\0\0\0\xff\xff\xc0\0\x02\x01"
        );
        assert_eq!(&header[32..36], b"\x20\x01\x0d\xb8");
        assert_eq!(&header[48..], b"\x01\0\x03\xe1");
    }
}

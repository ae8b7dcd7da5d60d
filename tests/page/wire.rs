//! The wire: all that the browsers send, to whatever name or address, seen without a proxy.
//!
//! The tests run in a network of their own (Linux's network namespace), in which every name is answered and
//! leads to an address of that network, and every other address leads nowhere. A raw socket sees each packet
//! that is not for the browsers' drivers or the page's own server, which are on the loopback's addresses: a
//! name asked for, a connection begun, a datagram. A proxy would see none of a DNS query that a browser makes
//! ahead of need, or of WebRTC.

use std::{
    collections::HashSet,
    env,
    io::Read,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket},
    process::{Command, ExitCode, Stdio},
    sync::{Mutex, OnceLock, PoisonError},
    thread,
};

use socket2::{Domain, Protocol, Socket, Type};

/// Set where the tests are in the network of their own.
const INSIDE: &str = "KEYPROOF_WIRE";

/// Where the names are asked for.
const RESOLVER: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 53);

/// Where names lead: those that a test means to be seen, and all others.
const SEEN: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 1);
const OTHER: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 2);

/// The end of the names that a test means to be seen.
pub(crate) const TO_BE_SEEN: &str = ".seen.test";

/// Said where there can be no such network.
pub(crate) const MISSING: &str = "the observer of names, connections and datagrams, and the attacks that it watches: \
    they need Linux, ip of iproute2, and the right to make a network namespace, as root has it";

/// Makes the network: names are asked of this process; what they lead to refuses every connection at once;
/// and what is sent elsewhere goes into a cable whose other end nobody holds.
const NETWORK: &str = "set -e
    ip link set lo up
    ip link add wire type veth peer name away
    ip link set away up
    ip address add 198.51.100.2/24 dev wire
    ip link set wire arp off up
    ip route add default via 198.51.100.1 dev wire
    ip address add 198.51.100.53/32 dev lo
    ip route add local 203.0.113.0/24 dev lo
    file=$(mktemp)
    echo 'nameserver 198.51.100.53' > \"$file\"
    mount --bind \"$file\" /etc/resolv.conf
    exec \"$@\"";

/// Runs these tests again in a network of their own, and gives what came of it; none in there, or where
/// there can be no such network.
pub(crate) fn enter() -> Option<ExitCode> {
    if env::var_os(INSIDE).is_some() {
        return None;
    }
    let unshare = |command: &[&str]| {
        let mut unshare = Command::new("unshare");
        unshare.args(["--net", "--mount", "--map-root-user", "sh", "-c", NETWORK, "sh"]).args(command);
        unshare
    };
    let able = unshare(&["true"]).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|it| it.success());
    if !able {
        return None;
    }
    let this = env::current_exe().expect("a program");
    let mut tests = unshare(&[this.to_str().expect("a path in UTF-8")]);
    let status = tests.args(env::args_os().skip(1)).env(INSIDE, "1").status().expect("it did so before");
    Some(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What browsers ask for of their own accord, with no page open, and cannot all be told not to: names of their
/// makers. The page links to places of one of them, too; that its links are not looked up is seen by the others.
const THEIR_OWN: &[&str] =
    &[".google.com", ".googleapis.com", ".gvt1.com", ".mozilla.org", ".mozilla.com", ".mozilla.net"];

/// What has been seen, each once, in order: `dns NAME`, `tcp ADDRESS:PORT`, `udp ADDRESS:PORT`.
pub(crate) struct Wire(Mutex<(Vec<String>, HashSet<String>)>);

/// The wire; none where there is no network of the tests' own.
pub(crate) fn wire() -> Option<&'static Wire> {
    static WIRE: OnceLock<Option<&'static Wire>> = OnceLock::new();
    *WIRE.get_or_init(|| env::var_os(INSIDE).map(|_| Wire::start()))
}

impl Wire {
    fn start() -> &'static Self {
        let wire: &'static Self = Box::leak(Box::new(Self(Mutex::default())));
        // Of every protocol, as `linux/if_ether.h` has it.
        let all = Protocol::from(i32::from(0x0003_u16.to_be()));
        let mut socket = Socket::new(Domain::PACKET, Type::DGRAM, Some(all)).expect("a raw socket");
        thread::spawn(move || {
            let mut packet = vec![0; 1 << 16];
            while let Ok(length) = socket.read(&mut packet) {
                if let Some(what) = read(&packet[..length]) {
                    wire.note(what);
                }
            }
        });
        let names = UdpSocket::bind((RESOLVER, 53)).expect("the resolver's place");
        thread::spawn(move || {
            let mut query = vec![0; 1 << 12];
            while let Ok((length, asker)) = names.recv_from(&mut query) {
                if let Some(answer) = answer(&query[..length]) {
                    let _ = names.send_to(&answer, asker);
                }
            }
        });
        wire
    }

    fn note(&self, what: String) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.1.insert(what.clone()) {
            seen.0.push(what);
        }
    }

    /// What has been seen up to now.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Whether anything that has been seen has this in it.
    pub(crate) fn has_seen(&self, part: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.iter().any(|what| what.contains(part))
    }

    /// What nobody meant to be seen.
    pub(crate) fn unexpected(&self) -> Vec<String> {
        // What their own names lead to refuses them.
        let expected = |what: &String| {
            let theirs = what.starts_with("dns ") && THEIR_OWN.iter().any(|end| what.ends_with(end));
            // Chromium looks for devices of the local network.
            let known = theirs || *what == format!("tcp {OTHER}:443") || what == "udp 224.0.0.251:5353";
            known || what.ends_with(TO_BE_SEEN) || what.contains(&format!(" {SEEN}:"))
        };
        self.seen().into_iter().filter(|what| !expected(what)).collect()
    }
}

/// What a packet is, unless it stays on the loopback's addresses or answers another.
fn read(packet: &[u8]) -> Option<String> {
    let number = |at: usize| Some(u16::from_be_bytes(packet.get(at..at + 2)?.try_into().ok()?));
    let (protocol, from, to, payload): (u8, IpAddr, IpAddr, usize) = match packet.first()? >> 4 {
        4 => {
            let address = |at: usize| Some(Ipv4Addr::from(<[u8; 4]>::try_from(packet.get(at..at + 4)?).ok()?).into());
            (*packet.get(9)?, address(12)?, address(16)?, usize::from(packet[0] & 15) * 4)
        }
        6 => {
            let address = |at: usize| Some(Ipv6Addr::from(<[u8; 16]>::try_from(packet.get(at..at + 16)?).ok()?).into());
            (*packet.get(6)?, address(8)?, address(24)?, 40)
        }
        _ => return None,
    };
    if to.is_loopback() {
        return None;
    }
    let port = number(payload + 2)?;
    match protocol {
        // A connection begins with SYN and without ACK.
        6 => (packet.get(payload + 13)? & 0x12 == 0x02).then(|| format!("tcp {to}:{port}")),
        17 if from == IpAddr::from(RESOLVER) && number(payload)? == 53 => None,
        17 if port == 53 => Some(format!("dns {}", name(packet.get(payload + 8 + 12..)?)?.0)),
        17 => Some(format!("udp {to}:{port}")),
        _ => None,
    }
}

/// The name that a query begins with, and where it ends.
fn name(query: &[u8]) -> Option<(String, usize)> {
    let (mut labels, mut at) = (Vec::new(), 0);
    loop {
        let length = usize::from(*query.get(at)?);
        at += 1;
        if length == 0 {
            return Some((labels.join("."), at));
        }
        labels.push(String::from_utf8_lossy(query.get(at..at + length)?).to_ascii_lowercase());
        at += length;
    }
}

/// The answer to a query: an address to who asks for one of version 4, else that there is none.
fn answer(query: &[u8]) -> Option<Vec<u8>> {
    let (asked, end) = name(query.get(12..)?)?;
    let question = query.get(12..12 + end + 4)?;
    let has_one = question[end..end + 2] == [0, 1];
    let mut answer = query.get(..2)?.to_vec();
    answer.extend([0x81, 0x80, 0, 1, 0, u8::from(has_one), 0, 0, 0, 0]);
    answer.extend(question);
    if has_one {
        // The name as above, of the Internet's addresses, for a second, four bytes.
        answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4]);
        answer.extend(if asked.ends_with(TO_BE_SEEN) { SEEN } else { OTHER }.octets());
    }
    Some(answer)
}

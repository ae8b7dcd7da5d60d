//! The server that is the page's origin, and notes every request. Where the tests have no network of their
//! own, which sees all else (`wire.rs`), it is the browsers' proxy, too.
//!
//! It reads bytes rather than requests: whatever a browser sends here is noted, also what is no
//! HTTP. It gives out what the test has published, and refuses everything else.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use crate::engine::PATIENCE;

/// The server.
pub(crate) struct Observer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// The first line of each request, in order.
    log: Mutex<Vec<String>>,
    /// What is given out, by its path.
    published: Mutex<HashMap<String, Vec<u8>>>,
}

impl Observer {
    /// Listens on a free port of this machine, for as long as the process lives.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::<Shared>::default();
        let for_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&for_thread);
                thread::spawn(move || shared.answer(&stream));
            }
        });
        Self { address, shared }
    }

    /// Host and port.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Gives out `body` at `path` from now on, and tells its whole address.
    pub(crate) fn publish(&self, path: &str, body: &[u8]) -> String {
        lock(&self.shared.published).insert(path.to_owned(), body.to_owned());
        format!("http://{}{path}", self.address)
    }

    /// What has been asked for since the log had `from` entries.
    pub(crate) fn log(&self, from: usize) -> Vec<String> {
        lock(&self.shared.log).get(from..).unwrap_or_default().to_vec()
    }
}

/// What a browser shows of an address that is refused.
const REFUSAL: &[u8] = b"<!DOCTYPE html><title>refused</title><link rel=icon href=data:,>";

impl Shared {
    fn answer(&self, stream: &TcpStream) {
        // A connection that is opened ahead of need and never used is no request.
        let _ = stream.set_read_timeout(Some(PATIENCE));
        let mut reader = BufReader::new(stream);
        let mut request = Vec::new();
        if reader.read_until(b'\n', &mut request).is_err() || request.is_empty() {
            return;
        }
        let request = String::from_utf8_lossy(&request).trim_end().to_owned();
        lock(&self.log).push(request.clone());
        let mut header = String::new();
        while reader.read_line(&mut header).is_ok_and(|length| length > 2) {
            header.clear();
        }
        let body = self.find(&request);
        // Where a page went that is not there, a browser asks for an icon, unless the answer has its own.
        let (status, body) = body.map_or(("403 Forbidden", REFUSAL.into()), |body| ("200 OK", body));
        // The bench's pages are packed.
        let packed = if body.starts_with(&[0x1f, 0x8b]) { "Content-Encoding: gzip\r\n" } else { "" };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{packed}Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        let mut stream = stream;
        // A browser that has hung up does not want the answer.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
    }

    /// What is published at the address asked for: a path, or a whole address if asked as a proxy.
    fn find(&self, request: &str) -> Option<Vec<u8>> {
        let target = request.strip_prefix("GET ")?.split(' ').next()?;
        let path = match target.strip_prefix("http://") {
            Some(rest) => rest.find('/').map_or("/", |at| &rest[at..]),
            None => target,
        };
        let path = path.split('?').next().unwrap_or(path);
        lock(&self.published).get(path).cloned()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

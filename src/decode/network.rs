//! Inputs from the network.

use std::io::{self, Read};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs, UdpSocket};

/// Maximum size of a datagram in bytes.
const MAX_DATAGRAM_SIZE: usize = 1 << 16;

/// Resolves an address `HOST:PORT`. An empty host is any local address.
pub(crate) fn resolve(address: &str) -> io::Result<Vec<SocketAddr>> {
    let any = Ipv4Addr::UNSPECIFIED;
    let full = match address.strip_prefix(':') {
        Some(port) => format!("{any}:{port}"),
        None => address.to_owned(),
    };
    full.to_socket_addrs().map(Iterator::collect).map_err(address_error)
}

/// Converts an error of parsing or resolving an address.
fn address_error(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::InvalidInput {
        return io::Error::new(error.kind(), "invalid address: expected HOST:PORT");
    }
    let text = error.to_string();
    let reason = text.strip_prefix("failed to lookup address information: ").unwrap_or(&text);
    io::Error::new(error.kind(), format!("unknown host: {reason}"))
}

/// Contents of the datagrams that are received at an address, in sequence.
pub(super) struct Datagrams {
    socket: UdpSocket,
    /// Last datagram, of which the first `taken` bytes have been read.
    datagram: Vec<u8>,
    len: usize,
    taken: usize,
}

impl Datagrams {
    /// Binds a socket, and joins the group of a multicast address.
    pub(super) fn bind(address: &str) -> io::Result<Self> {
        let addresses = resolve(address)?;
        let socket = UdpSocket::bind(&*addresses)?;
        for address in addresses.iter().map(SocketAddr::ip).filter(IpAddr::is_multicast) {
            match address {
                IpAddr::V4(group) => socket.join_multicast_v4(&group, &Ipv4Addr::UNSPECIFIED)?,
                IpAddr::V6(group) => socket.join_multicast_v6(&group, 0)?,
            }
        }
        Ok(Self { socket, datagram: vec![0; MAX_DATAGRAM_SIZE], len: 0, taken: 0 })
    }
}

impl Read for Datagrams {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        // An empty datagram is not the end of the input.
        while self.taken >= self.len && !to.is_empty() {
            (self.taken, self.len) = (0, 0);
            self.len = self.socket.recv(&mut self.datagram)?;
        }
        let mut rest = self.datagram.get(self.taken..self.len).unwrap_or_default();
        let count = rest.read(to)?;
        self.taken = self.taken.saturating_add(count);
        Ok(count)
    }
}

/// The first connection to an address.
pub(super) enum Connection {
    Listening(TcpListener),
    Connected(TcpStream),
}

impl Connection {
    /// Listens at an address.
    pub(super) fn listen(address: &str) -> io::Result<Self> {
        Ok(Self::Listening(TcpListener::bind(&*resolve(address)?)?))
    }
}

impl Read for Connection {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            match self {
                Self::Connected(stream) => return stream.read(to),
                // Further connections are refused.
                Self::Listening(listener) => *self = Self::Connected(listener.accept()?.0),
            }
        }
    }
}

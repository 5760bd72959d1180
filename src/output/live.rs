//! Outputs to which data is sent as it is written: serial ports and network addresses.

use crate::decode::{SerialSettings, configure_serial, resolve_address};
use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, UdpSocket};
use std::path::Path;

/// A serial port, a TCP connection, or a UDP address. Data is not buffered.
#[derive(Debug)]
pub struct LiveOutput(LiveTarget);

#[derive(Debug)]
enum LiveTarget {
    Serial(File),
    Tcp(TcpStream),
    Udp(UdpSocket),
}

impl LiveOutput {
    /// Opens a serial port and sets it to raw mode.
    ///
    /// # Errors
    /// Returns an error if the path is not a serial port, cannot be opened, or does not support the
    /// settings.
    pub fn serial(path: impl AsRef<Path>, settings: SerialSettings) -> io::Result<Self> {
        let port = OpenOptions::new().write(true).open(path)?;
        if !port.is_terminal() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a serial port"));
        }
        configure_serial(&port, Some(settings))?;
        Ok(Self(LiveTarget::Serial(port)))
    }

    /// Connects to a TCP address, `HOST:PORT`.
    ///
    /// # Errors
    /// Returns an error if the connection cannot be established.
    pub fn tcp(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(&*resolve_address(address)?)?;
        stream.set_nodelay(true)?;
        Ok(Self(LiveTarget::Tcp(stream)))
    }

    /// Sends UDP datagrams to an address, `HOST:PORT`: one per write.
    ///
    /// # Errors
    /// Returns an error if the address is invalid or not reachable.
    pub fn udp(address: &str) -> io::Result<Self> {
        let addresses = resolve_address(address)?;
        let local: SocketAddr = match addresses.first() {
            Some(SocketAddr::V6(_)) => (Ipv6Addr::UNSPECIFIED, 0).into(),
            _ => (Ipv4Addr::UNSPECIFIED, 0).into(),
        };
        let socket = UdpSocket::bind(local)?;
        socket.connect(&*addresses)?;
        Ok(Self(LiveTarget::Udp(socket)))
    }

    /// Waits until all data has been sent, and ends the connection.
    ///
    /// # Errors
    /// Returns an error if data cannot be sent.
    pub fn finish(self) -> io::Result<()> {
        match self.0 {
            LiveTarget::Serial(port) => drain(&port),
            LiveTarget::Tcp(stream) => closed(stream.shutdown(std::net::Shutdown::Write)),
            LiveTarget::Udp(_) => Ok(()),
        }
    }
}

#[cfg(unix)]
fn drain(port: &File) -> io::Result<()> {
    Ok(rustix::termios::tcdrain(port)?)
}

#[cfg(not(unix))]
fn drain(_: &File) -> io::Result<()> {
    Ok(())
}

/// Converts the error of a connection that the other side has closed.
fn closed<T>(result: io::Result<T>) -> io::Result<T> {
    use io::ErrorKind::{BrokenPipe, ConnectionReset, NotConnected};
    result.map_err(|error| match error.kind() {
        BrokenPipe | ConnectionReset | NotConnected => {
            io::Error::new(io::ErrorKind::ConnectionAborted, "connection closed by the other side")
        }
        _ => error,
    })
}

impl Write for LiveOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            LiveTarget::Serial(port) => port.write(bytes),
            LiveTarget::Tcp(stream) => closed(stream.write(bytes)),
            LiveTarget::Udp(socket) => socket.send(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

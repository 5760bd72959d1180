//! Settings of serial ports.

use std::fmt;
use std::fs::File;
use std::io;
use std::num::NonZero;
use std::str::FromStr;

/// Settings of a serial port, such as `115200` or `100000,8E2`.
///
/// ```
/// use bytescope::decode::SerialSettings;
///
/// let settings: SerialSettings = "100000,8e2".parse()?;
/// assert_eq!(settings.to_string(), "100000,8E2");
/// assert_eq!("9600".parse::<SerialSettings>()?.to_string(), "9600,8N1");
/// assert!("0".parse::<SerialSettings>().is_err());
/// # Ok::<(), bytescope::decode::SerialError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SerialSettings {
    /// Baud rate.
    pub baud_rate: NonZero<u32>,
    /// Number of data bits, 5 to 8.
    pub data_bits: u8,
    /// Parity bit.
    pub parity: Parity,
    /// True for two stop bits, false for one.
    pub two_stop_bits: bool,
}

/// Parity of a serial port.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parity {
    /// No parity bit.
    #[default]
    None,
    /// Even parity.
    Even,
    /// Odd parity.
    Odd,
}

/// Error for invalid settings of a serial port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SerialError(String);

impl fmt::Display for SerialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SerialError {}

impl SerialSettings {
    /// Returns the settings for a baud rate with 8 data bits, no parity and 1 stop bit.
    pub const fn of_rate(baud_rate: NonZero<u32>) -> Self {
        Self { baud_rate, data_bits: 8, parity: Parity::None, two_stop_bits: false }
    }
}

impl FromStr for SerialSettings {
    type Err = SerialError;

    fn from_str(text: &str) -> Result<Self, SerialError> {
        let (rate, framing) = text.split_once(',').unwrap_or((text, "8N1"));
        let rate = rate.trim().replace('_', "");
        let baud_rate = rate.parse().map_err(|_| {
            SerialError(format!("baud rate must be a positive integer, found '{rate}'"))
        })?;
        let invalid = || {
            let found = framing.trim();
            SerialError(format!(
                "framing must be data bits (5 to 8), parity (N, E or O) and stop bits (1 or 2) \
                 such as 8N1, found '{found}'"
            ))
        };
        let bytes: [u8; 3] = framing.trim().as_bytes().try_into().map_err(|_| invalid())?;
        let [data, parity, stop] = bytes.map(|byte| byte.to_ascii_uppercase());
        let data_bits = match data {
            b'5'..=b'8' => data.saturating_sub(b'0'),
            _ => return Err(invalid()),
        };
        let parity = match parity {
            b'N' => Parity::None,
            b'E' => Parity::Even,
            b'O' => Parity::Odd,
            _ => return Err(invalid()),
        };
        let two_stop_bits = match stop {
            b'1' => false,
            b'2' => true,
            _ => return Err(invalid()),
        };
        Ok(Self { baud_rate, data_bits, parity, two_stop_bits })
    }
}

impl fmt::Display for SerialSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parity = match self.parity {
            Parity::None => 'N',
            Parity::Even => 'E',
            Parity::Odd => 'O',
        };
        let stop_bits = if self.two_stop_bits { 2 } else { 1 };
        write!(f, "{},{}{parity}{stop_bits}", self.baud_rate, self.data_bits)
    }
}

/// Sets a serial port to raw mode and applies the settings; without settings to 8N1 at an unchanged
/// rate.
#[cfg(unix)]
pub(crate) fn configure(line: &File, serial: Option<SerialSettings>) -> io::Result<()> {
    use rustix::termios::{ControlModes, InputModes, OptionalActions, tcgetattr, tcsetattr};

    let mut settings = tcgetattr(line)?;
    settings.make_raw();
    let mut modes = settings.control_modes | ControlModes::CREAD | ControlModes::CLOCAL;
    modes -=
        ControlModes::CSIZE | ControlModes::PARENB | ControlModes::PARODD | ControlModes::CSTOPB;
    modes |= match serial.map_or(8, |serial| serial.data_bits) {
        5 => ControlModes::CS5,
        6 => ControlModes::CS6,
        7 => ControlModes::CS7,
        _ => ControlModes::CS8,
    };
    modes |= match serial.map_or(Parity::None, |serial| serial.parity) {
        Parity::None => ControlModes::empty(),
        Parity::Even => ControlModes::PARENB,
        Parity::Odd => ControlModes::PARENB | ControlModes::PARODD,
    };
    if serial.is_some_and(|serial| serial.two_stop_bits) {
        modes |= ControlModes::CSTOPB;
    }
    settings.control_modes = modes;
    // Bytes with a parity error are kept: checksums decide.
    settings.input_modes -= InputModes::INPCK;
    if let Some(serial) = serial {
        settings.set_speed(serial.baud_rate.get())?;
    }
    tcsetattr(line, OptionalActions::Now, &settings)?;
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn configure(_: &File, _: Option<SerialSettings>) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "serial ports are supported only on Unix"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_parsed() {
        for (text, expected) in [
            ("115200", "115200,8N1"),
            ("100000,8E2", "100000,8E2"),
            ("9_600, 7o1", "9600,7O1"),
            ("1200,5n2", "1200,5N2"),
        ] {
            let settings = text.parse::<SerialSettings>().map(|settings| settings.to_string());
            assert_eq!(settings.as_deref(), Ok(expected));
        }
        for text in [
            "",
            "0",
            "-1",
            "fast",
            "9600,",
            "9600,8",
            "9600,9N1",
            "9600,8X1",
            "9600,8N3",
            "9600,8N1x",
        ] {
            assert!(text.parse::<SerialSettings>().is_err(), "{text}");
        }
    }
}

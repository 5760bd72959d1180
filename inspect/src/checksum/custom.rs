//! CRCs that are not in the catalog, given by their parameters.

use super::crc::Lazy;
use super::sum::mask;
use super::{Algorithm, AlgorithmKind, CatalogEntry};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Parameters of a CRC, as in Greg Cook's catalog.
///
/// ```
/// use bytescope_inspect::checksum::{Algorithm, CrcParameters};
///
/// let parameters = CrcParameters { width: 16, poly: 0x1021, init: 0x4321, ..CrcParameters::default() };
/// assert_eq!(Algorithm::custom(parameters)?.display_name(), "CRC-16 (poly 0x1021, init 0x4321)");
///
/// // Parameters of a CRC of the catalog select that CRC.
/// let xmodem = CrcParameters { init: 0, ..parameters };
/// assert_eq!(Algorithm::custom(xmodem)?.name(), "crc-16/xmodem");
/// # Ok::<(), bytescope_inspect::checksum::InvalidCrc>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CrcParameters {
    /// Width in bits, 1 to 64.
    pub width: u8,
    /// Polynomial, most significant bit first, without the highest term.
    pub poly: u64,
    /// Initial value of the register, before reflection.
    pub init: u64,
    /// True if input bytes are processed least significant bit first.
    pub refin: bool,
    /// True if the register is reflected before `xorout` is applied.
    pub refout: bool,
    /// Value by which the register is changed at the end, with XOR.
    pub xorout: u64,
}

/// Maximum width of a CRC in bits.
const MAX_WIDTH: u8 = 64;
/// Maximum number of custom CRCs of a process. They are kept, because algorithms are references to
/// statics.
const MAX_CUSTOM: usize = 4096;

/// Error for CRC parameters that are out of range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidCrc {
    /// The width is not 1 to 64 bits.
    Width(u8),
    /// A value has more bits than the CRC.
    Value {
        /// Name of the parameter.
        name: &'static str,
        /// Value of the parameter.
        value: u64,
        /// Width of the CRC in bits.
        width: u8,
    },
    /// The polynomial is 0, so the checksum does not depend on the data.
    NoPolynomial,
    /// The process has too many custom CRCs.
    TooMany,
}

impl fmt::Display for InvalidCrc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Width(width) => {
                write!(f, "`width` out of range: expected 1 to {MAX_WIDTH}, found {width}")
            }
            Self::Value { name, value, width } => write!(
                f,
                "`{name}` out of range for {width} bits: expected at most {:#x}, found {value:#x}",
                mask(*width)
            ),
            Self::NoPolynomial => f.write_str("`poly` must not be 0"),
            Self::TooMany => write!(f, "more than {MAX_CUSTOM} custom CRCs"),
        }
    }
}

impl std::error::Error for InvalidCrc {}

impl CrcParameters {
    fn validate(&self) -> Result<(), InvalidCrc> {
        let Self { width, poly, init, xorout, .. } = *self;
        if width == 0 || width > MAX_WIDTH {
            return Err(InvalidCrc::Width(width));
        }
        for (name, value) in [("poly", poly), ("init", init), ("xorout", xorout)] {
            if value > mask(width) {
                return Err(InvalidCrc::Value { name, value, width });
            }
        }
        if poly == 0 {
            return Err(InvalidCrc::NoPolynomial);
        }
        Ok(())
    }

    /// Returns the name of the CRC: its width, followed by the parameters that are not 0.
    fn name(&self) -> String {
        let mut name = format!("crc-{} (poly {:#x}", self.width, self.poly);
        for (key, value) in [("init", self.init), ("xorout", self.xorout)] {
            if value != 0 {
                name.push_str(&format!(", {key} {value:#x}"));
            }
        }
        for (key, is_set) in [("refin", self.refin), ("refout", self.refout)] {
            if is_set {
                name.push_str(&format!(", {key}"));
            }
        }
        name.push(')');
        name
    }
}

/// Custom CRCs, by their parameters.
static CUSTOM: Mutex<Option<HashMap<CrcParameters, &'static CatalogEntry>>> = Mutex::new(None);

impl Algorithm {
    /// Returns the CRC with these parameters: that of the catalog, if it has one.
    ///
    /// # Errors
    /// Returns an error if the width is not 1 to 64, a value has more bits, or the polynomial is 0.
    pub fn custom(parameters: CrcParameters) -> Result<Self, InvalidCrc> {
        parameters.validate()?;
        if let Some(known) = Self::all().find(|known| known.parameters() == Some(parameters)) {
            return Ok(known);
        }
        let mut custom = CUSTOM.lock().unwrap_or_else(PoisonError::into_inner);
        let custom = custom.get_or_insert_default();
        if let Some(known) = custom.get(&parameters) {
            return Ok(Self(known));
        }
        if custom.len() >= MAX_CUSTOM {
            return Err(InvalidCrc::TooMany);
        }
        let entry: &'static CatalogEntry = Box::leak(Box::new(CatalogEntry {
            name: Box::leak(parameters.name().into_boxed_str()),
            aliases: &[],
            kind: AlgorithmKind::Crc(Lazy::of(parameters)),
        }));
        custom.insert(parameters, entry);
        Ok(Self(entry))
    }

    /// Returns the parameters of a CRC; `None` for other checksums.
    pub fn parameters(self) -> Option<CrcParameters> {
        match &self.0.kind {
            AlgorithmKind::Crc(crc) => Some(crc.parameters()),
            AlgorithmKind::Crc32(32) => Some(CrcParameters {
                width: 32,
                poly: 0x04c1_1db7,
                init: 0xffff_ffff,
                refin: true,
                refout: true,
                xorout: 0xffff_ffff,
            }),
            AlgorithmKind::Crc32(_) | AlgorithmKind::Sum(_) => None,
        }
    }
}

impl Lazy {
    /// Creates a CRC with valid parameters. The parameters are never freed.
    fn of(parameters: CrcParameters) -> Self {
        let CrcParameters { width, poly, init, refin, refout, xorout } = parameters;
        macro_rules! lazy {
            ($variant:ident, $word:ty) => {{
                let word = |value: u64| <$word>::try_from(value).unwrap_or(<$word>::MAX);
                let (poly, init, xorout) = (word(poly), word(init), word(xorout));
                let (check, residue) = (0, 0);
                let parameters =
                    crc::Algorithm { width, poly, init, refin, refout, xorout, check, residue };
                Self::$variant(Box::leak(Box::new(parameters)), OnceLock::new())
            }};
        }
        match width {
            0..=8 => lazy!(U8, u8),
            9..=16 => lazy!(U16, u16),
            17..=32 => lazy!(U32, u32),
            _ => lazy!(U64, u64),
        }
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "widths are 1 to 64")]
mod tests {
    use super::{Algorithm, CrcParameters, InvalidCrc};

    /// Computes a CRC bit by bit, as the catalog defines it.
    fn bitwise(p: CrcParameters, bytes: &[u8]) -> u64 {
        let top = 1_u128 << (p.width - 1);
        let mask = (top << 1) - 1;
        let mut register = u128::from(p.init);
        for byte in bytes {
            let byte = if p.refin { byte.reverse_bits() } else { *byte };
            for bit in (0..8).rev() {
                let feedback = (register & top != 0) ^ ((byte >> bit) & 1 == 1);
                register = (register << 1) & mask;
                if feedback {
                    register ^= u128::from(p.poly);
                }
            }
        }
        if p.refout {
            register = register.reverse_bits() >> (128 - u32::from(p.width));
        }
        u64::try_from(register).unwrap() ^ p.xorout
    }

    #[test]
    fn custom_crcs_match_their_definition_at_every_width() {
        let bytes: Vec<u8> = (0..41_u8).map(|i| i.wrapping_mul(83) ^ 0x3c).collect();
        for width in 1..=64_u8 {
            let mask = u64::MAX >> (64 - width);
            for flags in 0..4 {
                let parameters = CrcParameters {
                    width,
                    poly: (0x9a6c_9329_ac4b_c9b5 & mask) | 1,
                    init: 0x1234_5678_9abc_def0 & mask,
                    refin: flags & 1 != 0,
                    refout: flags & 2 != 0,
                    xorout: 0x0f1e_2d3c_4b5a_6978 & mask,
                };
                let crc = Algorithm::custom(parameters).unwrap();
                assert_eq!((crc.width(), crc.parameters()), (width, Some(parameters)));
                for end in [0, 1, 7, 16, 41] {
                    let expected = bitwise(parameters, &bytes[..end]);
                    assert_eq!(crc.compute(&bytes[..end]), expected, "{crc:?} {end}");
                    let mut running = crc.start();
                    running.update(&bytes[..end / 2]);
                    running.update(&bytes[end / 2..end]);
                    assert_eq!(running.finish(), expected, "{crc:?} {end}");
                }
            }
        }
    }

    #[test]
    fn parameters_of_the_catalog_select_its_algorithm() {
        for known in Algorithm::all() {
            if let Some(parameters) = known.parameters() {
                let found = Algorithm::custom(parameters).unwrap();
                assert_eq!(found.parameters(), Some(parameters), "{known:?}");
                assert_eq!(found.name(), known.name());
            }
        }
    }

    #[test]
    fn parameters_must_fit_the_width() {
        let base = CrcParameters { width: 8, poly: 0x2f, ..CrcParameters::default() };
        let error = |parameters| Algorithm::custom(parameters).unwrap_err().to_string();
        assert_eq!(Algorithm::custom(base), Algorithm::custom(base));
        assert_eq!(
            error(CrcParameters { width: 65, ..base }),
            "`width` out of range: expected 1 to 64, found 65"
        );
        assert_eq!(
            error(CrcParameters { init: 0x100, ..base }),
            "`init` out of range for 8 bits: expected at most 0xff, found 0x100"
        );
        let none = Algorithm::custom(CrcParameters { poly: 0, ..base });
        assert_eq!(none, Err(InvalidCrc::NoPolynomial));
    }
}

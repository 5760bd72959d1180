//! CRCs of up to 64 bits: parameters from the `crc` crate, with tables created on first use.

use super::CrcParameters;
use super::short::ShortCrc;
use crc::{Crc, Digest, Table};
use std::sync::OnceLock;

/// Lookup tables for processing 16 bytes per step. Processing a byte per step would be bound by the
/// latency of the lookups.
pub(super) type Tables = Table<16>;

macro_rules! widths {
    ($($word:ident: $variant:ident),*) => {
        /// A CRC whose tables are created on first use.
        pub(super) enum Lazy {
            $(#[doc = concat!("Computed in a ", stringify!($word))]
            $variant(&'static crc::Algorithm<$word>, OnceLock<Box<Crc<$word, Tables>>>),)*
        }

        impl Lazy {
            /// Returns the width of the CRC in bits.
            pub(super) fn width(&self) -> u8 {
                match self {
                    $(Self::$variant(parameters, _) => parameters.width,)*
                }
            }

            /// Returns the parameters of the CRC.
            pub(super) fn parameters(&self) -> CrcParameters {
                match self {
                    $(Self::$variant(parameters, _) => CrcParameters {
                        width: parameters.width,
                        poly: parameters.poly.into(),
                        init: parameters.init.into(),
                        refin: parameters.refin,
                        refout: parameters.refout,
                        xorout: parameters.xorout.into(),
                    },)*
                }
            }

            /// Returns the CRC of `bytes`.
            #[inline]
            pub(super) fn compute(&self, bytes: &[u8]) -> u64 {
                match self {
                    $(Self::$variant(parameters, crc) => {
                        let crc = crc.get_or_init(|| Box::new(Crc::<$word, Tables>::new(parameters)));
                        u64::from(crc.of(bytes))
                    })*
                }
            }

            /// Starts an incremental CRC.
            pub(super) fn start(&'static self) -> RunningCrc {
                match self {
                    $(Self::$variant(parameters, crc) => {
                        let crc = crc.get_or_init(|| Box::new(Crc::<$word, Tables>::new(parameters)));
                        RunningCrc::$variant(crc.digest())
                    })*
                }
            }

            /// Returns the catalog's check value: the CRC of the ASCII digits 1 to 9.
            #[cfg(test)]
            pub(super) fn check(&self) -> u64 {
                match self {
                    $(Self::$variant(parameters, _) => u64::from(parameters.check),)*
                }
            }
        }

        /// An incremental CRC.
        #[derive(Clone)]
        pub(super) enum RunningCrc {
            $(#[doc = concat!("Computed in a ", stringify!($word))]
            $variant(Digest<'static, $word, Tables>),)*
        }

        impl RunningCrc {
            /// Appends bytes.
            pub(super) fn update(&mut self, bytes: &[u8]) {
                match self {
                    $(Self::$variant(digest) => digest.update(bytes),)*
                }
            }

            /// Returns the CRC of all appended bytes.
            pub(super) fn finish(self) -> u64 {
                match self {
                    $(Self::$variant(digest) => u64::from(digest.finalize()),)*
                }
            }
        }
    };
}
widths!(u8: U8, u16: U16, u32: U32, u64: U64);

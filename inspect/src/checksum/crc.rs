//! CRCs of up to 64 bits: the parameters of the crate `crc`, with tables made when first used.

use super::short::Short;
use crc::{Crc, Digest, Table};
use std::sync::OnceLock;

/// Tables that take 16 bytes at a time: frames are short, and a byte at a time waits for memory.
pub(super) type Tables = Table<16>;

macro_rules! widths {
    ($($word:ident: $variant:ident),*) => {
        /// A CRC whose tables are made when they are first needed.
        pub(super) enum Lazy {
            $(#[doc = concat!("Computed in a ", stringify!($word))]
            $variant(&'static crc::Algorithm<$word>, OnceLock<Box<Crc<$word, Tables>>>),)*
        }

        impl Lazy {
            /// Bits of the remainder.
            pub(super) fn width(&self) -> u8 {
                match self {
                    $(Self::$variant(parameters, _) => parameters.width,)*
                }
            }

            /// The CRC of `bytes`.
            #[inline]
            pub(super) fn compute(&self, bytes: &[u8]) -> u64 {
                match self {
                    $(Self::$variant(parameters, crc) => {
                        let crc = crc.get_or_init(|| Box::new(Crc::<$word, Tables>::new(parameters)));
                        u64::from(crc.of(bytes))
                    })*
                }
            }

            /// The CRC of no bytes.
            pub(super) fn start(&'static self) -> Running {
                match self {
                    $(Self::$variant(parameters, crc) => {
                        let crc = crc.get_or_init(|| Box::new(Crc::<$word, Tables>::new(parameters)));
                        Running::$variant(crc.digest())
                    })*
                }
            }

            /// What the catalogue says is the CRC of the digits 1 to 9.
            #[cfg(test)]
            pub(super) fn check(&self) -> u64 {
                match self {
                    $(Self::$variant(parameters, _) => u64::from(parameters.check),)*
                }
            }
        }

        /// A CRC that bytes are being added to.
        #[derive(Clone)]
        pub(super) enum Running {
            $(#[doc = concat!("Computed in a ", stringify!($word))]
            $variant(Digest<'static, $word, Tables>),)*
        }

        impl Running {
            /// Adds bytes.
            pub(super) fn update(&mut self, bytes: &[u8]) {
                match self {
                    $(Self::$variant(digest) => digest.update(bytes),)*
                }
            }

            /// The CRC of all that was added.
            pub(super) fn finish(self) -> u64 {
                match self {
                    $(Self::$variant(digest) => u64::from(digest.finalize()),)*
                }
            }
        }
    };
}
widths!(u8: U8, u16: U16, u32: U32, u64: U64);

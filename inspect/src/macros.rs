//! Words whose bits are named, and integers whose values are named.

/// Declares a word whose bits are named: one leaf, with a child for each range.
///
/// Ranges are half open and count from the least significant bit.
///
/// ```
/// bytescope_inspect::bits! {
///     /// Packed screen description.
///     pub struct Packed(u8) {
///         /// Log2 of the table size, less one
///         size: 0..3,
///         /// Whether the table is sorted
///         sorted: 3..4,
///     }
/// }
/// assert_eq!(Packed(0b1101).size(), 5);
/// ```
#[macro_export]
macro_rules! bits {
    ($(#[doc = $d:literal])* $vis:vis struct $name:ident($raw:ty) {
        $($(#[doc = $fd:literal])* $f:ident: $lo:literal .. $hi:literal),* $(,)?
    }) => {
        $(#[doc = $d])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ::binrw::BinRead, ::binrw::BinWrite)]
        $vis struct $name(pub $raw);

        impl $name {
            $($(#[doc = $fd])* pub const fn $f(self) -> $raw {
                (self.0 >> $lo) & (<$raw>::MAX >> (<$raw>::BITS - ($hi - $lo)))
            })*
        }

        impl $crate::Inspect for $name {
            const TYPE: &'static str = stringify!($name);
            const DOC: &'static str = concat!($($d),*).trim_ascii();
            const TOTAL: bool = true;
            fn inspect(
                cx: &mut $crate::Cx<'_>,
                endian: ::binrw::Endian,
                (): (),
            ) -> ::binrw::BinResult<Self> {
                let value = <Self as ::binrw::BinRead>::read_options(cx, endian, ())?;
                cx.leaf(value.0);
                if !cx.is_muted() {
                    $(cx.bits(
                        const { &$crate::Meta::new(
                            stringify!($f), "bits", concat!($($fd),*).trim_ascii()) },
                        $lo, $hi, value.$f().into());)*
                }
                Ok(value)
            }
        }

        impl $crate::FixedSize for $name {
            const SIZE: u64 = size_of::<$raw>() as u64;
        }
    };
}

/// Declares an integer whose values have names, open to values that have none.
///
/// Unlike a `repr` enum an unknown value does not end the reading; it has no name.
///
/// ```
/// bytescope_inspect::labels! {
///     /// How pixels are packed.
///     pub struct Packing(u8) {
///         /// Straight rows
///         RAW = 0,
///         /// Run lengths
///         RLE = 1,
///     }
/// }
/// assert_eq!(Packing::RLE.name(), Some("RLE"));
/// assert_eq!(Packing(9).name(), None);
/// ```
#[macro_export]
macro_rules! labels {
    ($(#[doc = $d:literal])* $vis:vis struct $name:ident($raw:ty) {
        $($(#[doc = $vd:literal])* $v:ident = $n:expr),* $(,)?
    }) => {
        $(#[doc = $d])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash,
            ::binrw::BinRead, ::binrw::BinWrite)]
        $vis struct $name(pub $raw);

        #[allow(non_upper_case_globals, missing_docs)]
        impl $name {
            $($(#[doc = $vd])* pub const $v: Self = Self($n);)*

            /// Every value that has a name, with its doc sentence.
            pub const NAMES: &'static [($raw, &'static str, &'static str)] =
                &[$(($n, stringify!($v), concat!("", $($vd),*).trim_ascii())),*];

            /// The name of this value, when it has one.
            pub fn name(self) -> Option<&'static str> {
                Self::NAMES.iter().find(|n| n.0 == self.0).map(|n| n.1)
            }
        }

        impl $crate::Inspect for $name {
            const TYPE: &'static str = stringify!($name);
            const DOC: &'static str = concat!($($d),*).trim_ascii();
            const TOTAL: bool = true;
            fn inspect(
                cx: &mut $crate::Cx<'_>,
                endian: ::binrw::Endian,
                (): (),
            ) -> ::binrw::BinResult<Self> {
                let value = <Self as ::binrw::BinRead>::read_options(cx, endian, ())?;
                match Self::NAMES.iter().find(|n| n.0 == value.0) {
                    Some((raw, name, doc)) => cx.leaf($crate::Label::new(*raw, name, doc)),
                    None => cx.leaf(value.0),
                }
                Ok(value)
            }
        }

        impl $crate::FixedSize for $name {
            const SIZE: u64 = size_of::<$raw>() as u64;
        }
    };
}

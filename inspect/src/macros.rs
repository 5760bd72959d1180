//! Words whose bits are named, and integers whose values are named.

/// Declares a word whose bits are named: one leaf, with a child for each range.
///
/// Ranges are half open and count from the least significant bit. A range may be shown by the
/// names of a [`labels!`](crate::labels) type over the same integer: `range: 0..4 as Kind`.
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
/// assert_eq!(Packed(0b1101).in_words(), "size 5, sorted");
/// ```
#[macro_export]
macro_rules! bits {
    (@value $value:expr) => {
        $crate::Value::from($value)
    };
    (@value $value:expr, $label:ident) => {
        $label($value).labelled()
    };
    ($(#[doc = $d:literal])* $vis:vis struct $name:ident($raw:ty) {
        $($(#[doc = $fd:literal])* $f:ident: $lo:literal .. $hi:literal $(as $label:ident)?),*
        $(,)?
    }) => {
        $(#[doc = $d])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ::binrw::BinRead, ::binrw::BinWrite)]
        $vis struct $name(pub $raw);

        impl $name {
            $($(#[doc = $fd])* pub const fn $f(self) -> $raw {
                (self.0 >> $lo) & (<$raw>::MAX >> (<$raw>::BITS - ($hi - $lo)))
            })*

            /// The parts that are not zero, by name: for the note of a field.
            pub fn in_words(self) -> String {
                let parts = [$((stringify!($f), $hi - $lo, u64::from(self.$f()))),*];
                let words = parts.into_iter().filter(|part| part.2 != 0).map(|part| match part {
                    (name, 1, _) => name.to_owned(),
                    (name, _, value) => format!("{name} {value}"),
                });
                words.collect::<Vec<_>>().join(", ")
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
                cx.leaf(value.0);
                if !cx.is_muted() {
                    $(cx.bits(
                        const { &$crate::Meta::new(
                            stringify!($f), "bits", concat!($($fd),*).trim_ascii()) },
                        $lo, $hi, $crate::bits!(@value value.$f() $(, $label)?));)*
                }
                Ok(value)
            }
            fn build(
                draft: &mut $crate::Draft<'_>,
                endian: ::binrw::Endian,
                (): (),
            ) -> $crate::BuildResult<Self> {
                <$raw as $crate::Inspect>::build(draft, endian, ()).map(Self)
            }
            fn encode(&self, endian: ::binrw::Endian) -> ::binrw::BinResult<Vec<u8>> {
                $crate::derived::encode(self, endian)
            }
        }

        impl $crate::FixedSize for $name {
            const SIZE: u64 = size_of::<$raw>() as u64;
            fn columns(to: &mut $crate::Columns, endian: ::binrw::Endian) {
                <$raw as $crate::FixedSize>::columns(to, endian);
            }
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

            /// The names, for whoever does not know the type.
            const SET: &'static $crate::LabelSet = &$crate::LabelSet {
                find: |name| Self::NAMES.iter().find(|n| n.1 == name).map(|n| n.0.into()),
                names: || Self::NAMES.iter().map(|n| n.1).collect(),
            };

            /// The name of this value, when it has one.
            pub fn name(self) -> Option<&'static str> {
                Self::NAMES.iter().find(|n| n.0 == self.0).map(|n| n.1)
            }

            /// The value with its name, when it has one.
            pub fn labelled(self) -> $crate::Value {
                match Self::NAMES.iter().find(|n| n.0 == self.0) {
                    Some((raw, name, doc)) => {
                        $crate::Label::new(*raw, name, doc).of(Self::SET).into()
                    }
                    None => self.0.into(),
                }
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
                cx.leaf(value.labelled());
                if let (None, Some(node)) = (value.name(), cx.top()) {
                    node.extra_mut().labels = Some(Self::SET);
                }
                Ok(value)
            }
            fn build(
                draft: &mut $crate::Draft<'_>,
                endian: ::binrw::Endian,
                (): (),
            ) -> $crate::BuildResult<Self> {
                if let Some(name) = draft.label() {
                    let named = Self::NAMES.iter().find(|n| n.1 == name);
                    return match named {
                        Some((raw, ..)) => Ok(Self(*raw)),
                        None => Err(draft.no_label(Self::NAMES.iter().map(|n| n.1))),
                    };
                }
                <$raw as $crate::Inspect>::build(draft, endian, ()).map(Self)
            }
            fn encode(&self, endian: ::binrw::Endian) -> ::binrw::BinResult<Vec<u8>> {
                $crate::derived::encode(self, endian)
            }
        }

        impl $crate::FixedSize for $name {
            const SIZE: u64 = size_of::<$raw>() as u64;
            fn columns(to: &mut $crate::Columns, endian: ::binrw::Endian) {
                <$raw as $crate::FixedSize>::columns(to, endian);
                to.labels(Self::SET);
            }
        }
    };
}

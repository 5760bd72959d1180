//! Macros for bit fields (`bits!`) and for integers with named values (`labels!`).

/// Declares a bit field: an integer type whose node has a child for each bit range.
///
/// Ranges are half-open and counted from the least significant bit. Ranges outside the integer and
/// overlapping ranges are compile errors. The values of a range may be named by a
/// [`labels!`](crate::labels) type over the same integer: `range: 0..4 as Kind`.
///
/// Both the type and its ranges may have attributes; the attributes of a range apply to its
/// accessor.
///
/// ```
/// bytescope_inspect::bits! {
///     /// Packed screen description.
///     #[derive(Hash)]
///     pub struct Packed(u8) {
///         /// Log2 of the table size, minus 1
///         size: 0..3,
///         /// True if the table is sorted
///         sorted: 3..4,
///     }
/// }
/// assert_eq!(Packed(0b1101).size(), 5);
/// assert_eq!(Packed(0b1101).describe(), "size 5, sorted");
/// ```
#[macro_export]
macro_rules! bits {
    (@value $value:expr) => {
        $crate::Value::from($value)
    };
    (@value $value:expr, $label:ident) => {
        $label($value).labeled()
    };
    ($(#[$($of:tt)*])* $vis:vis struct $name:ident($raw:ty) {
        $($(#[$($part:tt)*])* $f:ident: $lo:literal .. $hi:literal $(as $label:ident)?),*
        $(,)?
    }) => {
        $(#[$($of)*])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        $vis struct $name(pub $raw);

        $crate::declared! { @items [$([$($of)*])*] []
            #[allow(non_snake_case)]
            impl $name {
                $($(#[$($part)*])* pub const fn $f(self) -> $raw {
                    ($crate::derived::part(self.0 as u64, $lo, $hi)) as $raw
                })*

                /// Returns the names and values of the nonzero ranges, for the note of a field.
                pub fn describe(self) -> ::std::string::String {
                    #[allow(unused_mut)]
                    let mut words = ::std::vec::Vec::<::std::string::String>::new();
                    $($crate::declared! { @code [$([$($part)*])*] []
                        let value = u64::from(self.$f());
                        words.extend($crate::derived::word(stringify!($f), $hi - $lo, value));
                    })*
                    words.join(", ")
                }
            }

            #[allow(unused)]
            const PARTS: () = {
                let mut taken = 0;
                $($crate::declared! { @code [$([$($part)*])*] []
                    assert!($lo < $hi, concat!(
                        "`", stringify!($name), "::", stringify!($f), "`: bits ", $lo, "..", $hi,
                        " are an empty range"));
                    assert!($hi <= <$raw>::BITS, concat!(
                        "`", stringify!($name), "::", stringify!($f), "`: bits ", $lo, "..", $hi,
                        " are outside ", stringify!($raw)));
                    let bits = $crate::derived::mask($lo, $hi);
                    assert!(taken & bits == 0, concat!(
                        "`", stringify!($name), "::", stringify!($f), "`: bits ", $lo, "..", $hi,
                        " overlap another range"));
                    taken |= bits;
                })*
            };

            impl $crate::Inspect for $name {
                const TYPE: &'static str = stringify!($name);
                const DOC: &'static str =
                    concat!($($crate::declared!(@doc $($of)*)),*).trim_ascii();
                const TOTAL: bool = true;
                fn inspect(
                    cx: &mut $crate::Cx<'_>,
                    endian: $crate::Endian,
                    (): (),
                ) -> $crate::BinResult<Self> {
                    let value = <Self as $crate::binrw::BinRead>::read_options(cx, endian, ())?;
                    cx.leaf(value.0);
                    cx.stored($crate::Storage::Number(endian));
                    if !cx.is_muted() {
                        $($crate::declared! { @code [$([$($part)*])*] []
                            cx.bits(
                                const { &$crate::Meta::new(stringify!($f), "bits",
                                    concat!($($crate::declared!(@doc $($part)*)),*).trim_ascii()) },
                                $lo, $hi, $crate::bits!(@value value.$f() $(, $label)?));
                        })*
                    }
                    Ok(value)
                }
            }

            impl $crate::FromJson for $name {
                fn from_json(
                    draft: &mut $crate::Draft<'_>,
                    endian: $crate::Endian,
                    (): (),
                ) -> $crate::BuildResult<Self> {
                    <$raw as $crate::FromJson>::from_json(draft, endian, ()).map(Self)
                }
            }

            impl $crate::FixedSize for $name {
                const SIZE: u64 = <$raw as $crate::FixedSize>::SIZE;
                fn columns(to: &mut $crate::RecordColumns, endian: $crate::Endian) {
                    <$raw as $crate::FixedSize>::columns(to, endian);
                }
            }

            $crate::declared! { @word $name($raw) }
        }
    };
}

/// Declares an integer type with named values. Other values are allowed.
///
/// Unlike with a `repr` enum, a value without a name is not an error. Two names with the same value
/// are a compile error.
///
/// Both the type and its names may have attributes; the attributes of a name apply to its constant.
///
/// ```
/// bytescope_inspect::labels! {
///     /// Pixel packing
///     #[derive(PartialOrd)]
///     pub struct Packing(u8) {
///         /// Uncompressed
///         RAW = 0,
///         /// Run-length encoded
///         RLE = 1,
///     }
/// }
/// assert_eq!(Packing::RLE.name(), Some("RLE"));
/// assert_eq!(Packing(9).name(), None);
/// ```
#[macro_export]
macro_rules! labels {
    ($(#[$($of:tt)*])* $vis:vis struct $name:ident($raw:ty) {
        $($(#[$($entry:tt)*])* $v:ident = $n:expr),* $(,)?
    }) => {
        $(#[$($of)*])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        $vis struct $name(pub $raw);

        $crate::declared! { @items [$([$($of)*])*] []
            #[allow(non_upper_case_globals, missing_docs)]
            impl $name {
                $($(#[$($entry)*])* pub const $v: Self = Self($n);)*

                /// All named values: value, name and documentation.
                pub const NAMES: &'static [($raw, &'static str, &'static str)] = &{
                    let mut names = [(0, "", ""); COUNT];
                    let mut at = 0;
                    $($crate::declared! { @code [$([$($entry)*])*] []
                        let doc = concat!("", $($crate::declared!(@doc $($entry)*)),*);
                        names[at] = ($n, stringify!($v), doc.trim_ascii());
                        at += 1;
                    })*
                    names
                };

                /// All names, independent of the type.
                const SET: &'static $crate::LabelSet = &$crate::LabelSet {
                    find: |name| Self::NAMES.iter().find(|n| n.1 == name).map(|n| n.0.into()),
                    names: || Self::NAMES.iter().map(|n| n.1).collect(),
                };

                /// Returns the name of this value, if any.
                pub fn name(self) -> Option<&'static str> {
                    Self::NAMES.iter().find(|n| n.0 == self.0).map(|n| n.1)
                }

                /// Returns the value with its name, if any.
                pub fn labeled(self) -> $crate::Value {
                    match Self::NAMES.iter().find(|n| n.0 == self.0) {
                        Some((raw, name, doc)) => {
                            $crate::Label::new(*raw, name, doc).of(Self::SET).into()
                        }
                        None => self.0.into(),
                    }
                }
            }

            const COUNT: usize = {
                let mut count = 0;
                $($crate::declared! { @code [$([$($entry)*])*] [] count += 1; })*
                count
            };

            #[allow(unused, long_running_const_eval)]
            const DISTINCT: () = {
                let mut texts = [""; COUNT];
                let mut at = 0;
                $($crate::declared! { @code [$([$($entry)*])*] []
                    texts[at] = concat!("`", stringify!($name), "::", stringify!($v),
                        "` has the same value as an earlier name");
                    at += 1;
                })*
                let mut one = 0;
                while one < COUNT {
                    let mut other = 0;
                    while other < one {
                        if <$name>::NAMES[one].0 == <$name>::NAMES[other].0 {
                            panic!("{}", texts[one]);
                        }
                        other += 1;
                    }
                    one += 1;
                }
            };

            impl $crate::Inspect for $name {
                const TYPE: &'static str = stringify!($name);
                const DOC: &'static str =
                    concat!($($crate::declared!(@doc $($of)*)),*).trim_ascii();
                const TOTAL: bool = true;
                fn inspect(
                    cx: &mut $crate::Cx<'_>,
                    endian: $crate::Endian,
                    (): (),
                ) -> $crate::BinResult<Self> {
                    let value = <Self as $crate::binrw::BinRead>::read_options(cx, endian, ())?;
                    cx.leaf(value.labeled());
                    cx.stored($crate::Storage::Number(endian));
                    if let (None, Some(node)) = (value.name(), cx.top()) {
                        node.extra_mut().labels = Some(Self::SET);
                    }
                    Ok(value)
                }
            }

            impl $crate::FromJson for $name {
                fn from_json(
                    draft: &mut $crate::Draft<'_>,
                    endian: $crate::Endian,
                    (): (),
                ) -> $crate::BuildResult<Self> {
                    if let Some(name) = draft.label() {
                        let named = Self::NAMES.iter().find(|n| n.1 == name);
                        return match named {
                            Some((raw, ..)) => Ok(Self(*raw)),
                            None => Err(draft.unknown_label_error(Self::NAMES.iter().map(|n| n.1))),
                        };
                    }
                    <$raw as $crate::FromJson>::from_json(draft, endian, ()).map(Self)
                }
            }

            impl $crate::FixedSize for $name {
                const SIZE: u64 = <$raw as $crate::FixedSize>::SIZE;
                fn columns(to: &mut $crate::RecordColumns, endian: $crate::Endian) {
                    <$raw as $crate::FixedSize>::columns(to, endian);
                    to.labels(Self::SET);
                }
            }

            $crate::declared! { @word $name($raw) }
        }
    };
}

/// Shared code of [`bits!`](crate::bits) and [`labels!`](crate::labels).
#[doc(hidden)]
#[macro_export]
macro_rules! declared {
    // Returns the text of a doc comment; empty for other attributes.
    (@doc doc = $text:literal) => { $text };
    (@doc $($other:tt)*) => { "" };

    // Emits items with the `cfg` attributes of a list of attributes.
    (@items [[cfg($($cfg:tt)*)] $($rest:tt)*] [$($done:tt)*] $($items:tt)*) => {
        $crate::declared! { @items [$($rest)*] [$($done)* #[cfg($($cfg)*)]] $($items)* }
    };
    (@items [[$($other:tt)*] $($rest:tt)*] [$($done:tt)*] $($items:tt)*) => {
        $crate::declared! { @items [$($rest)*] [$($done)*] $($items)* }
    };
    (@items [] [$($done:tt)*] $($items:tt)*) => {
        $($done)*
        const _: () = { $($items)* };
    };

    // Emits statements with the `cfg` attributes of a list of attributes.
    (@code [[cfg($($cfg:tt)*)] $($rest:tt)*] [$($done:tt)*] $($code:tt)*) => {
        $crate::declared! { @code [$($rest)*] [$($done)* #[cfg($($cfg)*)]] $($code)* }
    };
    (@code [[$($other:tt)*] $($rest:tt)*] [$($done:tt)*] $($code:tt)*) => {
        $crate::declared! { @code [$($rest)*] [$($done)*] $($code)* }
    };
    (@code [] [$($done:tt)*] $($code:tt)*) => {
        $($done)*
        { $($code)* }
    };

    // Implements reading and writing for a newtype over an integer.
    (@word $name:ident($raw:ty)) => {
        impl $crate::binrw::BinRead for $name {
            type Args<'a> = ();
            fn read_options<R: ::std::io::Read + ::std::io::Seek>(
                reader: &mut R,
                endian: $crate::Endian,
                (): (),
            ) -> $crate::BinResult<Self> {
                <$raw as $crate::binrw::BinRead>::read_options(reader, endian, ()).map(Self)
            }
        }

        impl $crate::binrw::BinWrite for $name {
            type Args<'a> = ();
            fn write_options<W: ::std::io::Write + ::std::io::Seek>(
                &self,
                writer: &mut W,
                endian: $crate::Endian,
                (): (),
            ) -> $crate::BinResult<()> {
                <$raw as $crate::binrw::BinWrite>::write_options(&self.0, writer, endian, ())
            }
        }

        impl $crate::Load for $name {}
    };
}

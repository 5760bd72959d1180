//! Names of encodings.
//!
//! Sources: the list of the Kaitai Struct compiler 0.11 and the codecs of Python 3.13.

use super::{Codec, StringEncoding, tables};
use bytescope_inspect::nearest;

/// Canonical names, each with its aliases. Names are compared without case and separators, so an
/// alias is listed in one spelling.
const NAMES: &[(&str, &[&str])] = &[
    (
        "ASCII",
        &[
            "usascii",
            "us",
            "646",
            "ibm367",
            "cp367",
            "csascii",
            "isoir6",
            "iso646us",
            "iso646irv1991",
            "ansix341968",
            "ansix341986",
        ],
    ),
    (
        "UTF-8",
        &[
            "utf",
            "u8",
            "iso10646utf8",
            "cp65001",
            "csutf8",
            "unicode11utf8",
            "unicode20utf8",
            "utf8ucs2",
            "utf8ucs4",
        ],
    ),
    ("UTF-8-SIG", &[]),
    ("MUTF-8", &["modifiedutf8"]),
    ("UTF-16", &["u16", "csutf16"]),
    ("UTF-16BE", &["csutf16be", "unicodebigunmarked"]),
    ("UTF-16LE", &["csutf16le", "unicodelittleunmarked"]),
    ("UTF-32", &["u32", "csutf32"]),
    ("UTF-32BE", &["csutf32be"]),
    ("UTF-32LE", &["csutf32le"]),
    (
        "ISO-8859-1",
        &[
            "88591",
            "latin",
            "latin1",
            "l1",
            "csisolatin1",
            "isoir100",
            "ibm819",
            "cp819",
            "8859",
            "iso8859",
            "iso885911987",
            "windows28591",
        ],
    ),
    (
        "ISO-8859-2",
        &[
            "88592",
            "latin2",
            "l2",
            "csisolatin2",
            "isoir101",
            "iso885921987",
            "ibm1111",
            "windows28592",
        ],
    ),
    (
        "ISO-8859-3",
        &["88593", "latin3", "l3", "csisolatin3", "isoir109", "iso885931988", "windows28593"],
    ),
    (
        "ISO-8859-4",
        &["88594", "latin4", "l4", "csisolatin4", "isoir110", "iso885941988", "windows28594"],
    ),
    (
        "ISO-8859-5",
        &["88595", "cyrillic", "csisolatincyrillic", "isoir144", "iso885951988", "windows28595"],
    ),
    (
        "ISO-8859-6",
        &[
            "88596",
            "arabic",
            "csisolatinarabic",
            "isoir127",
            "iso885961987",
            "windows28596",
            "ecma114",
            "asmo708",
        ],
    ),
    (
        "ISO-8859-7",
        &[
            "88597",
            "greek",
            "greek8",
            "csisolatingreek",
            "isoir126",
            "iso885971987",
            "windows28597",
            "ecma118",
            "elot928",
        ],
    ),
    (
        "ISO-8859-8",
        &["88598", "hebrew", "csisolatinhebrew", "isoir138", "iso885981988", "windows28598"],
    ),
    (
        "ISO-8859-9",
        &["88599", "latin5", "l5", "csisolatin5", "isoir148", "iso885991989", "windows28599"],
    ),
    ("ISO-8859-10", &["885910", "latin6", "l6", "csisolatin6", "isoir157", "iso8859101992"]),
    (
        "ISO-8859-11",
        &[
            "885911",
            "thai",
            "tis620",
            "cstis620",
            "tis6200",
            "tis62025290",
            "tis62025291",
            "isoir166",
            "iso8859112001",
        ],
    ),
    ("ISO-8859-13", &["885913", "latin7", "l7", "csiso885913", "windows28603"]),
    (
        "ISO-8859-14",
        &["885914", "latin8", "l8", "csiso885914", "isoir199", "isoceltic", "iso8859141998"],
    ),
    ("ISO-8859-15", &["885915", "latin9", "l9", "csiso885915", "windows28605"]),
    ("ISO-8859-16", &["885916", "latin10", "l10", "csiso885916", "isoir226", "iso8859162001"]),
    ("windows-1250", &["cp1250", "1250", "cswindows1250"]),
    ("windows-1251", &["cp1251", "1251", "cswindows1251"]),
    ("windows-1252", &["cp1252", "1252", "cswindows1252"]),
    ("windows-1253", &["cp1253", "1253", "cswindows1253"]),
    ("windows-1254", &["cp1254", "1254", "cswindows1254"]),
    ("windows-1255", &["cp1255", "1255", "cswindows1255"]),
    ("windows-1256", &["cp1256", "1256", "cswindows1256"]),
    ("windows-1257", &["cp1257", "1257", "cswindows1257"]),
    ("windows-1258", &["cp1258", "1258", "cswindows1258"]),
    ("windows-874", &["cp874"]),
    (
        "IBM037",
        &[
            "cp037",
            "037",
            "csibm037",
            "ibm039",
            "ebcdiccpus",
            "ebcdiccpca",
            "ebcdiccpwt",
            "ebcdiccpnl",
        ],
    ),
    ("IBM273", &["cp273", "273", "csibm273"]),
    ("IBM424", &["cp424", "424", "csibm424", "ebcdiccphe"]),
    ("IBM437", &["cp437", "437", "cspc8codepage437"]),
    ("IBM500", &["cp500", "500", "csibm500", "ebcdiccpbe", "ebcdiccpch"]),
    ("IBM720", &["cp720"]),
    ("IBM737", &["cp737"]),
    ("IBM775", &["cp775", "775", "cspc775baltic"]),
    ("IBM850", &["cp850", "850", "cspc850multilingual"]),
    ("IBM852", &["cp852", "852", "cspcp852"]),
    ("IBM855", &["cp855", "855", "csibm855"]),
    ("IBM856", &["cp856"]),
    ("IBM857", &["cp857", "857", "csibm857"]),
    (
        "IBM858",
        &["cp858", "858", "csibm858", "ibm00858", "cp00858", "ccsid00858", "pcmultilingual850euro"],
    ),
    ("IBM860", &["cp860", "860", "csibm860"]),
    ("IBM861", &["cp861", "861", "csibm861", "cpis"]),
    ("IBM862", &["cp862", "862", "cspc862latinhebrew"]),
    ("IBM863", &["cp863", "863", "csibm863"]),
    ("IBM864", &["cp864", "864", "csibm864"]),
    ("IBM865", &["cp865", "865", "csibm865"]),
    ("IBM866", &["cp866", "866", "csibm866"]),
    ("IBM869", &["cp869", "869", "csibm869", "cpgr"]),
    ("IBM875", &["cp875"]),
    ("IBM1006", &["cp1006"]),
    ("IBM1026", &["cp1026", "1026", "csibm1026"]),
    ("IBM1125", &["cp1125", "1125", "cp866u", "ruscii"]),
    ("IBM1140", &["cp1140", "1140", "ibm01140", "cp01140", "ccsid01140", "ebcdicus37euro"]),
    ("KOI8-R", &["koi8", "cskoi8r"]),
    ("KOI8-T", &[]),
    ("KOI8-U", &["cskoi8u"]),
    ("KZ-1048", &["rk1048", "strk10482002"]),
    ("PTCP154", &["csptcp154", "pt154", "cp154", "cyrillicasian"]),
    ("hp-roman8", &["roman8", "r8", "cshproman8", "cp1051", "ibm1051"]),
    ("palmos", &[]),
    ("macintosh", &["macroman", "mac", "csmacintosh", "xmacroman"]),
    ("mac-arabic", &["xmacarabic"]),
    ("mac-croatian", &["xmaccroatian"]),
    ("mac-cyrillic", &["xmaccyrillic"]),
    ("mac-farsi", &["xmacfarsi"]),
    ("mac-greek", &["xmacgreek"]),
    ("mac-iceland", &["xmaciceland"]),
    ("mac-latin2", &["maccentraleurope", "maccenteuro", "xmacce", "xmaccentraleurope"]),
    ("mac-romanian", &["xmacromania"]),
    ("mac-turkish", &["xmacturkish"]),
    ("Shift_JIS", &["sjis", "pck", "csshiftjis", "xmacjapanese", "xsjis"]),
    ("windows-31J", &["cp932", "932", "ms932", "mskanji", "windows932", "cswindows31j"]),
    ("Big5", &["csbig5", "big5tw", "xmactradchinese", "cp950", "950", "ms950"]),
    ("Big5-HKSCS", &["hkscs", "csbig5hkscs"]),
    (
        "EUC-KR",
        &["cseuckr", "korean", "isoir149", "ksc5601", "ksc56011987", "ksx1001", "xmackorean"],
    ),
    ("windows-949", &["cp949", "949", "ms949", "uhc"]),
    ("EUC-JP", &["ujis", "cseucpkdfmtjapanese"]),
    ("ISO-2022-JP", &["csiso2022jp"]),
    (
        "GB2312",
        &[
            "chinese",
            "csiso58gb231280",
            "euccn",
            "eucgb2312cn",
            "gb23121980",
            "gb231280",
            "isoir58",
            "xmacsimpchinese",
        ],
    ),
    ("GBK", &["cp936", "936", "ms936", "windows936", "csgbk"]),
    ("GB18030", &["gb180302000", "csgb18030"]),
];

/// Encoding found by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EncodingMatch {
    pub(crate) encoding: StringEncoding,
    /// Canonical name.
    pub(crate) canonical: &'static str,
}

/// Finds an encoding by name or alias, regardless of case, hyphens, underscores, spaces and other
/// separators.
pub(crate) fn named(name: &str) -> Option<EncodingMatch> {
    let wanted = letters(name)?;
    let same = |known: &str| letters(known).as_ref() == Some(&wanted);
    let (canonical, _) =
        NAMES.iter().find(|(known, aliases)| same(known) || aliases.contains(&wanted.as_str()))?;
    let codec = match *canonical {
        "ASCII" => Codec::Ascii,
        "UTF-8" => Codec::Utf8 { mark: false },
        "UTF-8-SIG" => Codec::Utf8 { mark: true },
        "MUTF-8" => Codec::ModifiedUtf8,
        "UTF-16" => Codec::Utf16 { little: None },
        "UTF-16BE" => Codec::Utf16 { little: Some(false) },
        "UTF-16LE" => Codec::Utf16 { little: Some(true) },
        "UTF-32" => Codec::Utf32 { little: None },
        "UTF-32BE" => Codec::Utf32 { little: Some(false) },
        "UTF-32LE" => Codec::Utf32 { little: Some(true) },
        known => match tables::named(known) {
            Some(table) => Codec::SingleByte(table),
            None => Codec::MultiByte(multi_byte(known)?),
        },
    };
    Some(EncodingMatch { encoding: StringEncoding { codec, name: canonical }, canonical })
}

/// Returns the multi-byte encoding with a canonical name.
fn multi_byte(canonical: &str) -> Option<&'static encoding_rs::Encoding> {
    let label = match canonical {
        "windows-949" => "euc-kr",
        label => label,
    };
    encoding_rs::Encoding::for_label(label.as_bytes())
}

/// Returns the letters and digits of a name in lowercase; `None` if it contains characters that no
/// name contains.
fn letters(name: &str) -> Option<String> {
    let separator = |c: char| matches!(c, '-' | '_' | '.' | ':' | '/' | ' ');
    let known = |c: char| c.is_ascii_alphanumeric() || separator(c);
    let kept = || name.chars().filter(|c| !separator(*c)).map(|c| c.to_ascii_lowercase());
    name.chars().all(known).then(|| kept().collect())
}

/// Returns the known name most similar to an unknown name, if any is similar.
pub(crate) fn near(name: &str) -> Option<&'static str> {
    nearest(name, NAMES.iter().map(|(known, _)| *known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn every_name_has_an_encoding() {
        let mut known = HashMap::new();
        for (name, aliases) in NAMES {
            assert!(named(name).is_some_and(|f| f.canonical == *name), "{name}");
            for alias in *aliases {
                assert_eq!(letters(alias).as_deref(), Some(*alias), "{alias}");
                assert_eq!(named(alias).unwrap().canonical, *name, "{alias}");
            }
            let spellings = aliases.iter().map(|a| (*a).to_owned()).chain(letters(name));
            for spelling in spellings {
                assert_eq!(known.insert(spelling, name), None, "{name}");
            }
        }
        assert_eq!(near("utf-9"), Some("UTF-8"));
        assert!(named("").is_none() && named("utf–8").is_none());
    }

    #[test]
    fn spellings_differ_in_case_and_separators() {
        for (spelling, name) in [
            ("utf_16_le", "UTF-16LE"),
            ("utf-16-le", "UTF-16LE"),
            ("UTF16-BE", "UTF-16BE"),
            ("utf 8", "UTF-8"),
            ("ISO-10646/UTF-8", "UTF-8"),
            ("ANSI_X3.4-1968", "ASCII"),
            ("iso_646.irv_1991", "ASCII"),
            ("ISO_8859-1:1987", "ISO-8859-1"),
            ("latin_1", "ISO-8859-1"),
            ("iso8859_15", "ISO-8859-15"),
            ("8859-9", "ISO-8859-9"),
            ("CP-437", "IBM437"),
            ("cp1252", "windows-1252"),
            ("Shift-JIS", "Shift_JIS"),
            ("s_jis", "Shift_JIS"),
            ("koi8_u", "KOI8-U"),
            ("mac_roman", "macintosh"),
            ("iso2022_jp", "ISO-2022-JP"),
        ] {
            assert_eq!(named(spelling).map(|found| found.canonical), Some(name), "{spelling}");
        }
    }
}

//! Addresses, shown in their usual notation.

use binrw::{Endian, binrw};
use bytescope_inspect::{BuildResult, Cx, Draft, Inspect, Storage, Value};
use std::net::{Ipv4Addr, Ipv6Addr};

/// MAC address (EUI-48)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[inspect(from_json = mac_from_json, show = |cx, _| show(cx, mac_text(self_0), encode_mac))]
pub struct MacAddress(pub [u8; 6]);

/// IPv4 address
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[inspect(from_json = v4_from_json)]
#[inspect(show = |cx, _| show(cx, Ipv4Addr::from(self_0).to_string(), encode_v4))]
pub struct Ipv4Address(pub [u8; 4]);

/// IPv6 address
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[inspect(from_json = v6_from_json)]
#[inspect(show = |cx, _| show(cx, Ipv6Addr::from(self_0).to_string(), encode_v6))]
pub struct Ipv6Address(pub [u8; 16]);

fn show(cx: &mut Cx<'_>, text: String, encode: fn(&str) -> Option<Vec<u8>>) {
    cx.leaf(Value::text(text));
    cx.stored(Storage::Text(encode));
}

fn mac_text(bytes: [u8; 6]) -> String {
    let digits: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.join(":")
}

fn parse_mac(text: &str) -> Option<[u8; 6]> {
    let is_byte = |digits: &str| digits.len() <= 2 && !digits.starts_with('+');
    let byte = |digits: &str| is_byte(digits).then(|| u8::from_str_radix(digits, 16).ok())?;
    let bytes: Vec<u8> = text.split([':', '-']).map(byte).collect::<Option<_>>()?;
    bytes.try_into().ok()
}

fn encode_mac(text: &str) -> Option<Vec<u8>> {
    parse_mac(text).map(|bytes| bytes.to_vec())
}

fn encode_v4(text: &str) -> Option<Vec<u8>> {
    text.parse::<Ipv4Addr>().ok().map(|address| address.octets().to_vec())
}

fn encode_v6(text: &str) -> Option<Vec<u8>> {
    text.parse::<Ipv6Addr>().ok().map(|address| address.octets().to_vec())
}

/// Reads an address in its usual notation from JSON.
fn address<const N: usize>(
    draft: &Draft<'_>,
    encode: fn(&str) -> Option<Vec<u8>>,
    expected: &str,
) -> BuildResult<[u8; N]> {
    let error = || draft.error(format!("must be {expected}"));
    let text = draft.text()?.map_err(|_| error())?;
    encode(text).and_then(|bytes| bytes.try_into().ok()).ok_or_else(error)
}

fn mac_from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<MacAddress> {
    address(draft, encode_mac, "a MAC address such as 02:00:00:00:00:01").map(MacAddress)
}

fn v4_from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Ipv4Address> {
    address(draft, encode_v4, "an IPv4 address such as 192.0.2.1").map(Ipv4Address)
}

fn v6_from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Ipv6Address> {
    address(draft, encode_v6, "an IPv6 address such as 2001:db8::1").map(Ipv6Address)
}

#[cfg(test)]
mod tests {
    use super::{mac_text, parse_mac};

    #[test]
    fn mac_addresses_are_parsed() {
        let address = [0x02, 0, 0x5e, 0x10, 0xab, 0xff];
        assert_eq!(parse_mac(&mac_text(address)), Some(address));
        assert_eq!(parse_mac("2-0-5e-10-AB-FF"), Some(address));
        for invalid in ["", "02:00:5e:10:ab", "02:00:5e:10:ab:fff", "02:00:5e:10:ab:+f"] {
            assert_eq!(parse_mac(invalid), None, "{invalid}");
        }
    }
}

use super::*;
use bytescope_inspect::{BufferId, FaultKind, Limits, Meta, MetaRef, Span, Value};
use serde_json::Value as Json;
use std::fmt::Write as _;

/// Computes a SHA-256 hash in base64 (FIPS 180-4).
fn sha256(bytes: &[u8]) -> String {
    // Fractional parts of the roots of the first primes.
    let primes = (2_u32..).filter(|n| (2..*n).all(|d| n % d != 0)).take(64);
    let fraction = |root: f64| (root.fract() * 4_294_967_296.0) as u32;
    let k: Vec<u32> = primes.clone().map(|p| fraction(f64::from(p).cbrt())).collect();
    let mut state: Vec<u32> = primes.take(8).map(|p| fraction(f64::from(p).sqrt())).collect();
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    padded
        .resize(padded.len().next_multiple_of(64) + if padded.len() % 64 > 56 { 64 } else { 0 }, 0);
    let at = padded.len() - 8;
    padded[at..].copy_from_slice(&(bytes.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks(64) {
        let words = block.chunks(4).map(|word| u32::from_be_bytes(word.try_into().unwrap()));
        let mut w: Vec<u32> = words.collect();
        for i in 16..64 {
            let [a, b] = [w[i - 15], w[i - 2]];
            let s0 = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
            let s1 = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
            w.push(w[i - 16].wrapping_add(s0).wrapping_add(w[i - 7]).wrapping_add(s1));
        }
        let mut v = state.clone();
        for i in 0..64 {
            let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let ch = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let t1 = [s1, ch, k[i], w[i]].iter().fold(v[7], |sum, x| sum.wrapping_add(*x));
            let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let maj = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(t1);
            v[0] = t1.wrapping_add(s0).wrapping_add(maj);
        }
        state.iter_mut().zip(v).for_each(|(sum, value)| *sum = sum.wrapping_add(value));
    }
    let hash: Vec<u8> = state.iter().flat_map(|word| word.to_be_bytes()).collect();
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let groups = hash.chunks(3).map(|group| {
        let bits = group.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - group.len()));
        (0..4)
            .map(|i| match i <= group.len() {
                true => char::from(alphabet[(bits >> (18 - 6 * i) & 63) as usize]),
                false => '=',
            })
            .collect::<String>()
    });
    groups.collect()
}

#[test]
fn policy_allows_only_this_script_and_style() {
    assert_eq!(sha256(b"abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    for (name, text, stored) in [("style", STYLE, STYLE_HASH), ("script", SCRIPT, SCRIPT_HASH)] {
        let hash = sha256(text.as_bytes());
        if std::env::var_os("BLESS").is_some() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/view/html");
            std::fs::write(format!("{folder}/{name}.sha256"), format!("{hash}\n")).unwrap();
        } else {
            assert_eq!(stored.trim(), hash, "{name}: BLESS=1 cargo test html updates the hash");
        }
        assert!(!text.contains("</") && !text.contains("http"), "{name}");
    }
}

/// Returns a page of a tree, and its data.
fn page(
    node: &Node,
    source: &[u8],
    options: HtmlOptions,
    faults: &[(String, Fault)],
) -> (String, Json) {
    let bytes = Buffers { source, buffers: &[] };
    let context = JsonContext { bytes, limits: Limits::default(), base: 0 };
    let view = HtmlView {
        name: "<x>\u{202e}",
        summary: "a & b".to_owned(),
        node,
        context,
        faults,
        options,
    };
    let mut page = Vec::new();
    view.write(&mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    let data = page.split("id=\"data\">").nth(1).unwrap().split("</script>").next().unwrap();
    assert!(!data.contains(['<', '>', '&']));
    let data = serde_json::from_str(data).unwrap();
    (page, data)
}

fn node(name: &str, value: Value, start: u64, end: u64, children: Vec<Node>) -> Node {
    let meta = Meta { name: name.to_owned().into(), ..Meta::default() };
    let span = Span::bytes(BufferId::SOURCE, start, end);
    Node { meta: MetaRef::Shared(meta.into()), span, value, children, ..Node::default() }
}

/// Returns a list of numbers.
fn list(count: u64) -> Node {
    let item = |index| {
        let mut item = node("", Value::UInt(index), index, index + 1, Vec::new());
        item.index = Some(index);
        item
    };
    let items = (0..count).map(item).collect();
    node("", Value::Group, 0, count, vec![node("list", Value::List, 0, count, items)])
}

#[test]
fn text_cannot_leave_its_element() {
    let hostile = "</script><script>alert(1)</script><!--&amp;\"'\u{202e}\0\u{2028}\x1b[31m";
    let field = node(hostile, Value::text(hostile), 0, 4, Vec::new());
    let root = node("", Value::Group, 0, 4, vec![field]);
    let faults = [(hostile.to_owned(), Fault::soft(FaultKind::Rule, 0, hostile))];
    let (page, data) = page(&root, b"</sc", HtmlOptions::default(), &faults);
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(!page.contains("<!--") && !page.contains(['\u{202e}', '\0', '\u{2028}', '\x1b']));
    assert!(page.contains("<title>&lt;x&gt;\\u{202e} – bytescope</title>"));
    assert!(page.contains("a &amp; b, 4 bytes"));
    assert!(data["nodes"][1]["v"].as_str().unwrap().contains("</script>"));
}

#[test]
fn long_lists_are_elided_with_counts() {
    let root = list(100_000);
    let source = vec![7; 100_000];
    let mut invalid = root.clone();
    invalid.children[0].children[50_000].extra_mut().fault =
        Some(Fault::soft(FaultKind::Rule, 50_000, "invalid"));
    let faults = [("list[50000]".to_owned(), Fault::soft(FaultKind::Rule, 50_000, "invalid"))];
    let (page, data) = page(&invalid, &source, HtmlOptions::default(), &faults);
    let nodes = data["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 2 + 64 + 1 + 1 + 1 + 1);
    let texts: Vec<_> = nodes.iter().filter_map(|node| node["t"].as_str()).collect();
    let first = "49,936 items not included, [64] to [49999]";
    assert_eq!(texts, [first, "49,998 items not included, [50001] to [99998]"]);
    let fault = data["faults"][0].as_u64().unwrap() as usize;
    assert_eq!(nodes[fault]["i"], 50_000);
    let note = data["note"].as_str().unwrap();
    assert!(note.starts_with("Not included: 99,934 items or fields; "), "{note}");
    assert!(page.len() < 100_000, "{}", page.len());
}

#[test]
fn number_of_fields_is_limited() {
    let options = HtmlOptions { max_fields: 100, ..Default::default() };
    let root = node("", Value::Group, 0, 1000, (0..200).map(|_| list(50)).collect());
    let (_, data) = page(&root, &[0; 1000], options, &[]);
    let shown = data["nodes"].as_array().unwrap().iter().filter(|node| node["t"].is_null()).count();
    assert!((50..=100).contains(&shown), "{shown}");
    assert!(data["note"].as_str().unwrap().contains("items or fields"));
    // Everything is included if the options allow it.
    let (_, data) = page_of_all(&root);
    assert!(data["nodes"].as_array().unwrap().len() > 10_000);
    assert_eq!(data["note"], "");
}

fn page_of_all(root: &Node) -> (String, Json) {
    page(root, &[0; 1000], HtmlOptions::default().complete(), &[])
}

#[test]
fn bytes_of_large_files_are_limited() {
    let size = 1_u64 << 20;
    let source: Vec<u8> = (0..size).map(|i| i as u8).collect();
    let blob = node("blob", Value::Bytes, 16, size, Vec::new());
    let root =
        node("", Value::Group, 0, size, vec![node("a", Value::UInt(1), 0, 4, Vec::new()), blob]);
    let (_, data) = page(&root, &source, HtmlOptions::default(), &[]);
    let parts = data["buffers"][0]["parts"].as_array().unwrap();
    assert_eq!(parts.len(), 2);
    assert_eq!((&parts[0][0], parts[0][1].as_str().unwrap().len()), (&Json::from(0), 2 * 208));
    assert_eq!(parts[1][0], size - 64);
    let note = data["note"].as_str().unwrap();
    assert_eq!(note, "Not included: 1,048,304 bytes of 1,048,576 bytes");
    let options = HtmlOptions { max_bytes: 100, ..Default::default() };
    let (_, data) = page(&root, &source, options, &[]);
    let parts = data["buffers"][0]["parts"].as_array().unwrap();
    let digits: usize = parts.iter().map(|part| part[1].as_str().unwrap().len()).sum();
    assert_eq!(digits, 200);
    let (_, data) = page_with(&root, &source, HtmlOptions::default().complete());
    assert_eq!(data["buffers"][0]["parts"][0][1].as_str().unwrap().len() as u64, 2 * size);
}

fn page_with(root: &Node, source: &[u8], options: HtmlOptions) -> (String, Json) {
    page(root, source, options, &[])
}

#[test]
fn verdicts_distinguish_limits_from_faults() {
    let limit = Fault::limit_reached(Limit::Nodes, 0, 5);
    let fault = Fault::soft(FaultKind::Rule, 0, "invalid");
    for (faults, verdict) in [
        (vec![], "class=\"valid\">no faults<"),
        (vec![limit.clone()], "class=\"incomplete\">incomplete<"),
        (vec![limit, fault], "class=\"invalid\">1 fault<"),
    ] {
        let faults: Vec<_> = faults.into_iter().map(|fault| (String::new(), fault)).collect();
        let (page, _) = page(&list(1), b"x", HtmlOptions::default(), &faults);
        assert!(page.contains(verdict), "{verdict}");
    }
}

#[test]
fn every_class_of_the_script_has_a_style() {
    let mut missing = String::new();
    for name in [
        "row", "offset", "toggle", "name", "value", "remark", "check", "fault", "line", "gap",
        "crumb",
    ] {
        if !STYLE.contains(&format!(".{name}")) {
            let _ = write!(missing, "{name} ");
        }
    }
    assert_eq!(missing, "");
}

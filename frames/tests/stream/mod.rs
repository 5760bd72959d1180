//! Schemas for tests, and streams with frames at known offsets.
#![allow(dead_code, reason = "not every test uses everything")]

use bytescope_frames::checksum::Algorithm;
use bytescope_frames::stuffing::{Coding, Stuffed};
use bytescope_frames::{
    Event, Finder, FrameSchema, Identity, Pattern, Proof, Reason, RejectKind, Scanner,
    SequenceRule, Start, Verdict,
};

/// Frames with a sync pattern, a length, a body and a CRC.
#[derive(Clone)]
pub(crate) struct Packet {
    pub(crate) sync: Vec<u8>,
    pub(crate) max: usize,
    /// Frames whose body starts with this byte cannot be verified.
    pub(crate) unknown: Option<u8>,
}

const CRC: Algorithm = Algorithm::CRC_16_IBM_3740;

impl Packet {
    pub(crate) fn frame(&self, body: &[u8]) -> Vec<u8> {
        let mut frame = self.sync.clone();
        frame.push(body.len() as u8);
        frame.extend(body);
        let crc = CRC.compute(&frame[self.sync.len()..]) as u16;
        frame.extend(crc.to_le_bytes());
        frame
    }
}

impl FrameSchema for Packet {
    fn name(&self) -> &str {
        "packet"
    }
    fn start(&self) -> Start {
        match self.sync.is_empty() {
            true => Start::Anywhere,
            false => Start::Sync(vec![Pattern::exact(&self.sync)]),
        }
    }
    fn max_len(&self) -> usize {
        self.max
    }
    fn is_checked(&self) -> bool {
        true
    }
    fn parse(&self, window: &[u8], _: bool) -> Verdict {
        let head = self.sync.len();
        let Some(length) = window.get(head) else { return Verdict::NeedMore(head + 1) };
        let end = head + 1 + usize::from(*length);
        let Some(crc) = window.get(end..end + 2) else { return Verdict::NeedMore(end + 2) };
        if self.unknown.is_some() && window.get(head + 1) == self.unknown.as_ref() {
            return Verdict::Valid { len: end + 2, proof: Proof::Unverifiable };
        }
        match CRC.compute(&window[head..end]) == u64::from(u16::from_le_bytes([crc[0], crc[1]])) {
            true => Verdict::verified(end + 2),
            false => Verdict::Reject(Reason::at(RejectKind::Checksum, end)),
        }
    }
}

/// Fixed-size packets, found in runs or individually.
pub(crate) struct Uniform {
    pub(crate) packet: Packet,
    pub(crate) runs: bool,
}

/// Size of the body of a uniform packet in bytes.
pub(crate) const BODY_SIZE: usize = 5;

impl FrameSchema for Uniform {
    fn name(&self) -> &str {
        "uniform"
    }
    fn start(&self) -> Start {
        self.packet.start()
    }
    fn max_len(&self) -> usize {
        self.packet.sync.len() + 1 + BODY_SIZE + 2
    }
    fn is_checked(&self) -> bool {
        true
    }
    fn parse(&self, window: &[u8], end_of_input: bool) -> Verdict {
        match window.get(self.packet.sync.len()) {
            Some(length) if usize::from(*length) != BODY_SIZE => {
                Verdict::reject(RejectKind::Constant)
            }
            _ => self.packet.parse(window, end_of_input),
        }
    }
    fn run(&self, window: &[u8]) -> usize {
        let is_valid = |frame: &&[u8]| {
            frame.starts_with(&self.packet.sync)
                && self.parse(frame, true) == Verdict::verified(self.max_len())
        };
        let frames = window.chunks_exact(self.max_len());
        frames.take_while(is_valid).count() * usize::from(self.runs)
    }
}

/// Eight-byte frames without a checksum, which require this number of adjacent frames. The first
/// byte is `0f`, the last byte `00` or `10`.
pub(crate) struct Fixed(pub(crate) u32);

impl FrameSchema for Fixed {
    fn name(&self) -> &str {
        "fixed"
    }
    fn start(&self) -> Start {
        Start::Sync(vec![Pattern::masked(&[0x0f, 0], &[0xff, 0x80])])
    }
    fn max_len(&self) -> usize {
        8
    }
    fn is_checked(&self) -> bool {
        false
    }
    fn confirm(&self) -> u32 {
        self.0
    }
    fn parse(&self, window: &[u8], _: bool) -> Verdict {
        match window.get(7) {
            Some(0 | 0x10) => Verdict::Valid { len: 8, proof: Proof::WellFormed },
            Some(_) => Verdict::Reject(Reason::at(RejectKind::Constant, 7)),
            None => Verdict::NeedMore(8),
        }
    }
}

/// Packets without a sync pattern or checksum, like those of CCSDS: type and channel (13 bits),
/// sequence count (14 bits), length, data.
pub(crate) struct Counted;

impl Counted {
    pub(crate) fn frame(channel: u16, count: u16, data: &[u8]) -> Vec<u8> {
        let head = [channel & 0x1fff, 0xc000 | (count & 0x3fff), data.len() as u16 - 1];
        let head = head.iter().flat_map(|part| part.to_be_bytes());
        head.chain(data.iter().copied()).collect()
    }
}

impl FrameSchema for Counted {
    fn name(&self) -> &str {
        "counted"
    }
    fn start(&self) -> Start {
        Start::Anywhere
    }
    fn max_len(&self) -> usize {
        65542
    }
    fn is_checked(&self) -> bool {
        false
    }
    fn confirm(&self) -> u32 {
        3
    }
    fn sequence(&self) -> Option<SequenceRule> {
        Some(SequenceRule { channel_bits: 11, sequence_bits: 14 })
    }
    fn constant_bits(&self) -> u32 {
        3
    }
    fn identity(&self, window: &[u8]) -> Option<Identity> {
        let [a, b, c, d, ..] = *window else { return None };
        let channel = u64::from(a) << 8 | u64::from(b);
        let sequence = u64::from(c & 0x3f) << 8 | u64::from(d);
        let sequence = (channel & 0x7ff != 0x7ff).then_some(sequence);
        (a < 0x20).then_some(Identity { channel, sequence, idle: sequence.is_none() })
    }
    fn may_start(&self, window: &[u8]) -> bool {
        window.first().is_some_and(|first| *first < 0x20)
    }
    fn parse(&self, window: &[u8], _: bool) -> Verdict {
        if window.first().is_some_and(|first| *first >= 0x20) {
            return Verdict::Reject(Reason::at(RejectKind::Rule, 0));
        }
        let Some(length) = window.get(4..6) else { return Verdict::NeedMore(6) };
        let len = 7 + usize::from(u16::from_be_bytes([length[0], length[1]]));
        match window.len() < len {
            true => Verdict::NeedMore(len),
            false => Verdict::Valid { len, proof: Proof::WellFormed },
        }
    }
}

/// Packets with a one-byte sync pattern, a length and data, without a checksum.
pub(crate) struct Plain;

impl Plain {
    pub(crate) fn frame(data: &[u8]) -> Vec<u8> {
        [&[0xa5, data.len() as u8][..], data].concat()
    }
}

impl FrameSchema for Plain {
    fn name(&self) -> &str {
        "plain"
    }
    fn start(&self) -> Start {
        Start::Sync(vec![Pattern::exact(&[0xa5])])
    }
    fn max_len(&self) -> usize {
        257
    }
    fn is_checked(&self) -> bool {
        false
    }
    fn confirm(&self) -> u32 {
        2
    }
    fn parse(&self, window: &[u8], _: bool) -> Verdict {
        let Some(length) = window.get(1) else { return Verdict::NeedMore(2) };
        let len = 2 + usize::from(*length);
        match window.len() < len {
            true => Verdict::NeedMore(len),
            false => Verdict::Valid { len, proof: Proof::WellFormed },
        }
    }
}

pub(crate) fn packet() -> Packet {
    Packet { sync: vec![0xaa, 0x55], max: 60, unknown: None }
}

/// Returns finders that cover all start conditions.
pub(crate) fn finders() -> Vec<Finder> {
    let short = || Packet { sync: vec![0xd3], max: 259, unknown: Some(7) };
    let bare = || Packet { sync: vec![], max: 40, unknown: None };
    let sets: Vec<Vec<Box<dyn FrameSchema>>> = vec![
        vec![Box::new(packet())],
        vec![Box::new(packet()), Box::new(short())],
        vec![Box::new(bare())],
        vec![Box::new(Uniform { packet: packet(), runs: true })],
        vec![Box::new(Uniform { packet: short(), runs: true }), Box::new(packet())],
        vec![Box::new(Fixed(0))],
        vec![Box::new(Fixed(2))],
        vec![Box::new(Fixed(1)), Box::new(short()), Box::new(packet())],
        vec![Box::new(Counted)],
        vec![Box::new(Plain)],
        vec![Box::new(Plain), Box::new(packet())],
        vec![Box::new(Stuffed::around(Box::new(bare()), Coding::Cobs))],
        vec![Box::new(Stuffed::new("any", Coding::Slip, 90)), Box::new(packet())],
    ];
    sets.into_iter().map(|set| Finder::new(set).unwrap()).collect()
}

/// Pseudorandom number generator (Vigna's splitmix64).
#[derive(Clone)]
pub(crate) struct Seed(pub(crate) u64);

impl Seed {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number less than `bound`, or 0 if `bound` is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// Returns random bytes, of which a third are constants or lengths of the schemas above.
    pub(crate) fn bytes(&mut self, len: usize) -> Vec<u8> {
        let special = [0xaa, 0x55, 0xd3, 0x0f, 0x00, 0xc0, 0xdb, 7, 3];
        let byte = |seed: &mut Self| match seed.below(3) {
            0 => special[seed.below(special.len())],
            _ => seed.next() as u8,
        };
        (0..len).map(|_| byte(self)).collect()
    }
}

/// Bytes of a stream, each tagged with the number of its frame, or `None` for noise.
pub(crate) type Tagged = Vec<(u8, Option<usize>)>;

/// Returns frames of `packet`, with noise between some of them.
pub(crate) fn noisy(seed: &mut Seed, packet: &Packet, frames: usize) -> Tagged {
    let mut stream = Tagged::new();
    for number in 0..frames {
        if seed.below(3) == 0 {
            let len = seed.below(40);
            stream.extend(seed.bytes(len).into_iter().map(|byte| (byte, None)));
        }
        let len = seed.below(packet.max - packet.sync.len() - 3);
        let body = seed.bytes(len);
        stream.extend(packet.frame(&body).into_iter().map(|byte| (byte, Some(number))));
    }
    stream
}

/// An event without its bytes: kind, offset, size, and schema index with any reject reason.
pub(crate) type Summary = (&'static str, u64, u64, String);

pub(crate) fn summary(event: &Event<'_>) -> Summary {
    match event {
        Event::Valid(frame, bytes) => {
            ("valid", frame.offset, bytes.len() as u64, frame.schema.to_string())
        }
        Event::Unverified(frame, bytes) => {
            ("unverified", frame.offset, bytes.len() as u64, frame.schema.to_string())
        }
        Event::Rejected(candidate) => {
            let detail = format!("{} {}", candidate.schema, candidate.reason);
            ("rejected", candidate.offset, 1, detail)
        }
        Event::Skipped { offset, len } => ("skipped", *offset, *len, String::new()),
    }
}

/// Returns the events of a scanner for an input split at these offsets.
pub(crate) fn scan(finder: Finder, input: &[u8], splits: &[usize]) -> Vec<Summary> {
    let mut events = Vec::new();
    let mut on = |event: Event<'_>| {
        if let Event::Valid(frame, bytes) | Event::Unverified(frame, bytes) = &event {
            let at = frame.offset as usize;
            assert_eq!(*bytes, &input[at..at + bytes.len()]);
        }
        events.push(summary(&event));
    };
    let mut scanner = Scanner::new(finder);
    let mut from = 0;
    for to in splits.iter().copied().chain([input.len()]) {
        scanner.feed(&input[from..to], &mut on);
        from = to;
    }
    scanner.finish(&mut on);
    events
}

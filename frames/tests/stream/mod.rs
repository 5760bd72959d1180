//! Schemas to test with, and streams of their frames whose truth is known.
#![allow(dead_code, reason = "not every test needs all of it")]

use bytescope_frames::checksum::Algorithm;
use bytescope_frames::stuffing::{Coding, Stuffed};
use bytescope_frames::{
    Event, Finder, FrameSchema, Pattern, Proof, Reason, RejectKind, Scanner, Start, Verdict,
};

/// Frames of a sync, a length, a body and a CRC.
#[derive(Clone)]
pub(crate) struct Packet {
    pub(crate) sync: Vec<u8>,
    pub(crate) max: usize,
    /// Bodies that begin with this byte cannot be verified.
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
            return Verdict::Good { len: end + 2, proof: Proof::Unverifiable };
        }
        match CRC.compute(&window[head..end]) == u64::from(u16::from_le_bytes([crc[0], crc[1]])) {
            true => Verdict::verified(end + 2),
            false => Verdict::Reject(Reason::at(RejectKind::Checksum, end)),
        }
    }
}

/// Packets of one size, which are found in runs or one by one.
pub(crate) struct Uniform {
    pub(crate) packet: Packet,
    pub(crate) runs: bool,
}

/// Bytes of the body of a uniform packet.
pub(crate) const BODY: usize = 5;

impl FrameSchema for Uniform {
    fn name(&self) -> &str {
        "uniform"
    }
    fn start(&self) -> Start {
        self.packet.start()
    }
    fn max_len(&self) -> usize {
        self.packet.sync.len() + 1 + BODY + 2
    }
    fn is_checked(&self) -> bool {
        true
    }
    fn parse(&self, window: &[u8], end_of_input: bool) -> Verdict {
        match window.get(self.packet.sync.len()) {
            Some(length) if usize::from(*length) != BODY => Verdict::reject(RejectKind::Constant),
            _ => self.packet.parse(window, end_of_input),
        }
    }
    fn run(&self, window: &[u8]) -> usize {
        let good = |frame: &&[u8]| {
            frame.starts_with(&self.packet.sync)
                && self.parse(frame, true) == Verdict::verified(self.max_len())
        };
        let frames = window.chunks_exact(self.max_len());
        frames.take_while(good).count() * usize::from(self.runs)
    }
}

/// Frames of eight bytes without a checksum, the first `0f` and the last `00`.
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
            Some(0) => Verdict::Good { len: 8, proof: Proof::Form },
            Some(_) => Verdict::Reject(Reason::at(RejectKind::Constant, 7)),
            None => Verdict::NeedMore(8),
        }
    }
}

pub(crate) fn packet() -> Packet {
    Packet { sync: vec![0xaa, 0x55], max: 60, unknown: None }
}

/// Sets of schemas in all the ways that frames begin.
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
        vec![Box::new(Stuffed::around(Box::new(bare()), Coding::Cobs))],
        vec![Box::new(Stuffed::new("any", Coding::Slip, 90)), Box::new(packet())],
    ];
    sets.into_iter().map(|set| Finder::new(set).unwrap()).collect()
}

/// A generator of numbers (Vigna's splitmix64).
pub(crate) struct Seed(pub(crate) u64);

impl Seed {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    /// Random bytes, many of which mean something to the schemas above.
    pub(crate) fn bytes(&mut self, len: usize) -> Vec<u8> {
        let special = [0xaa, 0x55, 0xd3, 0x0f, 0x00, 0xc0, 0xdb, 7, 3];
        let byte = |seed: &mut Self| match seed.below(3) {
            0 => special[seed.below(special.len())],
            _ => seed.next() as u8,
        };
        (0..len).map(|_| byte(self)).collect()
    }
}

/// Each byte of a stream, and the frame that it belongs to.
pub(crate) type Tagged = Vec<(u8, Option<usize>)>;

/// Frames of `packet`, with noise between some of them.
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

/// An event without its bytes.
pub(crate) type Plain = (&'static str, u64, u64, String);

pub(crate) fn plain(event: &Event<'_>) -> Plain {
    match event {
        Event::Good(found, bytes) => {
            ("good", found.offset, bytes.len() as u64, found.schema.to_string())
        }
        Event::Unverified(found, bytes) => {
            ("unverified", found.offset, bytes.len() as u64, found.schema.to_string())
        }
        Event::Rejected(no) => ("rejected", no.offset, 1, format!("{} {}", no.schema, no.reason)),
        Event::Skipped { offset, len } => ("skipped", *offset, *len, String::new()),
    }
}

/// What a scanner reports of an input that is cut at these places.
pub(crate) fn scan(finder: Finder, input: &[u8], cuts: &[usize]) -> Vec<Plain> {
    let mut events = Vec::new();
    let mut on = |event: Event<'_>| {
        if let Event::Good(found, bytes) | Event::Unverified(found, bytes) = &event {
            let at = found.offset as usize;
            assert_eq!(*bytes, &input[at..at + bytes.len()]);
        }
        events.push(plain(&event));
    };
    let mut scanner = Scanner::new(finder);
    let mut from = 0;
    for to in cuts.iter().copied().chain([input.len()]) {
        scanner.feed(&input[from..to], &mut on);
        from = to;
    }
    scanner.finish(&mut on);
    events
}
